/** Well-known binary to GeoJSON: ISO, as OGC 06-103r4 has it, and the older kind of PostGIS with its flags. */
import type { Position } from 'geojson';

const TYPES = [
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
] as const;
const HAS_Z = 0x80000000;
const HAS_M = 0x40000000;
const HAS_SRID = 0x20000000;
const TYPE_BITS = 0x0fffffff;
const DOUBLE_BYTES = 8;
/** Each point takes two doubles, each ring and each part four bytes at least: no true amount is larger than the bytes. */
const LEAST_BYTES = 4;
const DEEPEST = 8;

/**
 * @returns a GeoJSON geometry; null for an empty point; of a kind that GeoJSON lacks (curves, surfaces) its number as `type`
 * @throws RangeError when the bytes end early
 */
export function readWkb(bytes: Uint8Array): unknown {
  return new WkbReader(bytes).geometry(0);
}

type Head = {
  readonly type: number;
  readonly little: boolean;
  readonly dimensions: number;
  readonly hasZ: boolean;
};

class WkbReader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  geometry(depth: number): unknown {
    const head = this.#head();
    const type = TYPES[head.type - 1];
    if (depth > DEEPEST) throw new RangeError('WKB is nested too deep');
    switch (type) {
      case undefined:
        return { type: `WKB type ${head.type}` };
      case 'Point': {
        const coordinates = this.#position(head);
        return coordinates.some(Number.isNaN) ? null : { type, coordinates };
      }
      case 'LineString':
        return { type, coordinates: this.#positions(head) };
      case 'Polygon':
        return { type, coordinates: this.#list(head, () => this.#positions(head)) };
      case 'GeometryCollection':
        return { type, geometries: this.#list(head, () => this.geometry(depth + 1)) };
      case 'MultiPoint':
        return { type, coordinates: this.#list(head, () => this.#position(this.#head())) };
      case 'MultiLineString':
        return { type, coordinates: this.#list(head, () => this.#positions(this.#head())) };
      case 'MultiPolygon':
        return {
          type,
          coordinates: this.#list(head, () => {
            const part = this.#head();
            return this.#list(part, () => this.#positions(part));
          }),
        };
    }
  }

  #head(): Head {
    const little = this.#view.getUint8(this.#at) === 1;
    const word = this.#view.getUint32(this.#at + 1, little);
    this.#at += (word & HAS_SRID) === 0 ? 5 : 9;
    const iso = Math.floor((word & TYPE_BITS) / 1000);
    const hasZ = (word & HAS_Z) !== 0 || iso === 1 || iso === 3;
    const hasM = (word & HAS_M) !== 0 || iso >= 2;
    return {
      type: (word & TYPE_BITS) % 1000,
      little,
      dimensions: 2 + Number(hasZ) + Number(hasM),
      hasZ,
    };
  }

  /** Without a measure, which is no height. */
  #position({ little, dimensions, hasZ }: Head): Position {
    const at = this.#at;
    this.#at += dimensions * DOUBLE_BYTES;
    if (this.#at > this.#view.byteLength) throw new RangeError('WKB ends in a position');
    const position = [this.#view.getFloat64(at, little), this.#view.getFloat64(at + DOUBLE_BYTES, little)];
    if (hasZ) position.push(this.#view.getFloat64(at + 2 * DOUBLE_BYTES, little));
    return position;
  }

  #positions(head: Head): Position[] {
    return this.#list(head, () => this.#position(head));
  }

  #list<T>({ little }: Head, read: () => T): T[] {
    const count = this.#view.getUint32(this.#at, little);
    this.#at += 4;
    if (count * LEAST_BYTES > this.#view.byteLength) throw new RangeError('WKB ends before its coordinates');
    return Array.from({ length: count }, read);
  }
}
