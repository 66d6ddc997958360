/**
 * Pipes of the district under its streets: every class in its lane of the cross section and its own band of depth.
 * Sewers fall to the north: along the avenues to the sea, along the cross streets to the next avenue.
 */
import type { Demo, Row } from '../../demo/district.ts';
import { lonLat, type Point } from '../../demo/frame.ts';
import { elevationOfGrid, unbend } from '../../demo/ground.ts';
import { crossings, onStreet, streets, type Street } from '../../demo/plan.ts';

type Run = {
  readonly key: string; readonly class: 'JS' | 'PS' | 'RQ' | 'DL' | 'TX'; readonly sub: string; readonly code: string;
  /** From the axis of the street in metres, by class of street; a street without an entry has no such pipe. */
  readonly offset: Partial<Record<Street['class'], number>>;
  readonly widthMm: Record<Street['class'], number>; readonly heightMm?: number; readonly wallMm: number;
  /** Ground to the top; of sewers to the invert where they begin. */
  readonly depthMetres: number; readonly gravity?: true;
  readonly material: string; readonly laying: string; readonly spacingMetres: number; readonly point: string; readonly owner: string;
};

const RUNS: readonly Run[] = [
  { key: 'J', class: 'JS', sub: 'JP', code: '51041000', offset: { arterial: 15.4, secondary: 11.3, branch: 7.2 }, widthMm: { arterial: 500, secondary: 300, branch: 200 }, wallMm: 9, depthMetres: 1.2, material: 'QM', laying: 'ZM', spacingMetres: 60, point: 'valve-well', owner: '北岸水务(演示)' },
  { key: 'R', class: 'RQ', sub: 'TR', code: '53031000', offset: { arterial: -13, secondary: -9.6, branch: -6.8 }, widthMm: { arterial: 300, secondary: 200, branch: 110 }, wallMm: 10, depthMetres: 1, material: 'PE', laying: 'ZM', spacingMetres: 65, point: 'valve', owner: '北岸燃气(演示)' },
  { key: 'Y', class: 'PS', sub: 'YS', code: '52011000', offset: { arterial: 4.5, secondary: 3.4, branch: 2.2 }, widthMm: { arterial: 1200, secondary: 800, branch: 600 }, wallMm: 100, depthMetres: 2.4, gravity: true, material: 'T', laying: 'ZM', spacingMetres: 40, point: 'manhole', owner: '北岸水务(演示)' },
  { key: 'W', class: 'PS', sub: 'WS', code: '52021000', offset: { arterial: -4.5, secondary: -3.4, branch: -2.2 }, widthMm: { arterial: 600, secondary: 500, branch: 400 }, wallMm: 60, depthMetres: 4.6, gravity: true, material: 'T', laying: 'ZM', spacingMetres: 40, point: 'manhole', owner: '北岸水务(演示)' },
  { key: 'D', class: 'DL', sub: 'GD', code: '55011000', offset: { arterial: 19, secondary: 13.4 }, widthMm: { arterial: 1000, secondary: 800, branch: 600 }, heightMm: 600, wallMm: 0, depthMetres: 0.7, material: 'T', laying: 'GK', spacingMetres: 70, point: 'hand-hole', owner: '海口供电(演示)' },
  { key: 'T', class: 'TX', sub: 'XX', code: '56031000', offset: { arterial: -18, secondary: -13, branch: -8.2 }, widthMm: { arterial: 480, secondary: 360, branch: 240 }, heightMm: 240, wallMm: 0, depthMetres: 0.65, material: 'PVC', laying: 'GK', spacingMetres: 72, point: 'hand-hole', owner: '北岸通信管道(演示)' },
];
/** GB 50014-2021 table 5.2.10: DN300 concrete at least 0.003; larger pipes less. Cross streets have the steeper. */
const CROSS_SLOPE = 0.003;
const AVENUE_SPACING_METRES = 300;
const BY_DIRECTION = { north: 0, east: 0.34 };

