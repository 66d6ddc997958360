/**
 * Precast parts of a housing tower that is being put up: every storey above the two that are cast in place has its wall
 * and façade panels, composite slabs, stair flights, loggias and bathroom pods. The lower storeys are accepted, the
 * highest is still on its way through factory, yard and road.
 */
import { buildingPlan } from '../../demo/building-plan.ts';
import type { Demo, Row } from '../../demo/district.ts';
import { lonLat, type Point } from '../../demo/frame.ts';
import { ifcGuid } from '../../demo/ifc-guid.ts';
import { must } from '../../demo/line.ts';
import type { Random } from '../../demo/random.ts';
import { centimetres } from '../../demo/shapes.ts';
import { PREFAB_TOWER_ID } from '../buildings/demo.ts';
import type { PART_KINDS, PART_STATES } from './codes.ts';
import { partLife, partPlaces, type Planned } from './demo-life.ts';

type Kind = keyof typeof PART_KINDS;
type State = keyof typeof PART_STATES;
/** A part in the plan of a storey: middle, direction of its length from the plan's x, size, underside above the floor. */
type Piece = {
  readonly kind: Kind;
  readonly at: Point;
  readonly turnDegrees: number;
  readonly lengthMetres: number;
  readonly widthMetres: number;
  readonly heightMetres: number;
  readonly aboveFloorMetres: number;
};

const FIRST_STOREY = 3;
const STOREY_METRES = 3;
const SLAB = { thicknessMetres: 0.06, undersideMetres: 2.87 } as const;
const WALL_METRES = 0.2;
const FACADE_METRES = 0.16;
/** Of the outline: half its size, how deep and how wide the notches in the middle of its four sides are. */
const NOTCH = { depthMetres: 3.6, halfMetres: 3 } as const;
const LOGGIA_METRES = 1.5;
const POD = { lengthMetres: 2.2, widthMetres: 1.7, heightMetres: 2.4 } as const;
const STAIR = { lengthMetres: 2.8, widthMetres: 1.2, heightMetres: 1.5 } as const;
/** Panels are no longer than a lorry carries and a crane lifts. */
const LONGEST_PANEL_METRES = 3.4;
const CONCRETE_KG_M3 = 2500;
/** Of the box around a pod or a flight of stairs. */
const SOLID_SHARE = { 'bathroom-pod': 0.16, stair: 0.42 } as const;
const FIRST_ERECTION = '2025-03-10';
const DAYS_PER_STOREY = 12;
const DAY_MS = 86_400_000;
/** Storeys up to this one are in the state. */
const PROGRESS: readonly (readonly [upTo: number, state: State])[] = [
  [24, 'accepted'],
  [26, 'joined'],
  [27, 'installed'],
];
/** The parts of the storey that is being put up, by kind in their order. */
const ON_THE_WAY: Partial<Readonly<Record<Kind, readonly State[]>>> = {
  wall: ['installed', 'installed', 'received'],
  facade: ['in-transit'],
  slab: ['shipped', 'stocked', 'stocked'],
  balcony: ['inspected'],
  'bathroom-pod': ['cast', 'cured'],
  stair: ['scheduled', 'designed'],
};
const NOT_YET_MADE = new Set<State>(['designed', 'scheduled']);
const NOT_YET_UP = new Set<State>([
  ...NOT_YET_MADE,
  'cast',
  'cured',
  'inspected',
  'stocked',
  'shipped',
  'in-transit',
  'received',
  'scrapped',
]);
/** Pieces with a crack found after erection, and pieces broken on the way that others replaced. */
const REWORK = new Set(['PC5-14-W07', 'PC5-22-B03']);
const SCRAPPED = ['PC5-09-S12', 'PC5-17-W31'] as const;
const LETTERS: Partial<Readonly<Record<Kind, string>>> = {
  wall: 'W',
  facade: 'F',
  slab: 'S',
  stair: 'T',
  balcony: 'B',
  'bathroom-pod': 'P',
};

