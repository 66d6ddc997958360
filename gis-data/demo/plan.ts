/**
 * The plan of the district: streets, blocks, coast and river. Everything is laid out on a regular grid (u east,
 * v north) and bent by one smooth map, so that streets curve with the coast and blocks stay consistent with them.
 */
import type { Point } from './frame.ts';

export type StreetClass = 'arterial' | 'secondary' | 'branch';
export type Strip = { readonly surface: 'footway' | 'cycle-track' | 'verge' | 'carriageway'; readonly from: number; readonly to: number };
export type Street = {
  readonly id: string; readonly name: string; readonly nameEn: string; readonly class: StreetClass;
  /** Line of constant u (runs north) or of constant v (runs east). */
  readonly runs: 'north' | 'east';
  readonly at: number; readonly from: number; readonly to: number;
  readonly redLineMetres: number; readonly carriagewayMetres: number; readonly lanes: number;
  /** Offsets from the axis in metres, positive to the left of its direction. */
  readonly strips: readonly Strip[];
};
export type BlockUse = 'residential' | 'office' | 'government' | 'commercial' | 'education' | 'medical' | 'park' | 'square' | 'village' | 'industrial';
export type Block = { readonly id: string; readonly use: BlockUse; readonly column: number; readonly row: number;
  /** Inside the red lines, in grid metres. */
  readonly u0: number; readonly v0: number; readonly u1: number; readonly v1: number };

export const SIZE_METRES = 3000;
const ROWS = 9;
const FIRST_METRES = 150;
const COLUMN_METRES = 300;
const ROW_METRES = 290;
/** Grid lines of the coast: the seaside road's blocks end here, then the beach. */
export const SHORE_V = 2610;
export const RIVER_U = FIRST_METRES + 7.5 * COLUMN_METRES;
export const RIVER_HALF_WIDTH = 38;

const AVENUES: readonly (readonly [string, string])[] = [
  ['滨江西路', 'Binjiang West Road'], ['文澜路', 'Wenlan Road'], ['海棠路', 'Haitang Road'], ['望海大道', 'Wanghai Avenue'], ['椰风路', 'Yefeng Road'],
  ['琼台路', 'Qiongtai Road'], ['银滩路', 'Yintan Road'], ['江畔路', 'Jiangpan Road'], ['东岸路', "Dong'an Road"], ['迎宾路', 'Yingbin Road'],
];
const CROSS_STREETS: readonly (readonly [string, string])[] = [
  ['南环路', 'South Ring Road'], ['学苑路', 'Xueyuan Road'], ['五指山路', 'Wuzhishan Road'], ['海岸大道', "Hai'an Avenue"], ['三亚街', 'Sanya Street'],
  ['万宁街', 'Wanning Street'], ['琼海街', 'Qionghai Street'], ['金沙路', 'Jinsha Road'], ['滨海路', 'Binhai Road'],
];

/** Bends the grid: the coast runs in a shallow bay and the avenues lean with it. Slopes stay below 8 %. */
export function bend([u, v]: Point): [number, number] {
  return [u + 46 * Math.sin(v / 870) + 14 * Math.sin(u / 410), v + 62 * Math.sin(u / 980 + 0.6) + 12 * Math.sin(v / 360)];
}

export const streets: readonly Street[] = [
  ...AVENUES.map((names, index) => street(names, 'north', FIRST_METRES + index * COLUMN_METRES, 60, lastV(), index, 3)),
  ...CROSS_STREETS.map((names, index) => street(names, 'east', FIRST_METRES + index * ROW_METRES, 60, SIZE_METRES - 60, index, 3)),
];

export const blocks: readonly Block[] = makeBlocks();

/** Axis point of a street at its grid position, and the point `offset` metres to the left of it. */
export function onStreet(one: Street, along: number, offset = 0): [number, number] {
  const at = (t: number): [number, number] => bend(one.runs === 'north' ? [one.at, t] : [t, one.at]);
  const [x, y] = at(along);
  if (offset === 0) return [x, y];
  const [x0, y0] = at(along - 0.5);
  const [x1, y1] = at(along + 0.5);
  const length = Math.hypot(x1 - x0, y1 - y0);
  return [x - ((y1 - y0) / length) * offset, y + ((x1 - x0) / length) * offset];
}

