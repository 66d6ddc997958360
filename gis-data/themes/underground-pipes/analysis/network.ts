/**
 * Pipes as a graph: points are nodes, lines are edges, in flat arrays so that a million pipes are walked in
 * milliseconds. Built from the survey record as it is: what is missing or contradictory becomes a doubt, not an error.
 */
import { Doubts, type Doubt } from './doubts.ts';

/** A point of the survey. Longitude and latitude in degrees, heights in metres of the national datum. */
export type NetworkPoint = {
  readonly id: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly feature?: string | null;
  readonly appurtenance?: string | null;
  readonly valveState?: string | null;
};
/** Longitude and latitude in degrees, height in metres of the national datum where it is known. */
export type Position = readonly [longitude: number, latitude: number, elevationMetres?: number];
export type NetworkLine = {
  readonly id: string;
  readonly startPoint?: string | null;
  readonly endPoint?: string | null;
  readonly start: Position;
  readonly end: Position;
  readonly lengthMetres: number;
  /** 1 from start to end, −1 the other way, 0 both. */
  readonly flowDirection?: number | null;
  readonly widthMm?: number | null;
};

/** What stands at a node, as far as analyses ask. */
export const NODE = {
  plain: 0,
  /** Can be shut. */
  valve: 1,
  /** Water, gas or heat comes in here. */
  source: 2,
  hydrant: 3,
  /** A customer is connected here. */
  connection: 4,
  /** Drains leave the network here. */
  outlet: 5,
  /** An end that is meant to be one: cap, stub, grate, washout. */
  end: 6,
} as const;
export type NodeKind = (typeof NODE)[keyof typeof NODE];

export const VALVE = { open: 0, closed: 1, faulty: 2 } as const;

export type PipeNetwork = {
  readonly nodeIds: readonly string[];
  readonly edgeIds: readonly string[];
  readonly edgeById: ReadonlyMap<string, number>;
  readonly nodeById: ReadonlyMap<string, number>;
  /** Degrees, by node. */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  /** By node: one of {@link NODE}, and one of {@link VALVE} where it is a valve. */
  readonly kind: Uint8Array;
  readonly valveState: Uint8Array;
  /** Nodes of each edge; the same one twice for a loop on itself. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly lengthMetres: Float64Array;
  /** By edge: 1 from → to, −1 to → from, 0 not known or both. */
  readonly direction: Int8Array;
  /** Edges at node n: `incident` from `offsets[n]` to `offsets[n + 1]`. */
  readonly offsets: Uint32Array;
  readonly incident: Uint32Array;
  readonly doubts: readonly Doubt[];
};

/** Ends that name no point are joined where they lie nearer than this, metres. */
export const JOIN_METRES = 0.05;
/** Of latitude; a degree of longitude is shorter by the cosine. */
const METRES_PER_DEGREE = 111_320;
/** A fall smaller than the rounding of levels says nothing about the way of the water, metres. */
const LEAST_FALL_METRES = 0.001;

const KINDS: Readonly<Record<string, NodeKind>> = {
  valve: NODE.valve,
  'valve-well': NODE.valve,
  reservoir: NODE.source,
  tank: NODE.source,
  'pump-station': NODE.source,
  'regulator-station': NODE.source,
  hydrant: NODE.hydrant,
  meter: NODE.connection,
  'meter-well': NODE.connection,
  'gas-regulator': NODE.connection,
  'ring-main-unit': NODE.connection,
  'junction-box': NODE.connection,
  entry: NODE.connection,
  'septic-tank': NODE.connection,
  outfall: NODE.outlet,
  outlet: NODE.outlet,
  cap: NODE.end,
  stub: NODE.end,
  inlet: NODE.end,
  riser: NODE.end,
  unexplored: NODE.end,
  'rain-grate': NODE.end,
  'drain-valve': NODE.end,
  'air-valve': NODE.end,
  'vent-shaft': NODE.end,
};

/**
 * @param points of one class; a line may name others, which then become plain nodes
 * @param isGravity drains: what points hold is a way of flow and not a supply, so a tank is no source
 */
