/** Buildings of the district: what the layouts of the blocks have put up, numbered by block. */
import type { Demo, Row } from '../../demo/district.ts';
import type { Point } from '../../demo/frame.ts';
import { elevationAt } from '../../demo/ground.ts';
import { layouts } from '../../demo/layouts.ts';
import { distance, must } from '../../demo/line.ts';
import { streets, type Street } from '../../demo/plan.ts';
import { centroid, polygonArea } from '../../demo/polygon.ts';
import type { Building, Layout } from '../../demo/blocks/site.ts';
import { centimetres, multiPolygon } from '../../demo/shapes.ts';

/** The base-isolated ward building, the prefabricated tower and the office that have a building model. */
export const HOSPITAL_ID = 'B37-001';
export const PREFAB_TOWER_ID = 'B27-019';
export const OFFICE_ID = 'B63-002';

/** The estate's last tower, which is being put up from precast parts. */
const PREFAB_TOWER = { built_year: 2026, structure: '装配整体式剪力墙' } as const;

/** Public uses whose buildings are metered, and how many of each: sixty in all. */
const METERED: readonly (readonly [use: Building['use'], count: number])[] = [
  ['government', 6],
  ['office', 20],
  ['commercial', 9],
  ['hotel', 5],
  ['education', 9],
  ['medical', 3],
  ['culture', 5],
  ['sport', 3],
];
/** Smaller ones need no sub-metering. */
const METERED_FROM_M2 = 1800;

export const demo: Demo = () => ({ tables: { building: layouts().flatMap(rowsOf) } });

/** Ids of the sixty public buildings with meters, largest first within each use. */
export function meteredBuildingIds(buildings: readonly Row[]): string[] {
  return METERED.flatMap(([use, count]) =>
    buildings
      .filter(
        (row) =>
          row.use === use &&
          row.name !== null &&
          Number(row.floor_area_m2) >= METERED_FROM_M2 &&
          !isUpperPart(row),
      )
      .toSorted((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1))
      .slice(0, count)
      .map((row) => row.id),
  );
}

/** The buildings with models come first, then the largest. */
function rank(row: Row): number {
  return row.id === HOSPITAL_ID || row.id === OFFICE_ID ? Infinity : Number(row.floor_area_m2);
}

/** Crowns stand on a tower; a tower stands on a podium, but is a building of its own. */
function isUpperPart(row: Row): boolean {
  return Number(row.min_height_metres) > 0 && Number(row.floors_above) <= 4;
}

function rowsOf({ block, buildings }: Layout): Row[] {
  let dwellings = 0;
  return buildings.map((building, index): Row => {
    const serial = String(index + 1).padStart(3, '0');
    const at = centroid(building.ring);
    const area = polygonArea(building.ring) - (building.hole ? polygonArea(building.hole) : 0);
    const foot = building.footMetres ?? 0;
    const house = building.use === 'residential' && building.name === undefined;
    if (house) dwellings++;
    const villager = building.use === 'village';
    const id = `${block.id}-${serial}`;
    return {
      id,
      name: building.name ?? (house && block.name ? `${block.name} ${dwellings} 号楼` : null),
      name_en: building.nameEn ?? (house && block.nameEn ? `${block.nameEn}, building ${dwellings}` : null),
      use: building.use,
      facade: building.facade,
      height_metres: centimetres(foot + building.floors * building.storeyMetres + (building.topMetres ?? 0)),
      ground_elevation_metres: centimetres(elevationAt(at[0], at[1])),
      floors_above: building.floors,
      floors_below: foot > 0 ? 0 : (building.cellars ?? 0),
      floor_area_m2: building.floorAreaM2 ?? Math.round(area * building.floors),
      built_year: building.builtYear ?? null,
      structure: building.structure ?? null,
      ...(id === PREFAB_TOWER_ID ? PREFAB_TOWER : {}),
      owner: villager ? `演示业主${serial}` : ownerOf(building),
      address: villager ? `${block.name ?? ''} ${index + 1} 号` : addressOf(at),
      min_height_metres: centimetres(foot),
      geom: building.hole ? multiPolygon(building.ring, building.hole) : multiPolygon(building.ring),
    };
  });
}

function ownerOf({ use }: Building): string | null {
  switch (use) {
    case 'residential':
      return null;
    case 'government':
      return '北岸管理委员会(演示)';
    case 'education':
      return '北岸教育局(演示)';
    case 'medical':
      return '示范区人民医院(演示)';
    default:
      return '北岸城市发展有限公司(演示)';
  }
}

/** Street and number of the nearest frontage: odd on the left of the street's direction, even on its right. */
function addressOf(at: Point): string {
  let best: { street: Street; metres: number; station: number; left: boolean } | undefined;
  for (const street of streets) {
    street.axis.forEach((point, index) => {
      const metres = distance(point, at);
      if (best && metres >= best.metres) return;
      const [ax, ay] = must(street.axis[Math.max(0, index - 1)]);
      const [bx, by] = must(street.axis[Math.min(street.axis.length - 1, index + 1)]);
      best = {
        street,
        metres,
        station: must(street.line.stations[index]),
        left: (bx - ax) * (at[1] - ay) - (by - ay) * (at[0] - ax) > 0,
      };
    });
  }
  const { street, station, left } = must(best);
  const number = 2 * Math.round(station / 16) + (left ? 1 : 2);
  return `${street.name} ${number} 号`;
}
