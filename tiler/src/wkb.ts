/** Reads WKB without a copy: tells where its paths lie, or takes them out as flat arrays. */

export type GeometryKind = 'point' | 'line' | 'polygon';

/** Positions of one point, line or ring: `count` of them from `at`, each `stride` bytes, x and y first, then z if any. */
export type Path = {
  readonly kind: GeometryKind;
  readonly view: DataView;
  readonly at: number;
  readonly count: number;
  readonly stride: number;
  readonly little: boolean;
  readonly hasZ: boolean;
  /** Of a polygon: 0 the outer ring, then its holes. */
  readonly ring: number;
};

export type Parts = {
  readonly kind: GeometryKind;
  /** One entry for each point, line or polygon; a polygon is its rings, the outer one first. */
  readonly parts: readonly (readonly Float64Array[])[];
};

const HAS_Z = 0x80000000;
const HAS_M = 0x40000000;
const HAS_SRID = 0x20000000;
const DOUBLE_BYTES = 8;
/** Byte order and type. */
const HEAD_BYTES = 5;

/**
 * Visits the paths in their order; those of another kind than the first (in a collection) are left out.
 * @param bytes ISO WKB (Z types + 1000) or PostGIS EWKB
 * @returns the kind; undefined when there is no path at all
 * @throws RangeError when the bytes end early or name a type that is not simple features
 */
export function forEachPath(bytes: Uint8Array, visit: (path: Path) => void): GeometryKind | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return forEachPathBetween(view, 0, bytes.byteLength, visit);
}

/** As {@link forEachPath}, of a geometry that lies among other bytes: no view is made for each of many. */
export function forEachPathBetween(
  view: DataView,
  from: number,
  to: number,
  visit: (path: Path) => void,
): GeometryKind | undefined {
  const walk: Walk = { view, at: from, to, visit, kind: undefined };
  visitGeometry(walk);
  return walk.kind;
}

type Walk = {
  readonly view: DataView;
  at: number;
  readonly to: number;
  readonly visit: (path: Path) => void;
  kind: GeometryKind | undefined;
};

function visitGeometry(walk: Walk): void {
  const { view, at } = walk;
  take(walk, HEAD_BYTES);
  const little = view.getUint8(at) === 1;
  const word = view.getUint32(at + 1, little);
  if (word & HAS_SRID) take(walk, 4);
  const iso = Math.floor((word & 0x0fffffff) / 1000);
  const hasZ = (word & HAS_Z) !== 0 || iso === 1 || iso === 3;
  const hasM = (word & HAS_M) !== 0 || iso >= 2;
  const stride = (2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0)) * DOUBLE_BYTES;
  switch ((word & 0x0fffffff) % 1000) {
    case 1:
      visitPath(walk, 'point', 1, stride, little, hasZ, 0);
      break;
    case 2:
      visitPath(walk, 'line', readCount(walk, little), stride, little, hasZ, 0);
      break;
    case 3: {
      const rings = readCount(walk, little);
      for (let ring = 0; ring < rings; ring++)
        visitPath(walk, 'polygon', readCount(walk, little), stride, little, hasZ, ring);
      break;
    }
    case 4:
    case 5:
    case 6:
    case 7:
      for (let left = readCount(walk, little); left > 0; left--) visitGeometry(walk);
      break;
    default:
      throw new RangeError(`WKB type ${word} is not drawn`);
  }
}

function visitPath(
  walk: Walk,
  kind: GeometryKind,
  count: number,
  stride: number,
  little: boolean,
  hasZ: boolean,
  ring: number,
): void {
  const at = take(walk, count * stride);
  walk.kind ??= kind;
  if (walk.kind === kind) walk.visit({ kind, view: walk.view, at, count, stride, little, hasZ, ring });
}

function readCount(walk: Walk, little: boolean): number {
  return walk.view.getUint32(take(walk, 4), little);
}

/** @returns where the bytes lie that were taken */
function take(walk: Walk, bytes: number): number {
  const { at } = walk;
  if (bytes > walk.to - at) throw new RangeError('WKB ends before its coordinates');
  walk.at = at + bytes;
  return at;
}

/**
 * @returns coordinates as x, y, z triples in degrees and metres; z is NaN where the geometry has none. Positions that
 *   are not on the globe and parts without any are left out
 * @throws RangeError as {@link forEachPath}
 */
export function readWkb(bytes: Uint8Array): Parts {
  const parts: Float64Array[][] = [];
  const kind = forEachPath(bytes, (path) => {
    const flat = triples(path);
    if (path.ring === 0) parts.push([flat]);
    else parts.at(-1)?.push(flat);
  });
  return { kind: kind ?? 'point', parts: parts.filter(([first]) => (first?.length ?? 0) > 0) };
}

function triples({ view, at, count, stride, little, hasZ }: Path): Float64Array {
  const flat = new Float64Array(count * 3);
  let kept = 0;
  for (let index = 0, place = at; index < count; index++, place += stride) {
    const [x, y] = [view.getFloat64(place, little), view.getFloat64(place + DOUBLE_BYTES, little)];
    // An empty point is written as NaN; what lies off the globe has no place on it.
    if (!(Math.abs(x) <= 180 && Math.abs(y) <= 90)) continue;
    flat[kept] = x;
    flat[kept + 1] = y;
    flat[kept + 2] = hasZ ? view.getFloat64(place + 2 * DOUBLE_BYTES, little) : Number.NaN;
    kept += 3;
  }
  return flat.subarray(0, kept);
}
