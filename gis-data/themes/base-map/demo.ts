/** The painted ground of the district: what lies around it, land use by block, water, streets and what is paved. */
import { belts } from '../../demo/belts.ts';
import { bend } from '../../demo/bend.ts';
import { landRing, riverRing, sandRing, seaRing } from '../../demo/coast.ts';
import type { Demo, FeatureRow, Row } from '../../demo/district.ts';
import type { Point } from '../../demo/frame.ts';
import { RIVER_LEVEL_METRES, SEA_LEVEL_METRES } from '../../demo/ground.ts';
import { layouts } from '../../demo/layouts.ts';
import { blocks, streets, type Block, type BlockUse, type Street } from '../../demo/plan.ts';
import { polygonArea, type Ring } from '../../demo/polygon.ts';
import { riversideLand } from '../../demo/riverside-land.ts';
import { lineString, multiPolygon, multiPolygonOf, polygon } from '../../demo/shapes.ts';
import { streetSurfaces } from '../../demo/street-surfaces.ts';
import { LAND_USES } from './codes.ts';

type LandUse = keyof typeof LAND_USES;

/** Ponds of less than this are pools and tanks without a name on the map. */
const LAKE_FROM_M2 = 3000;
const LAND_USE_OF: Readonly<Record<BlockUse, LandUse>> = {
  'walk-up': 'residential',
  slabs: 'residential',
  towers: 'residential',
  villas: 'residential',
  village: 'village',
  office: 'office',
  commercial: 'commercial',
  hotel: 'commercial',
  government: 'government',
  school: 'education',
  hospital: 'medical',
  culture: 'culture',
  sport: 'sport',
  park: 'park',
  'pocket-park': 'park',
  river: 'park',
  shore: 'park',
  'country-park': 'forest',
  industrial: 'industrial',
  depot: 'transport',
  waterworks: 'utility',
  construction: 'construction',
};

export const demo: Demo = () => ({
  tables: { road: streets.map(road), water: [sea(), river(), ...ponds()] },
  features: {
    'land-use': [
      land(),
      ...countryside(),
      ...belts().map((belt) => feature(belt.id, 'verge', belt.ring)),
      ...blocks.flatMap(landUse),
      ...sand(),
    ],
    pavements: [...blockPavements(), ...streetPavements()],
  },
});

function road(street: Street): Row {
  return {
    id: street.id,
    name: street.name,
    name_en: street.nameEn,
    class: street.class,
    width_metres: street.redLineMetres,
    carriageway_metres: street.carriagewayMetres,
    lanes: street.lanes,
    surface: '沥青混凝土',
    one_way: false,
    built_year: street.builtYear,
    geom: lineString(street.axis),
  };
}

function sea(): Row {
  return {
    id: 'W1',
    name: '琼州海峡',
    name_en: 'Qiongzhou Strait',
    kind: 'sea',
    level_metres: SEA_LEVEL_METRES,
    geom: multiPolygon(seaRing()),
  };
}

function river(): Row {
  return {
    id: 'W2',
    name: '文澜江',
    name_en: 'Wenlan River',
    kind: 'river',
    level_metres: RIVER_LEVEL_METRES,
    geom: multiPolygon(riverRing()),
  };
}

function ponds(): Row[] {
  return layouts().flatMap(({ block, ponds }) =>
    ponds.map((pond, index): Row => ({
      id: `${block.id}-W${index + 1}`,
      name: pond.name ?? null,
      name_en: pond.nameEn ?? null,
      kind: polygonArea(pond.ring) >= LAKE_FROM_M2 ? 'lake' : 'pond',
      level_metres: null,
      geom: multiPolygon(pond.ring),
    })),
  );
}

function land(): FeatureRow {
  return feature('land', 'land', landRing());
}

function sand(): FeatureRow[] {
  return [
    feature('beach-west', 'beach', sandRing('west'), '北岸沙滩', 'North Shore Beach'),
    feature('beach-east', 'beach', sandRing('east'), '东海岸沙滩', 'East Coast Beach'),
  ];
}

