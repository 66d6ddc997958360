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

/**
 * Visits the paths in their order; those of another kind than the first (in a collection) are left out.
 * @param bytes ISO WKB (Z types + 1000) or PostGIS EWKB
 * @returns the kind; undefined when there is no path at all
 * @throws RangeError when the bytes end early or name a type that is not simple features
 */
export function forEachPath(bytes: Uint8Array, visit: (path: Path) => void): GeometryKind | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let kind: GeometryKind | undefined;
  let at = 0;

  const geometry = (): void => {
    const little = view.getUint8(at) === 1;
    const word = view.getUint32(at + 1, little);
    at += 5;
    if (word & HAS_SRID) at += 4;
    const iso = Math.floor((word & 0x0fffffff) / 1000);
    const hasZ = (word & HAS_Z) !== 0 || iso === 1 || iso === 3;
    const hasM = (word & HAS_M) !== 0 || iso >= 2;
    const stride = (2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0)) * DOUBLE_BYTES;
    const next = (): number => {
      const value = view.getUint32(at, little);
      at += 4;
      return value;
    };
    const path = (of: GeometryKind, count: number, ring = 0): void => {
      if (count * stride > view.byteLength - at) throw new RangeError('WKB ends before its coordinates');
      kind ??= of;
      if (kind === of) visit({ kind: of, view, at, count, stride, little, hasZ, ring });
      at += count * stride;
    };
    switch ((word & 0x0fffffff) % 1000) {
      case 1:
        path('point', 1);
        break;
      case 2:
        path('line', next());
        break;
      case 3: {
        const rings = next();
        for (let ring = 0; ring < rings; ring++) path('polygon', next(), ring);
        break;
      }
      case 4:
      case 5:
      case 6:
      case 7:
        for (let left = next(); left > 0; left--) geometry();
        break;
      default:
        throw new RangeError(`WKB type ${word} is not drawn`);
    }
  };
  geometry();
  return kind;
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