export function buildNetwork(
  points: Iterable<NetworkPoint>,
  lines: readonly NetworkLine[],
  isGravity = false,
): PipeNetwork {
  const doubts = new Doubts();
  const nodes = new Nodes(points, isGravity, doubts);
  const count = lines.length;
  const [from, to] = [new Uint32Array(count), new Uint32Array(count)];
  const lengthMetres = new Float64Array(count);
  const direction = new Int8Array(count);
  const edgeIds: string[] = [];
  const edgeById = new Map<string, number>();
  // Points that are named come first, so that an end without a name finds them wherever it stands in the list.
  lines.forEach((line) => {
    if (line.startPoint) nodes.named(line.startPoint, line.start, line.id);
    if (line.endPoint) nodes.named(line.endPoint, line.end, line.id);
  });
  lines.forEach((line, edge) => {
    const a = line.startPoint
      ? nodes.named(line.startPoint, line.start, line.id)
      : nodes.at(line.start, line.id);
    const b = line.endPoint ? nodes.named(line.endPoint, line.end, line.id) : nodes.at(line.end, line.id);
    from[edge] = a;
    to[edge] = b;
    edgeIds.push(line.id);
    edgeById.set(line.id, edge);
    lengthMetres[edge] = Number.isFinite(line.lengthMetres) && line.lengthMetres > 0 ? line.lengthMetres : 0;
    direction[edge] = directionOf(line, isGravity, doubts);
    if (a === b) doubts.add('pipe-closed-on-itself', 'A pipe begins and ends at the same point.', line.id);
    if (!(line.lengthMetres > 0)) doubts.add('pipe-without-length', 'A pipe has no length.', line.id);
    if (line.widthMm === null || line.widthMm === undefined || !(line.widthMm > 0))
      doubts.add('pipe-without-diameter', 'A pipe has no diameter.', line.id);
  });
  const { offsets, incident } = adjacency(nodes.count, from, to);
  noteParallels(from, to, edgeIds, doubts);
  return {
    ...nodes.arrays(),
    edgeIds,
    edgeById,
    from,
    to,
    lengthMetres,
    direction,
    offsets,
    incident,
    doubts: doubts.list(),
  };
}

/** The node at the other end of an edge. */
export function across({ from, to }: PipeNetwork, edge: number, node: number): number {
  const start = from[edge] as number;
  return start === node ? (to[edge] as number) : start;
}

/** Edges that meet at a node. */
export function edgesAt({ offsets, incident }: PipeNetwork, node: number): Uint32Array {
  return incident.subarray(offsets[node], offsets[node + 1]);
}

class Nodes {
  readonly #ids: string[] = [];
  readonly #byId = new Map<string, number>();
  readonly #longitude: number[] = [];
  readonly #latitude: number[] = [];
  readonly #kind: number[] = [];
  readonly #valve: number[] = [];
  readonly #cells = new Map<string, number[]>();
  readonly #doubts: Doubts;

  constructor(points: Iterable<NetworkPoint>, isGravity: boolean, doubts: Doubts) {
    this.#doubts = doubts;
    for (const point of points) {
      const kind = kindOf(point, isGravity);
      this.#add(point.id, point.longitude, point.latitude, kind);
      if (kind === NODE.valve) {
        const state = point.valveState;
        this.#valve[this.#ids.length - 1] =
          state === 'closed' ? VALVE.closed : state === 'faulty' ? VALVE.faulty : VALVE.open;
        if (state === null || state === undefined)
          doubts.add('valve-state-unknown', 'A valve has no state; it is taken for open.', point.id);
      }
    }
  }

  get count(): number {
    return this.#ids.length;
  }

  named(id: string, [longitude, latitude]: Position, line: string): number {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    this.#doubts.add('point-missing', 'A pipe names a point that is not there.', line);
    return this.#add(id, longitude, latitude, NODE.plain);
  }

  /** An end that names no point: the nearest node within reach, else a node of its own. */
  at([longitude, latitude]: Position, line: string): number {
    if (this.#cells.size === 0) for (let node = 0; node < this.#ids.length; node++) this.#file(node);
    const perLongitude = METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
    let best = -1;
    let nearest = JOIN_METRES;
    const [x, y] = cellOf(longitude, latitude);
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const node of this.#cells.get(`${x + dx},${y + dy}`) ?? []) {
          const metres = Math.hypot(
            ((this.#longitude[node] as number) - longitude) * perLongitude,
            ((this.#latitude[node] as number) - latitude) * METRES_PER_DEGREE,
          );
          if (metres <= nearest) [best, nearest] = [node, metres];
        }
      }
    }
    if (best >= 0) {
      this.#doubts.add(
        'end-joined-by-place',
        'A pipe names no point at an end; it is joined to what lies there.',
        line,
      );
      return best;
    }
    this.#doubts.add('end-without-point', 'A pipe names no point at an end, and none lies there.', line);
    const node = this.#add(
      `@${longitude.toFixed(8)},${latitude.toFixed(8)}`,
      longitude,
      latitude,
      NODE.plain,
    );
    this.#file(node);
    return node;
  }