/** Grid positions along a street where another one crosses it, in its direction. */
export function crossings(one: Street): { readonly along: number; readonly other: Street }[] {
  return streets
    .filter((other) => other.runs !== one.runs && other.at >= one.from && other.at <= one.to)
    .map((other) => ({ along: other.at, other }))
    .sort((a, b) => a.along - b.along);
}

/** Heading of a street at a grid position, degrees clockwise from north. */
export function bearingOf(one: Street, along: number): number {
  const [x0, y0] = onStreet(one, along - 0.5);
  const [x1, y1] = onStreet(one, along + 0.5);
  return (Math.atan2(x1 - x0, y1 - y0) * 180) / Math.PI;
}

function lastV(): number {
  return FIRST_METRES + (ROWS - 1) * ROW_METRES + 14;
}

function street([name, nameEn]: readonly [string, string], runs: Street['runs'], at: number, from: number, to: number, index: number, arterialEvery: number): Street {
  const kind: StreetClass = index % arterialEvery === 0 ? 'arterial' : index % 2 === 0 ? 'secondary' : 'branch';
  const [lane, verge, cycle, footway] = { arterial: [10.5, 1.7, 2.85, 4.6], secondary: [7, 1.5, 2.5, 3.5], branch: [4.5, 1.2, 0, 3] }[kind] as [number, number, number, number];
  const median = kind === 'arterial' ? 0.7 : 0;
  const strips: Strip[] = [{ surface: 'carriageway', from: -(median + lane), to: median + lane }];
  let edge = median + lane;
  for (const [surface, width] of [['verge', verge], ['cycle-track', cycle], ['footway', footway]] as const) {
    if (width === 0) continue;
    strips.push({ surface, from: edge, to: edge + width }, { surface, from: -(edge + width), to: -edge });
    edge += width;
  }
  if (median > 0) strips.push({ surface: 'verge', from: -median, to: median });
  return {
    id: `${runs === 'north' ? 'N' : 'E'}${String(index + 1).padStart(2, '0')}`, name, nameEn, class: kind, runs, at, from, to,
    redLineMetres: edge * 2, carriagewayMetres: (median + lane) * 2, lanes: { arterial: 6, secondary: 4, branch: 2 }[kind], strips,
  };
}

function makeBlocks(): Block[] {
  const avenues = streets.filter((one) => one.runs === 'north');
  const across = streets.filter((one) => one.runs === 'east');
  const made: Block[] = [];
  for (let column = 0; column + 1 < avenues.length; column++) {
    for (let row = 0; row + 1 < across.length; row++) {
      const [west, east, south, north] = [avenues[column], avenues[column + 1], across[row], across[row + 1]];
      if (!west || !east || !south || !north) continue;
      made.push({
        id: `B${column + 1}${row + 1}`, use: useOf(column, row), column, row,
        u0: west.at + west.redLineMetres / 2, u1: east.at - east.redLineMetres / 2,
        v0: south.at + south.redLineMetres / 2, v1: north.at - north.redLineMetres / 2,
      });
    }
  }
  return made;
}

/** River parks in column 7, a centre around columns 3 to 5, villages at the edge, the rest housing with its schools. */
function useOf(column: number, row: number): BlockUse {
  const special: Record<string, BlockUse> = {
    '2,2': 'medical', '4,3': 'square', '4,4': 'government', '3,5': 'park', '1,4': 'park', '5,1': 'park', '0,6': 'park', '8,5': 'park',
    '1,1': 'education', '5,3': 'education', '8,2': 'education', '0,3': 'education', '6,6': 'education',
    '0,0': 'village', '1,0': 'village', '8,0': 'village', '8,7': 'village', '0,1': 'village', '2,0': 'industrial', '3,0': 'industrial',
  };
  const found = special[`${column},${row}`];
  if (found) return found;
  if (column === 7) return 'park';
  if (row === 7) return column >= 2 && column <= 5 ? 'commercial' : 'residential';
  if (column >= 3 && column <= 4 && row >= 4) return row % 2 === 0 ? 'office' : 'commercial';
  if (column === 5 && row >= 4) return 'office';
  return 'residential';
}
