/** Buildings of the district, block by block: estates with courtyards, towers on podiums, schools, villages, halls. */
import type { Point } from '../../demo/frame.ts';
import type { Demo, Row } from '../../demo/district.ts';
import { elevationOfGrid } from '../../demo/ground.ts';
import { bend, blocks, type Block } from '../../demo/plan.ts';
import type { Random } from '../../demo/random.ts';
import { areaOf, multiPolygon } from '../../demo/shapes.ts';

const DWELLING_STOREY_METRES = 3;
const OFFICE_STOREY_METRES = 4;
const PARAPET_METRES = 1.1;

type Style = { use: string; facade: string; storeyMetres: number };
type Place = { u: number; v: number; width: number; depth: number };

/** Named buildings that other themes hang their data on. */
export const HOSPITAL_ID = 'B-33-01';
export const PREFAB_TOWER_ID = 'B-28-01';

export const demo: Demo = ({ random }) => ({ tables: { building: blocks.flatMap((block) => buildingsOf(block, random(block.id))) } });

function buildingsOf(block: Block, random: Random): Row[] {
  const rows: Row[] = [];
  const add = (place: Place, floors: number, style: Style, more: Partial<Row> = {}, shape: 'box' | 'L' | 'U' = 'box', foot = 0): void => {
    const id = `B-${block.column + 1}${block.row + 1}-${String(rows.length + 1).padStart(2, '0')}`;
    rows.push(building(id, place, floors, style, random, more, shape, foot));
  };
  const width = block.u1 - block.u0;
  const depth = block.v1 - block.v0;
  const at = (fu: number, fv: number, w: number, d: number): Place => ({ u: block.u0 + width * fu, v: block.v0 + depth * fv, width: w, depth: d });
  const dwelling: Style = { use: 'residential', facade: 'dwelling', storeyMetres: DWELLING_STOREY_METRES };
  switch (block.use) {
    case 'residential': {
      // Slabs look south; the tallest stand at the back, as the sun's angle asks.
      const towers = (block.column + block.row) % 3 === 0;
      for (let row = 0; row < 5; row++) {
        for (let column = 0; column < 5; column++) {
          const fu = 0.11 + column * 0.195;
          const fv = 0.1 + row * 0.2;
          if (row === 2 && column === 2) continue; // the courtyard with its pool
          const floors = towers ? random.integer(16, 27) + row : random.integer(6, 11);
          add(at(fu, fv, towers ? 26 : random.between(37, 43), towers ? 19 : 13.5), floors, dwelling);
        }
      }
      for (let shop = 0; shop < 4; shop++) {
        add(at(0.14 + shop * 0.24, 0.018, 46, 9), 2, { use: 'commercial', facade: 'shop', storeyMetres: 4.2 });
      }
      break;
    }
    case 'village':
      for (let row = 0; row < 10; row++) {
        for (let column = 0; column < 10; column++) {
          if (random.next() < 0.12) continue;
          add(at(0.06 + column * 0.0977 + random.between(-0.008, 0.008), 0.06 + row * 0.0977 + random.between(-0.008, 0.008),
            random.between(10, 14), random.between(9, 13.5)), random.integer(2, 5), { use: 'village', facade: 'village', storeyMetres: 3 });
        }
      }
      break;
    case 'office':
    case 'commercial': {
      const office = block.use === 'office';
      for (const [fu, fv] of [[0.26, 0.27], [0.74, 0.27], [0.26, 0.74], [0.74, 0.74]] as const) {
        const podium = 4;
        add(at(fu, fv, 84, 78), podium, { use: 'commercial', facade: office ? 'ribbon' : 'shop', storeyMetres: 5 });
        const tall = office ? random.integer(18, 34) : random.integer(10, 22);
        const curtain = random.next() < 0.6;
        add(at(fu, fv, random.between(34, 42), random.between(32, 38)), tall, {
          use: office ? 'office' : random.pick(['hotel', 'commercial', 'office']), facade: curtain ? 'curtain' : 'ribbon', storeyMetres: OFFICE_STOREY_METRES,
        }, {}, 'box', podium * 5);
      }
      for (const fu of [0.5]) add(at(fu, 0.5, 30, 30), 3, { use: 'commercial', facade: 'curtain', storeyMetres: 5 });
      break;
    }
    case 'education':
      for (const [fu, fv, shape] of [[0.2, 0.75, 'U'], [0.5, 0.75, 'U'], [0.8, 0.78, 'L'], [0.2, 0.42, 'L']] as const) {
        add(at(fu, fv, 58, 50), random.integer(4, 6), { use: 'education', facade: 'school', storeyMetres: 3.9 }, {}, shape);
      }
      add(at(0.82, 0.45, 48, 34), 2, { use: 'sport', facade: 'blank', storeyMetres: 7 });
      break;
    case 'medical':
      add(at(0.42, 0.62, 92, 38), 9, { use: 'medical', facade: 'school', storeyMetres: 4.2 },
        { name: '示范区人民医院 住院医技楼', name_en: 'District People\'s Hospital, inpatient and technical building', structure: 'base-isolated RC frame' });
      add(at(0.42, 0.25, 120, 34), 4, { use: 'medical', facade: 'school', storeyMetres: 4.2 }, { name: '示范区人民医院 门诊楼', name_en: 'District People\'s Hospital, outpatient building' });
      add(at(0.85, 0.6, 30, 60), 6, { use: 'medical', facade: 'school', storeyMetres: 4 });
      break;
    case 'government':
      add(at(0.5, 0.66, 110, 36), 12, { use: 'government', facade: 'ribbon', storeyMetres: OFFICE_STOREY_METRES }, { name: '北岸市民中心', name_en: 'North Shore Civic Centre' });
      add(at(0.2, 0.4, 40, 60), 5, { use: 'government', facade: 'ribbon', storeyMetres: OFFICE_STOREY_METRES });
      add(at(0.8, 0.4, 40, 60), 5, { use: 'government', facade: 'ribbon', storeyMetres: OFFICE_STOREY_METRES });
      add(at(0.5, 0.24, 60, 30), 3, { use: 'culture', facade: 'curtain', storeyMetres: 6 }, { name: '北岸图书馆', name_en: 'North Shore Library' });
      break;
    case 'industrial':
      for (const [fu, fv] of [[0.27, 0.25], [0.73, 0.25], [0.27, 0.72], [0.73, 0.72]] as const) {
        add(at(fu, fv, 96, 62), 1, { use: 'industrial', facade: 'blank', storeyMetres: random.between(9, 13) });
      }
      break;
    case 'park':
      if (block.column !== 7) add(at(0.5, 0.5, 22, 14), 1, { use: 'culture', facade: 'shop', storeyMetres: 4.5 });
      break;
    case 'square':
      add(at(0.5, 0.86, 90, 24), 2, { use: 'culture', facade: 'curtain', storeyMetres: 7 }, { name: '市民广场展厅', name_en: 'Civic Square gallery' });
      break;
  }
  return rows;
}