export const demo: Demo = ({ random }) => {
  const dice = random('pipes');
  const points: Row[] = [];
  const lines: Row[] = [];
  for (const street of streets) {
    for (const run of RUNS) {
      const offset = run.offset[street.class];
      if (offset === undefined) continue;
      const laid = dice.integer(2009, 2021);
      const widthMm = run.widthMm[street.class];
      let previous: { id: string; axis: Point; z: number; ground: number } | undefined;
      let serial = 0;
      for (const along of stations(street, run.spacingMetres)) {
        const at = onStreet(street, along, offset);
        const [u, v] = unbend(at[0], at[1]);
        const ground = round(elevationOfGrid(street.runs === 'north' ? street.at : u, street.runs === 'east' ? street.at : v));
        const reference = round(run.gravity ? invert(run, street, u, v) : ground - run.depthMetres - BY_DIRECTION[street.runs]);
        const radius = (run.heightMm ?? widthMm) / 2000;
        const z = run.gravity ? reference + radius : reference - radius - run.wallMm / 1000;
        const id = `${run.sub}-${street.id}-${String(++serial).padStart(3, '0')}`;
        const depth = round(ground - reference);
        points.push({ id, point_no: id, class: run.class, sub_class: run.sub, feature_code: null, feature: run.gravity || serial % 3 === 1 ? null : 'straight',
          appurtenance: run.gravity || serial % 3 === 1 ? run.point : null, ground_elevation_metres: ground, depth_metres: depth, well_shape: run.class === 'DL' || run.class === 'TX' ? 'square' : 'round',
          well_size_mm: run.gravity ? Math.max(1000, widthMm + 200) : 900, cover_material: 'cast iron', cover_size_mm: 700, elevation_metres: reference,
          valve_state: run.class === 'JS' && serial % 3 === 1 ? 'open' : null, road_name: street.name, owner: run.owner, survey_unit: '演示测绘队', surveyed_on: '2025-11-06', status: 0,
          geom: { type: 'Point', coordinates: [...lonLat(at), ground] } });
        if (previous) {
          const length = Math.hypot(at[0] - previous.axis[0], at[1] - previous.axis[1]);
          lines.push({ id: `${previous.id}-L`, start_point: previous.id, end_point: id, class: run.class, sub_class: run.sub, feature_code: run.code, material: run.material,
            laying: run.laying, section: run.heightMm ? 'rectangular' : 'round', width_mm: widthMm, height_mm: run.heightMm ?? null, wall_mm: run.wallMm,
            start_depth_metres: round(previous.ground - previous.z), end_depth_metres: depth, start_elevation_metres: previous.z, end_elevation_metres: reference,
            elevation_reference: run.gravity ? 'invert' : 'top', flow_direction: run.gravity ? (reference < previous.z ? 1 : -1) : 0, pressure_class: run.class === 'RQ' ? 'MB' : null,
            hole_count: run.heightMm ? 12 : null, holes_used: run.heightMm ? 7 : null, road_name: street.name, laid_year: laid, owner: run.owner, maintainer: run.owner,
            survey_unit: '演示测绘队', surveyed_on: '2025-11-06', status: 0, length_metres: round(length),
            geom: { type: 'LineString', coordinates: [previous.axis, at].map((position, index) => [...lonLat(position), round(index === 0 ? previous!.z + (z - reference) : z)]) } });
        }
        previous = { id, axis: at, z: reference, ground };
      }
    }
  }
  return { tables: { pipe_point: points, pipe_line: lines } };
};

/** Falls with the avenue to the sea; on a cross street towards the avenue east of it, and joins it from above. */
function invert(run: Run, street: Street, u: number, v: number): number {
  const trunk = elevationOfGrid(150, Math.min(v, 2600)) - run.depthMetres - 1;
  if (street.runs === 'north') return trunk;
  const toAvenue = AVENUE_SPACING_METRES - ((((u - 150) % AVENUE_SPACING_METRES) + AVENUE_SPACING_METRES) % AVENUE_SPACING_METRES);
  return elevationOfGrid(150, street.at) - run.depthMetres - 1 + toAvenue * CROSS_SLOPE;
}

/** Every `spacing` metres at most, and at every crossing, where pipes of a class meet. */
function stations(street: Street, spacing: number): number[] {
  const stops = [street.from + 20, ...crossings(street).map((crossing) => crossing.along), street.to - 20];
  return stops.slice(0, -1).flatMap((from, index) => {
    const to = stops[index + 1] ?? from;
    const steps = Math.max(1, Math.ceil((to - from) / spacing));
    return Array.from({ length: steps }, (_, step) => from + ((to - from) * step) / steps);
  }).concat(stops.at(-1) ?? []);
}

function round(metres: number): number {
  return Math.round(metres * 1000) / 1000;
}