  arrays() {
    return {
      nodeIds: this.#ids,
      nodeById: this.#byId,
      longitude: Float64Array.from(this.#longitude),
      latitude: Float64Array.from(this.#latitude),
      kind: Uint8Array.from(this.#kind),
      valveState: Uint8Array.from(this.#valve),
    };
  }

  #add(id: string, longitude: number, latitude: number, kind: NodeKind): number {
    const node = this.#ids.length;
    this.#ids.push(id);
    this.#byId.set(id, node);
    this.#longitude.push(longitude);
    this.#latitude.push(latitude);
    this.#kind.push(kind);
    this.#valve.push(VALVE.open);
    return node;
  }

  #file(node: number): void {
    const key = cellOf(this.#longitude[node] as number, this.#latitude[node] as number).join();
    const cell = this.#cells.get(key);
    if (cell) cell.push(node);
    else this.#cells.set(key, [node]);
  }
}

/** Cells of at least the joining distance in both directions, also far north. */
function cellOf(longitude: number, latitude: number): [number, number] {
  const degrees = (4 * JOIN_METRES) / METRES_PER_DEGREE;
  return [Math.floor(longitude / degrees), Math.floor(latitude / degrees)];
}

function kindOf({ appurtenance, feature }: NetworkPoint, isGravity: boolean): NodeKind {
  const kind = KINDS[appurtenance ?? ''] ?? KINDS[feature ?? ''] ?? NODE.plain;
  return isGravity && kind === NODE.source ? NODE.plain : kind;
}

/** What the record says, else for drains the fall of the ends. */
function directionOf(line: NetworkLine, isGravity: boolean, doubts: Doubts): number {
  const fall = (line.start[2] ?? Number.NaN) - (line.end[2] ?? Number.NaN);
  const byFall = Math.abs(fall) >= LEAST_FALL_METRES ? Math.sign(fall) : 0;
  const said = line.flowDirection ?? 0;
  if (!isGravity) return said;
  if (said !== 0) {
    if (byFall === -said)
      doubts.add('flow-against-fall', 'A drain is said to flow towards its higher end.', line.id);
    return said;
  }
  if (byFall === 0)
    doubts.add(
      'flow-unknown',
      'A drain has neither a direction nor a fall; it is followed both ways.',
      line.id,
    );
  return byFall;
}

function adjacency(
  nodes: number,
  from: Uint32Array,
  to: Uint32Array,
): { offsets: Uint32Array; incident: Uint32Array } {
  const offsets = new Uint32Array(nodes + 1);
  for (let edge = 0; edge < from.length; edge++) {
    const [a, b] = [from[edge] as number, to[edge] as number];
    offsets[a + 1] = (offsets[a + 1] as number) + 1;
    if (a !== b) offsets[b + 1] = (offsets[b + 1] as number) + 1;
  }
  for (let node = 0; node < nodes; node++)
    offsets[node + 1] = (offsets[node + 1] as number) + (offsets[node] as number);
  const next = offsets.slice();
  const incident = new Uint32Array(offsets[nodes] as number);
  const put = (node: number, edge: number): void => {
    const at = next[node] as number;
    incident[at] = edge;
    next[node] = at + 1;
  };
  for (let edge = 0; edge < from.length; edge++) {
    const [a, b] = [from[edge] as number, to[edge] as number];
    put(a, edge);
    if (a !== b) put(b, edge);
  }
  return { offsets, incident };
}

function noteParallels(from: Uint32Array, to: Uint32Array, edgeIds: readonly string[], doubts: Doubts): void {
  const seen = new Set<number>();
  for (let edge = 0; edge < from.length; edge++) {
    const [a, b] = [from[edge] as number, to[edge] as number];
    // Below 2^53 for ninety million nodes.
    const pair = Math.min(a, b) * 94_906_265 + Math.max(a, b);
    if (a !== b && seen.has(pair))
      doubts.add('pipes-parallel', 'Two pipes join the same two points.', edgeIds[edge] as string);
    seen.add(pair);
  }
}