function building(id: string, place: Place, floors: number, style: Style, random: Random, more: Partial<Row>, shape: 'box' | 'L' | 'U', foot: number): Row {
  const ring = footprint(place, shape).map((corner) => bend(corner));
  const height = floors * style.storeyMetres + PARAPET_METRES;
  return {
    id, use: style.use, facade: style.facade, height_metres: round(foot + height), floors_above: floors, floors_below: floors > 8 ? 2 : 0,
    floor_area_m2: Math.round(areaOf(ring) * floors), built_year: random.integer(2008, 2025), structure: floors > 6 ? 'RC frame and shear wall' : 'RC frame',
    ground_elevation_metres: round(elevationOfGrid(place.u, place.v)), min_height_metres: foot, address: null, owner: null, name: null, name_en: null,
    geom: multiPolygon(ring), ...more,
  };
}

function footprint({ u, v, width, depth }: Place, shape: 'box' | 'L' | 'U'): Point[] {
  const [u0, u1, v0, v1] = [u - width / 2, u + width / 2, v - depth / 2, v + depth / 2];
  const wing = 15;
  switch (shape) {
    case 'box': return [[u0, v0], [u1, v0], [u1, v1], [u0, v1]];
    case 'L': return [[u0, v0], [u1, v0], [u1, v0 + wing], [u0 + wing, v0 + wing], [u0 + wing, v1], [u0, v1]];
    case 'U': return [[u0, v0], [u0 + wing, v0], [u0 + wing, v1 - wing], [u1 - wing, v1 - wing], [u1 - wing, v0], [u1, v0], [u1, v1], [u0, v1]];
  }
}

function round(metres: number): number {
  return Math.round(metres * 100) / 100;
}
