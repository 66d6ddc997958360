/** Reads WKB into flat parts, which is all that a tile needs: rings and lines of x, y, z triples. */

export type Parts = {
  readonly kind: 'point' | 'line' | 'polygon';
  /** One entry for each point, line or polygon; a polygon is its rings, the outer one first. */
  readonly parts: readonly (readonly Float64Array[])[];
};

/**
 * @param bytes ISO WKB (Z types + 1000) or PostGIS EWKB
 * @returns coordinates as x, y, z triples; z is NaN where the geometry has none
 * @throws RangeError when the bytes end early or name a type that is not simple features
 */
export function readWkb(bytes: Uint8Array): Parts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Float64Array[][] = [];
  let kind: Parts['kind'] | undefined;
  let at = 0;

  const positions = (count: number, little: boolean, dimensions: number): Float64Array => {
    if (count * dimensions * 8 > view.byteLength - at) throw new RangeError('WKB ends before its coordinates');
    const flat = new Float64Array(count * 3);
    for (let index = 0; index < count; index++) {
      flat[index * 3] = view.getFloat64(at, little);
      flat[index * 3 + 1] = view.getFloat64(at + 8, little);
      flat[index * 3 + 2] = dimensions > 2 ? view.getFloat64(at + 16, little) : Number.NaN;
      at += dimensions * 8;
    }
    return flat;
  };
  const geometry = (): void => {
    const little = view.getUint8(at) === 1;
    const word = view.getUint32(at + 1, little);
    at += 5;
    if (word & 0x20000000) at += 4; // SRID
    const iso = Math.floor((word & 0x0fffffff) / 1000);
    const dimensions = 2 + (word & 0x80000000 || iso === 1 || iso === 3 ? 1 : 0) + (word & 0x40000000 || iso >= 2 ? 1 : 0);
    const type = (word & 0x0fffffff) % 1000;
    const count = (): number => {
      const value = view.getUint32(at, little);
      at += 4;
      return value;
    };
    switch (type) {
      case 1: kind ??= 'point'; parts.push([positions(1, little, dimensions)]); break;
      case 2: kind ??= 'line'; parts.push([positions(count(), little, dimensions)]); break;
      case 3: {
        kind ??= 'polygon';
        const rings: Float64Array[] = [];
        for (let left = count(); left > 0; left--) rings.push(positions(count(), little, dimensions));
        if (rings.length > 0) parts.push(rings);
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