export const demo: Demo = ({ random, made }) => {
  const tower = must(made('building').find((row) => row.id === PREFAB_TOWER_ID));
  const { place, bearingDegrees, lengthMetres, depthMetres } = buildingPlan(tower);
  const dice = random('parts');
  const pieces = storeyPieces(lengthMetres / 2, depthMetres / 2);
  const storeys = Number(tower['floors_above']);
  const parts: Row[] = [];
  const events: Row[] = [];
  const where = partPlaces(made('building'), tower);
  for (let storey = FIRST_STOREY; storey <= storeys; storey++) {
    const serials = new Map<Kind, number>();
    for (const piece of pieces) {
      const serial = (serials.get(piece.kind) ?? 0) + 1;
      serials.set(piece.kind, serial);
      const floor = Number(tower['ground_elevation_metres']) + (storey - 1) * STOREY_METRES;
      const { part, planned } = partRow(piece, storey, serial, dice, {
        position: [...lonLat(place(piece.at)), centimetres(floor + piece.aboveFloorMetres)],
        bearing: (bearingDegrees - piece.turnDegrees + 360) % 180,
      });
      parts.push(part);
      events.push(...partLife(part, planned, where));
      if (SCRAPPED.some((id) => id === part.id)) {
        const first = scrapped(part);
        parts.push(first);
        events.push(...partLife(first, { ...planned, produced: String(first['produced_on']) }, where));
      }
    }
  }
  return { tables: { prefab_part: parts, part_event: events } };
};