/** What is not water of a block; along the river its banks apart. */
function landUse(block: Block): FeatureRow[] {
  const use = LAND_USE_OF[block.use];
  if (block.use !== 'river') return [feature(block.id, use, block.ring, block.name, block.nameEn)];
  return (['west', 'east'] as const).flatMap((side) => {
    const { park, stones } = riversideLand(block, side);
    return [
      feature(`${block.id}-${side}`, use, park, block.name, block.nameEn),
      feature(`${block.id}-${side}-bank`, 'bank', stones),
    ];
  });
}

/** Fields and woods beyond the ring roads, so that the city does not end at a line. */
function countryside(): FeatureRow[] {
  const made: FeatureRow[] = [];
  const cell = (west: number, south: number, east: number, north: number): void => {
    const serial = made.length + 1;
    const use: LandUse = (serial * 7) % 5 < 2 ? 'forest' : 'farmland';
    const edge: Point[] = [];
    for (let step = 0; step <= 6; step++) edge.push([west + ((east - west) * step) / 6, south]);
    for (let step = 1; step <= 6; step++) edge.push([east, south + ((north - south) * step) / 6]);
    for (let step = 1; step <= 6; step++) edge.push([east - ((east - west) * step) / 6, north]);
    for (let step = 1; step < 6; step++) edge.push([west, north - ((north - south) * step) / 6]);
    made.push(
      feature(
        `country-${serial}`,
        use,
        edge.map((point) => bend(point)),
      ),
    );
  };
  for (const [row, south] of [-1180, -940, -700, -470].entries()) {
    for (let u = -900; u < 3900; u += 330) {
      if (u < 2330 && u + 330 > 2090) continue;
      const shift = 40 * Math.sin(u / 210 + row);
      cell(u + 12 + shift, south + 14, u + 318 + shift, south + (row === 3 ? 160 : 222));
    }
  }
  for (const west of [-900, -560, -225]) {
    for (let v = -150; v < 2050; v += 310)
      if (!(Math.abs(v + 155 - 1175) < 150))
        cell(west + 10, v + 12, west + (west === -225 ? 170 : 320), v + 296);
  }
  for (const west of [3030, 3340, 3660]) {
    for (let v = -150; v < 2000; v += 290)
      if (!(Math.abs(v + 145 - 1175) < 150)) cell(west + 12, v + 10, west + 298, v + 280);
  }
  return made;
}

function blockPavements(): FeatureRow[] {
  return layouts().flatMap(({ block, pavings }) => {
    // The lines of a court or a car park are one feature of many parts.
    const lines = pavings.filter((paving) => paving.surface === 'marking');
    const grounds = pavings.filter((paving) => paving.surface !== 'marking');
    const single = grounds.map((paving, index): FeatureRow => ({
      id: `${block.id}-P${index + 1}`,
      geom: polygon(paving.ring, ...(paving.hole ? [paving.hole] : [])),
      properties: { surface: paving.surface },
    }));
    const framed = lines.filter((line) => line.hole);
    const plain = lines.filter((line) => !line.hole);
    return [
      ...single,
      ...framed.map((paving, index): FeatureRow => ({
        id: `${block.id}-M${index + 1}`,
        geom: polygon(paving.ring, ...(paving.hole ? [paving.hole] : [])),
        properties: { surface: 'marking' },
      })),
      ...(plain.length === 0
        ? []
        : [
            {
              id: `${block.id}-M`,
              geom: multiPolygonOf(plain.map((paving) => paving.ring)),
              properties: { surface: 'marking' },
            },
          ]),
    ];
  });
}

function streetPavements(): FeatureRow[] {
  return streetSurfaces().map(({ id, surface, rings }) => ({
    id,
    geom: rings.length === 1 && rings[0] ? polygon(rings[0]) : multiPolygonOf(rings),
    properties: { surface },
  }));
}

function feature(
  id: string,
  use: LandUse,
  ring: Ring,
  name: string | null = null,
  nameEn: string | null = null,
): FeatureRow {
  return {
    id,
    geom: polygon(ring),
    properties: { use, name, name_en: nameEn, area_m2: Math.round(polygonArea(ring)) },
  };
}
