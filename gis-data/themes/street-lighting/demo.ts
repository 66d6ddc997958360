/** Lamps along both kerbs and in the parks, in circuits that cabinets feed. A few have failed, one circuit is dark. */
import type { Demo, Row } from '../../demo/district.ts';
import { lonLat, type Point } from '../../demo/frame.ts';
import { elevationAt } from '../../demo/ground.ts';
import { layouts } from '../../demo/layouts.ts';
import type { Layout } from '../../demo/blocks/site.ts';
import { beside, distance, must, tangentAt } from '../../demo/line.ts';
import { links, streets, type Street, type StreetClass } from '../../demo/plan.ts';
import { centimetres, pointOnGround } from '../../demo/shapes.ts';
import { spanOf } from '../../demo/street-surfaces.ts';

type Pole = {
  readonly at: Point;
  readonly bearing: number;
  readonly side: 'L' | 'R' | 'P';
  readonly lanternMetres: number;
  readonly watt: number;
  readonly category: 'road' | 'bridge' | 'park';
};

/** Height, distance on one kerb and power by class of street; branches have their lamps on alternating sides. */
const BY_CLASS: Readonly<
  Record<StreetClass, { lanternMetres: number; spacingMetres: number; watt: number; staggered: boolean }>
> = {
  expressway: { lanternMetres: 12, spacingMetres: 31, watt: 250, staggered: false },
  arterial: { lanternMetres: 12, spacingMetres: 30, watt: 180, staggered: false },
  secondary: { lanternMetres: 10, spacingMetres: 26.5, watt: 120, staggered: false },
  branch: { lanternMetres: 8, spacingMetres: 24.5, watt: 75, staggered: true },
};
const PARK = { lanternMetres: 4, watt: 40, spacingMetres: 29 } as const;
/** Pole from the kerb, in the planted strip. */
const FROM_KERB_METRES = 0.6;
const CLEAR_OF_MOUTH_METRES = 2.5;
const LAMPS_PER_CIRCUIT = 38;
/** A park with fewer has none. */
const LEAST_PARK_LAMPS = 14;
const CIRCUITS_PER_CABINET = 4;
/** Cables lie this deep. */
const CABLE_DEPTH_METRES = 0.7;
const FAULTS = {
  defectiveLamp: 0.011,
  brokenLantern: 0.002,
  columnIssue: 0.001,
  lost: 0.005,
  dayBurner: 0.002,
} as const;
/** The street of the circuit that has lost its supply, and its place there. */
const DARK = { street: 'N03', circuit: 3 } as const;

export const demo: Demo = ({ random }) => {
  const dice = random('faults');
  const lamp: Row[] = [];
  const lamp_circuit: Row[] = [];
  const lamp_cabinet: Row[] = [];
  for (const run of runs()) {
    const circuits = circuitsOf(run.poles);
    circuits.forEach((poles, index) => {
      const cabinetNo = Math.floor(index / CIRCUITS_PER_CABINET) + 1;
      const cabinet = `LB-${run.key}-${cabinetNo}`;
      if (index % CIRCUITS_PER_CABINET === 0) {
        lamp_cabinet.push({
          id: cabinet,
          name: `${run.name} ${cabinetNo} 号柜`,
          rated_kva: run.poles.length > 60 ? 50 : 30,
          road_name: run.name,
          installed_on: `${run.year}-09-01`,
          geom: pointOnGround(run.cabinetAt(must(poles[0]))),
        });
      }
      const circuit = `LC-${run.key}-${String(index + 1).padStart(2, '0')}`;
      lamp_circuit.push({
        id: circuit,
        cabinet,
        name: `${run.name} ${index + 1} 回路`,
        phase: must(['A', 'B', 'C'][index % 3]),
        rated_ampere: 32,
        geom: {
          type: 'MultiLineString',
          coordinates: [
            poles.map((pole) => [
              ...lonLat(pole.at),
              centimetres(elevationAt(pole.at[0], pole.at[1]) - CABLE_DEPTH_METRES),
            ]),
          ],
        },
      });
      const dark = run.key === DARK.street && index === DARK.circuit;
      poles.forEach((pole, place) => {
        const status = dark ? 'lost' : statusOf(dice.next());
        const on = status === 'ok' || status === 'dayBurner' || (status === 'lost' && !dark);
        lamp.push({
          id: `L-${run.key}-${String(index + 1).padStart(2, '0')}-${String(place + 1).padStart(2, '0')}`,
          circuit,
          pole_no: `${run.key}-${pole.side}${index + 1}${String(place + 1).padStart(2, '0')}`,
          road_name: run.name,
          road_class: run.kind,
          location_category: pole.category,
          lamp_type: 'LED',
          rated_watt: pole.watt,
          lantern_height_metres: pole.lanternMetres,
          arm_count: 1,
          bearing_degrees: pole.bearing,
          control: run.kind === 'park' ? 'group' : 'individual',
          power_state: on ? 'on' : 'off',
          lamp_status: status,
          dimming_percent: on ? 100 : 0,
          ground_elevation_metres: centimetres(elevationAt(pole.at[0], pole.at[1])),
          installed_on: `${run.year}-09-01`,
          owner: '北岸照明管理所(演示)',
          geom: pointOnGround(pole.at),
        });
      });
    });
  }
  return { tables: { lamp_cabinet, lamp_circuit, lamp } };
};

