/** Parks, protective and attached green, and every tree: avenues in rows, parks in groves, palms along the shore. */
import type { Demo, Row } from '../../demo/district.ts';
import type { Point } from '../../demo/frame.ts';
import { elevationAt } from '../../demo/ground.ts';
import { bend, blocks, crossings, onStreet, RIVER_HALF_WIDTH, RIVER_U, SHORE_V, SIZE_METRES, streets, type Block } from '../../demo/plan.ts';
import type { Random } from '../../demo/random.ts';
import { areaOf, gridRectangle, multiPolygon, pointOnGround } from '../../demo/shapes.ts';
import { localMetres } from '../../demo/frame.ts';

type Species = { species: string; species_latin: string; form: 'broadleaf' | 'palm' };
const BROADLEAF: readonly Species[] = [
  { species: '榕树', species_latin: 'Ficus microcarpa', form: 'broadleaf' }, { species: '凤凰木', species_latin: 'Delonix regia', form: 'broadleaf' },
  { species: '小叶榄仁', species_latin: 'Terminalia neotaliala', form: 'broadleaf' }, { species: '海南红豆', species_latin: 'Ormosia pinnata', form: 'broadleaf' },
];
const PALM: Species = { species: '椰子', species_latin: 'Cocos nucifera', form: 'palm' };
const STREET_TREE_SPACING_METRES = 9;
const PARK_TREES = 420;
const ESTATE_TREES = 120;
const SHORE_TREES = 900;
const CLEAR_OF_BUILDINGS_METRES = 3;

export const demo: Demo = ({ random, made }) => {
  const dice = random('trees');
  const blocked = footprintIndex(made('building'));
  const tree: Row[] = [];
  const green_space: Row[] = [];
  const plant = (at: Point, kind: Species, green: string | null, low: number, high: number): void => {
    if (blocked(at)) return;
    const height = Math.round(dice.between(low, high) * 10) / 10;
    const palm = kind.form === 'palm';
    tree.push({ id: `T-${tree.length + 1}`, green_space: green, ...kind, height_metres: height,
      crown_metres: Math.round((palm ? dice.between(4, 5.5) : height * dice.between(0.65, 0.9)) * 10) / 10, trunk_cm: Math.round(height * dice.between(2.4, 3.6)),
      planted_year: dice.integer(2009, 2023), vigour: dice.next() < 0.02 ? 'weak' : 'normal', ancient_grade: null,
      ground_elevation_metres: Math.round(elevationAt(at[0], at[1]) * 100) / 100, geom: pointOnGround(at) });
  };
  const space = (id: string, ring: readonly Point[], klass: string, sub: string | null, name: string | null, nameEn: string | null): string => {
    green_space.push({ id, name, name_en: nameEn, class: klass, sub_class: sub, area_m2: Math.round(areaOf(ring)), owner: '北岸园林(演示)', built_year: 2015, geom: multiPolygon(ring) });
    return id;
  };

  for (const block of blocks) {
    if (block.use === 'park') {
      const sides = block.column === 7
        ? [[block.u0, RIVER_U - RIVER_HALF_WIDTH - 6], [RIVER_U + RIVER_HALF_WIDTH + 6, block.u1]] as const
        : [[block.u0, block.u1]] as const;
      sides.forEach(([u0, u1], index) => {
        const id = space(`G-${block.id}-${index + 1}`, gridRectangle(u0, block.v0, u1, block.v1), 'G1', block.column === 7 ? 'G14' : 'G11', parkName(block), `Park ${block.id}`);
        scatter(dice, u0 + 4, block.v0 + 4, u1 - 4, block.v1 - 4, Math.round(PARK_TREES / sides.length), (at) => plant(at, dice.next() < 0.2 ? PALM : dice.pick(BROADLEAF), id, 5, 13));
      });
    } else if (block.use === 'residential' || block.use === 'education' || block.use === 'medical') {
      const id = space(`G-${block.id}`, gridRectangle(block.u0 + 2, block.v0 + 2, block.u1 - 2, block.v1 - 2), 'XG', 'RG', null, null);
      scatter(dice, block.u0 + 3, block.v0 + 3, block.u1 - 3, block.v1 - 3, ESTATE_TREES, (at) => plant(at, dice.next() < 0.15 ? PALM : dice.pick(BROADLEAF), id, 4, 10));
    } else if (block.use !== 'industrial') {
      scatter(dice, block.u0 + 3, block.v0 + 3, block.u1 - 3, block.v1 - 3, 50, (at) => plant(at, dice.pick([PALM, ...BROADLEAF]), null, 4, 9));
    }
  }
  const shore = space('G-shore', gridRectangle(60, SHORE_V - 128, SIZE_METRES - 60, SHORE_V), 'G2', null, '滨海防护绿带', 'Shore green belt');
  scatter(dice, 60, SHORE_V - 126, SIZE_METRES - 60, SHORE_V - 2, SHORE_TREES, ([x, y]) => plant([x, y], dice.next() < 0.7 ? PALM : dice.pick(BROADLEAF), shore, 6, 12));

  for (const street of streets) {
    const kind = street.class === 'arterial' ? PALM : dice.pick(BROADLEAF);
    const verge = street.strips.find((strip) => strip.surface === 'verge' && strip.from > 0);
    if (!verge) continue;
    const offset = (verge.from + verge.to) / 2;
    const junctions = crossings(street);
    for (let along = street.from + 12; along < street.to - 6; along += STREET_TREE_SPACING_METRES) {
      if (junctions.some((junction) => Math.abs(junction.along - along) < junction.other.redLineMetres / 2 + 5)) continue;
      for (const side of [1, -1]) plant(onStreet(street, along, side * offset), kind, null, 5, 9);
    }
  }
  return { tables: { green_space, tree } };
};

