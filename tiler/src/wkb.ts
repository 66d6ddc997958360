/** Reads WKB into flat parts, which is all that a tile needs: rings and lines of x, y, z triples. */

export type Parts = {
  readonly kind: 'point' | 'line' | 'polygon';
  /** One entry for each point, line or polygon; a polygon is its rings, the outer one first. */
  readonly parts: readonly (readonly Float64Array[])[];
};

/**
 * @param bytes ISO WKB (Z types + 1000) or PostGIS EWKB
 * @returns coordinates as x, y, z triples in degrees and metres; z is NaN where the geometry has none. Positions that
 *   are not on the globe and parts without any are left out
 * @throws RangeError when the bytes end early or name a type that is not simple features
 */
export function readWkb(bytes: Uint8Array): Parts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Float64Array[][] = [];
  let kind: Parts['kind'] | undefined;
  let at = 0;

  const positions = (count: number, little: boolean, dimensions: number, hasZ: boolean): Float64Array => {
    if (count * dimensions * 8 > view.byteLength - at) throw new RangeError('WKB ends before its coordinates');
    const flat = new Float64Array(count * 3);
    let kept = 0;
    for (let index = 0; index < count; index++) {
      const [x, y] = [view.getFloat64(at, little), view.getFloat64(at + 8, little)];
      // An empty point is written as NaN; what lies off the globe has no place on it.
      if (Math.abs(x) <= 180 && Math.abs(y) <= 90) {
        flat.set([x, y, hasZ ? view.getFloat64(at + 16, little) : Number.NaN], kept * 3);
        kept += 1;
      }
      at += dimensions * 8;
    }
    return flat.subarray(0, kept * 3);
  };
  const keep = (part: Float64Array[]): void => {
    if ((part[0]?.length ?? 0) > 0) parts.push(part);
  };
  const geometry = (): void => {
    const little = view.getUint8(at) === 1;
    const word = view.getUint32(at + 1, little);
    at += 5;
    if (word & 0x20000000) at += 4; // SRID
    const iso = Math.floor((word & 0x0fffffff) / 1000);
    const hasZ = (word & 0x80000000) !== 0 || iso === 1 || iso === 3;
    const dimensions = 2 + (hasZ ? 1 : 0) + (word & 0x40000000 || iso >= 2 ? 1 : 0);
    const type = (word & 0x0fffffff) % 1000;
    const count = (): number => {
      const value = view.getUint32(at, little);
      at += 4;
      return value;
    };
    switch (type) {
      case 1: kind ??= 'point'; keep([positions(1, little, dimensions, hasZ)]); break;
      case 2: kind ??= 'line'; keep([positions(count(), little, dimensions, hasZ)]); break;
      case 3: {
        kind ??= 'polygon';
        const rings: Float64Array[] = [];
        for (let left = count(); left > 0; left--) rings.push(positions(count(), little, dimensions, hasZ));
        keep(rings);
        break;
      }
      case 4: case 5: case 6: case 7:
        for (let left = count(); left > 0; left--) geometry();
        break;
      default: throw new RangeError(`WKB type ${type} is not drawn`);
    }
  };
  geometry();
  return { kind: kind ?? 'point', parts };
}