type Run = {
  readonly key: string;
  readonly name: string;
  readonly kind: StreetClass | 'park';
  readonly year: number;
  readonly poles: readonly Pole[];
  cabinetAt(first: Pole): Point;
};

function runs(): Run[] {
  const alongStreets = streets.map((street): Run => ({
    key: street.id,
    name: street.name,
    kind: street.class,
    year: Math.max(street.builtYear, 2016),
    // One kerb after the other, so that a circuit is one cable on one side.
    poles: [...polesOf(street, 'L'), ...polesOf(street, 'R')],
    cabinetAt: (first) => cabinetBeside(street, first),
  }));
  const parks = new Map<string, Layout[]>();
  for (const layout of layouts()) {
    const { use, name } = layout.block;
    if (name && ['park', 'shore', 'river', 'pocket-park'].includes(use))
      parks.set(name, [...(parks.get(name) ?? []), layout]);
  }
  const inParks = [...parks].map(([name, members]): Run => ({
    key: must(members[0]).block.id,
    name,
    kind: 'park',
    year: 2019,
    poles: members.flatMap(({ pavings }) =>
      pavings
        .filter((paving) => paving.surface === 'path')
        .flatMap((paving) => alongPath(paving.hole ?? half(paving.ring), paving.hole !== undefined)),
    ),
    cabinetAt: (first) => [first.at[0] + 1.4, first.at[1] + 1.1],
  }));
  return [...alongStreets, ...inParks.filter((run) => run.poles.length >= LEAST_PARK_LAMPS)];
}

/** Poles on one kerb, from the start of the street to its end, none within a junction. */
function polesOf(street: Street, side: 'L' | 'R'): Pole[] {
  const { lanternMetres, spacingMetres, watt, staggered } = BY_CLASS[street.class];
  const sign = side === 'L' ? 1 : -1;
  const offset = sign * (street.carriagewayMetres / 2 + FROM_KERB_METRES);
  const poles: Pole[] = [];
  for (const link of links.filter((one) => one.street === street).toSorted((a, b) => a.from - b.from)) {
    const span = spanOf(link);
    const [from, to] = [span.from + CLEAR_OF_MOUTH_METRES, span.to - CLEAR_OF_MOUTH_METRES];
    if (to - from < 6) continue;
    const count = Math.max(1, Math.round((to - from) / spacingMetres));
    const step = (to - from) / count;
    const first = staggered ? from + step * (side === 'L' ? 0.25 : 0.75) : from + step / 2;
    for (let index = 0; index < count; index++) {
      const station = first + index * step;
      const [tx, ty] = tangentAt(street.line, station);
      // The arm reaches over the carriageway: to the right of the direction from the left kerb.
      const heading = (Math.atan2(tx, ty) * 180) / Math.PI;
      poles.push({
        at: beside(street.line, station, offset),
        bearing: Math.round((heading + sign * 90 + 360) % 360),
        side,
        lanternMetres,
        watt,
        category: 'road',
      });
    }
  }
  return poles;
}

/** On the footway's inner edge, at the first pole of the first circuit. */
function cabinetBeside(street: Street, first: Pole): Point {
  const footway = must(street.strips.find((strip) => strip.kind === 'footway' && strip.fromMetres > 0));
  const station = nearestStation(street, first.at);
  return beside(street.line, station + 4, (first.side === 'L' ? 1 : -1) * (footway.toMetres - 0.7));
}

function nearestStation(street: Street, at: Point): number {
  let best = 0;
  street.axis.forEach((point, index) => {
    if (distance(point, at) < distance(must(street.axis[best]), at)) best = index;
  });
  return must(street.line.stations[best]);
}

/** A lamp every `spacing` metres beside a way through a park. */
function alongPath(edge: readonly Point[], isClosed: boolean): Pole[] {
  const poles: Pole[] = [];
  const count = isClosed ? edge.length : edge.length - 1;
  let next = PARK.spacingMetres / 2;
  let gone = 0;
  for (let index = 0; index < count; index++) {
    const [a, b] = [must(edge[index]), must(edge[(index + 1) % edge.length])];
    const length = distance(a, b);
    for (; next < gone + length; next += PARK.spacingMetres) {
      const share = (next - gone) / length;
      const [nx, ny] = [(b[1] - a[1]) / length, -(b[0] - a[0]) / length];
      const away = isClosed ? -0.6 : 0.6;
      poles.push({
        at: [a[0] + (b[0] - a[0]) * share + nx * away, a[1] + (b[1] - a[1]) * share + ny * away],
        bearing: Math.round(((Math.atan2(-nx * away, -ny * away) * 180) / Math.PI + 360) % 360),
        side: 'P',
        lanternMetres: PARK.lanternMetres,
        watt: PARK.watt,
        category: 'park',
      });
    }
    gone += length;
  }
  return poles;
}

/** One side of a strip whose ring goes out along it and comes back. */
function half(ring: readonly Point[]): Point[] {
  return ring.slice(0, ring.length / 2);
}

/** Parts of nearly equal size. */
function circuitsOf(poles: readonly Pole[]): Pole[][] {
  const count = Math.max(1, Math.ceil(poles.length / LAMPS_PER_CIRCUIT));
  return Array.from({ length: count }, (_, index) =>
    poles.slice(Math.round((poles.length * index) / count), Math.round((poles.length * (index + 1)) / count)),
  );
}

function statusOf(roll: number): string {
  let under = 0;
  for (const [status, share] of Object.entries(FAULTS)) {
    under += share;
    if (roll < under) return status;
  }
  return 'ok';
}
