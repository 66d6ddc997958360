/** The painted ground of the district: land use, water, streets with their strips. */
import type { Point } from '../../demo/frame.ts';
import type { Demo, FeatureRow, Row } from '../../demo/district.ts';
import { blocks, crossings, onStreet, RIVER_HALF_WIDTH, RIVER_U, SHORE_V, SIZE_METRES, streets, type Street } from '../../demo/plan.ts';
import { areaOf, gridRectangle, lineString, multiPolygon, polygon } from '../../demo/shapes.ts';

const BEACH_METRES = 46;
const SEA_METRES = 4200;
const STEP_METRES = 25;

export const demo: Demo = () => ({
  tables: { road: streets.map(road), water: [sea(), river()] },
  features: { 'land-use': [...blocks.map(landUse), beach(), promenade()], pavements: streets.flatMap(pavements) },
});

function road(one: Street): Row {
  return {
    id: one.id, name: one.name, name_en: one.nameEn, class: one.class, width_metres: one.redLineMetres,
    carriageway_metres: one.carriagewayMetres, lanes: one.lanes, surface: 'asphalt', built_year: 2016,
    geom: lineString(stations(one).map((along) => onStreet(one, along))),
  };
}

function sea(): Row {
  return { id: 'W1', name: '琼州海峡', name_en: 'Qiongzhou Strait', kind: 'sea', level_metres: 0,
    geom: multiPolygon(gridRectangle(-1500, SHORE_V + BEACH_METRES, SIZE_METRES + 1500, SHORE_V + SEA_METRES)) };
}

function river(): Row {
  return { id: 'W2', name: '文澜江', name_en: 'Wenlan River', kind: 'river', level_metres: 0.4,
    geom: multiPolygon(gridRectangle(RIVER_U - RIVER_HALF_WIDTH, 0, RIVER_U + RIVER_HALF_WIDTH, SHORE_V + BEACH_METRES + 4)) };
}

function landUse(block: (typeof blocks)[number]): FeatureRow {
  const ring = gridRectangle(block.u0, block.v0, block.u1, block.v1);
  return { id: block.id, geom: polygon(ring), properties: { use: block.use, area_m2: Math.round(areaOf(ring)) } };
}

function beach(): FeatureRow {
  const ring = gridRectangle(-1500, SHORE_V, SIZE_METRES + 1500, SHORE_V + BEACH_METRES + 6);
  return { id: 'beach', geom: polygon(ring), properties: { name: '北岸沙滩', use: 'beach', area_m2: Math.round(areaOf(ring)) } };
}

function promenade(): FeatureRow {
  const ring = gridRectangle(60, SHORE_V - 130, SIZE_METRES - 60, SHORE_V);
  return { id: 'promenade', geom: polygon(ring), properties: { name: '滨海步道', use: 'park', area_m2: Math.round(areaOf(ring)) } };
}

/** One polygon for each strip between crossings; the carriageway runs through, so junctions are closed. */
function pavements(one: Street): FeatureRow[] {
  const cuts = crossings(one);
  return one.strips.flatMap((strip, index) => {
    const through = strip.surface === 'carriageway';
    const spans = through ? [[one.from, one.to] as const] : spansBetween(one, cuts);
    return spans.map(([from, to], part) => ({
      id: `${one.id}-${index}-${part}`,
      geom: polygon(ribbon(one, from, to, strip.from, strip.to)),
      properties: { surface: strip.surface, road: one.id },
    }));
  });
}

function spansBetween(one: Street, cuts: ReturnType<typeof crossings>): (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  let from = one.from;
  for (const { along, other } of cuts) {
    const half = other.carriagewayMetres / 2;
    if (along - half > from + 5) spans.push([from, along - half]);
    from = along + half;
  }
  if (one.to > from + 5) spans.push([from, one.to]);
  return spans;
}

function ribbon(one: Street, from: number, to: number, right: number, left: number): Point[] {
  const steps = Math.max(1, Math.ceil((to - from) / STEP_METRES));
  const along = Array.from({ length: steps + 1 }, (_, index) => from + ((to - from) * index) / steps);
  return [...along.map((t) => onStreet(one, t, right)), ...along.reverse().map((t) => onStreet(one, t, left))];
}

function stations(one: Street): number[] {
  const steps = Math.ceil((one.to - one.from) / STEP_METRES);
  return Array.from({ length: steps + 1 }, (_, index) => one.from + ((one.to - one.from) * index) / steps);
}