function scatter(dice: Random, u0: number, v0: number, u1: number, v1: number, count: number, plant: (at: Point) => void): void {
  for (let index = 0; index < count; index++) plant(bend([dice.between(u0, u1), dice.between(v0, v1)]));
}

function parkName(block: Block): string {
  return block.column === 7 ? '文澜江滨水公园' : ({ '3,5': '望海公园', '1,4': '琼台公园', '5,1': '学苑公园', '0,6': '海棠公园', '8,5': '东岸公园' } as Record<string, string>)[`${block.column},${block.row}`] ?? '街心公园';
}

/** Says whether a point lies within a building's footprint or too close to its wall. Cells of 64 m keep it quick. */
function footprintIndex(buildings: readonly Row[]): (at: Point) => boolean {
  const CELL = 64;
  const cells = new Map<string, (readonly Point[])[]>();
  for (const { geom } of buildings) {
    if (geom.type !== 'MultiPolygon') continue;
    const ring = (geom.coordinates[0]?.[0] ?? []).map((position): Point => localMetres(position[0] ?? 0, position[1] ?? 0));
    const xs = ring.map((point) => point[0]);
    const ys = ring.map((point) => point[1]);
    for (let x = Math.floor((Math.min(...xs) - 5) / CELL); x <= Math.floor((Math.max(...xs) + 5) / CELL); x++) {
      for (let y = Math.floor((Math.min(...ys) - 5) / CELL); y <= Math.floor((Math.max(...ys) + 5) / CELL); y++) {
        const key = `${x},${y}`;
        cells.set(key, [...(cells.get(key) ?? []), ring]);
      }
    }
  }
  return ([x, y]) => (cells.get(`${Math.floor(x / CELL)},${Math.floor(y / CELL)}`) ?? []).some((ring) => nearRing(ring, x, y));
}

function nearRing(ring: readonly Point[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] ?? [0, 0];
    const [xj, yj] = ring[j] ?? [0, 0];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    const length2 = (xj - xi) ** 2 + (yj - yi) ** 2 || 1;
    const t = Math.max(0, Math.min(1, ((x - xi) * (xj - xi) + (y - yi) * (yj - yi)) / length2));
    if (Math.hypot(x - xi - t * (xj - xi), y - yi - t * (yj - yi)) < CLEAR_OF_BUILDINGS_METRES) return true;
  }
  return inside;
}