/** All pieces of one storey, for an outline of twice these halves. */
function storeyPieces(halfX: number, halfY: number): Piece[] {
  const { depthMetres, halfMetres } = NOTCH;
  const pieces: Piece[] = [];
  const signs = [-1, 1] as const;
  const panels = (kind: 'wall' | 'facade', from: Point, to: Point): void => {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const count = Math.ceil(length / LONGEST_PANEL_METRES);
    for (let index = 0; index < count; index++) {
      const share = (index + 0.5) / count;
      pieces.push({
        kind,
        at: [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share],
        turnDegrees: (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI,
        lengthMetres: length / count - 0.02,
        widthMetres: kind === 'wall' ? WALL_METRES : FACADE_METRES,
        heightMetres: SLAB.undersideMetres,
        aboveFloorMetres: 0,
      });
    }
  };
  const slab = (kind: 'slab' | 'balcony', x: number, y: number, width: number, length: number): void => {
    pieces.push({
      kind,
      at: [x, y],
      turnDegrees: 90,
      lengthMetres: length - 0.02,
      widthMetres: width - 0.02,
      heightMetres: SLAB.thicknessMetres,
      aboveFloorMetres: kind === 'slab' ? SLAB.undersideMetres : -SLAB.thicknessMetres,
    });
  };
  const box = (
    kind: 'bathroom-pod' | 'stair',
    at: Point,
    turnDegrees: number,
    size: typeof POD | typeof STAIR,
  ): void => {
    pieces.push({ kind, at, turnDegrees, ...size, aboveFloorMetres: 0 });
  };
  const [x, y] = [halfX - WALL_METRES / 2, halfY - WALL_METRES / 2];
  const [notchX, notchY] = [halfX - depthMetres - WALL_METRES / 2, halfY - depthMetres - WALL_METRES / 2];
  const side = halfMetres + WALL_METRES / 2;
  for (const sx of signs) {
    panels('facade', [sx * notchX, -side], [sx * notchX, side]);
    panels('facade', [-side, sx * notchY], [side, sx * notchY]);
    for (const sy of signs) {
      panels('wall', [sx * side, sy * y], [sx * x, sy * y]);
      panels('wall', [sx * x, sy * y], [sx * x, sy * side]);
      panels('wall', [sx * side, sy * y], [sx * side, sy * notchY]);
      panels('wall', [sx * x, sy * side], [sx * notchX, sy * side]);
      // The flat of a corner: five strips of floor in two rows, a loggia before them.
      const [deep, wide] = [(y - LOGGIA_METRES - side) / 2, (x - side) / 5];
      for (let strip = 0; strip < 5; strip++) {
        for (let row = 0; row < 2; row++)
          slab('slab', sx * (side + (strip + 0.5) * wide), sy * (side + (row + 0.5) * deep), wide, deep);
      }
      slab('balcony', sx * (side + 1.8 * wide), sy * (y - LOGGIA_METRES / 2), 1.8 * wide, LOGGIA_METRES);
      box('bathroom-pod', [sx * (side + 1.4), sy * (side + 1.4)], 0, POD);
      box('bathroom-pod', [sx * (side + 4.4), sy * (side + 1.4)], 0, POD);
    }
    box('stair', [sx * 1.3, 3], 90, STAIR);
  }
  return pieces;
}

function partRow(
  piece: Piece,
  storey: number,
  serial: number,
  dice: Random,
  { position, bearing }: { position: number[]; bearing: number },
): { readonly part: Row; readonly planned: Planned } {
  const { kind, lengthMetres, widthMetres, heightMetres } = piece;
  const letter = must(LETTERS[kind]);
  const id = `PC5-${two(storey)}-${letter}${two(serial)}`;
  const state = stateOf(id, kind, storey, serial);
  const erected = dayAfter(
    FIRST_ERECTION,
    (storey - FIRST_STOREY) * DAYS_PER_STOREY + dice.integer(0, DAYS_PER_STOREY - 4),
  );
  const produced = dayAfter(erected, -dice.integer(32, 44));
  const solid = kind === 'bathroom-pod' || kind === 'stair' ? SOLID_SHARE[kind] : 1;
  const part: Row = {
    id,
    building: PREFAB_TOWER_ID,
    ifc_guid: ifcGuid(`prefab-parts/${id}`),
    kind,
    piece_mark: id,
    storey: `${storey}F`,
    location_no: `${storey}F-${letter}${two(serial)}`,
    batch: NOT_YET_MADE.has(state) ? null : `${produced.slice(2, 4)}${produced.slice(5, 7)}-${letter}`,
    serial: `${letter}${two(storey)}${two(serial)}`,
    qr_id: ifcGuid(`qr/${id}`),
    factory: '琼北装配式构件厂(演示)',
    length_mm: millimetres(lengthMetres),
    width_mm: millimetres(widthMetres),
    height_mm: millimetres(heightMetres),
    weight_kg: Math.round(lengthMetres * widthMetres * heightMetres * solid * CONCRETE_KG_M3),
    bearing_degrees: Math.round(bearing * 10) / 10,
    concrete_grade: storey <= 12 ? 'C40' : 'C35',
    state,
    produced_on: NOT_YET_MADE.has(state) ? null : produced,
    erected_on: NOT_YET_UP.has(state) ? null : erected,
    geom: { type: 'Point', coordinates: position },
  };
  return { part, planned: { produced, erected } };
}

/** The first piece of its place: it never went up. */
function scrapped(part: Row): Row {
  const id = `${part.id}-0`;
  return {
    ...part,
    id,
    piece_mark: id,
    ifc_guid: ifcGuid(`prefab-parts/${id}`),
    qr_id: ifcGuid(`qr/${id}`),
    serial: `${String(part['serial'])}-0`,
    state: 'scrapped',
    produced_on: dayAfter(String(part['produced_on']), -9),
    erected_on: null,
  };
}

function stateOf(id: string, kind: Kind, storey: number, serial: number): State {
  if (REWORK.has(id)) return 'rework';
  const reached = PROGRESS.find(([upTo]) => storey <= upTo);
  if (reached) return reached[1];
  const states = must(ON_THE_WAY[kind]);
  return must(states[serial % states.length]);
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

function millimetres(metres: number): number {
  return Math.round(metres * 1000);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
