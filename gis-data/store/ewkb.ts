/** GeoJSON geometry to EWKB with SRID 4490, as the hexadecimal text that a geometry column reads. */
import type { Geometry, Position } from 'geojson';
import { GEOMETRY_TYPE } from './geometry-type.ts';

const SRID = 4490;
const HAS_Z = 0x80000000;
const HAS_SRID = 0x20000000;
const USUAL_BYTES = 4096;
/** A buffer that one large geometry made larger is given back. */
const KEPT_BYTES = 1024 * 1024;

/**
 * @param geometry longitude before latitude; with z when its first position has one
 * @throws RangeError for a coordinate that is not a finite number
 */
export function ewkbHex(geometry: Geometry): string {
  writer.clear();
  writeGeometry(writer, geometry, hasZ(geometry), true);
  return writer.hex();
}

class Writer {
  #bytes = Buffer.alloc(USUAL_BYTES);
  #length = 0;

  clear(): void {
    if (this.#bytes.length > KEPT_BYTES) this.#bytes = Buffer.alloc(USUAL_BYTES);
    this.#length = 0;
  }

  #room(count: number): number {
    if (this.#length + count > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(this.#bytes.length * 2, this.#length + count));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    const at = this.#length;
    this.#length += count;
    return at;
  }

  byte(value: number): void {
    const at = this.#room(1); // first: it may replace the buffer
    this.#bytes.writeUInt8(value, at);
  }

  uint32(value: number): void {
    const at = this.#room(4);
    this.#bytes.writeUInt32LE(value >>> 0, at);
  }

  double(value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`${value} is not a coordinate`);
    const at = this.#room(8);
    this.#bytes.writeDoubleLE(value, at);
  }

  hex(): string {
    return this.#bytes.toString('hex', 0, this.#length);
  }
}

/** One for all geometries: making a buffer costs more than filling it. */
const writer = new Writer();

function writeGeometry(writer: Writer, geometry: Geometry, z: boolean, outermost: boolean): void {
  writer.byte(1); // little endian
  // HAS_Z is the sign bit: `>>> 0` in the writer makes the sum unsigned again.
  writer.uint32(GEOMETRY_TYPE[geometry.type] + (z ? HAS_Z : 0) + (outermost ? HAS_SRID : 0));
  if (outermost) writer.uint32(SRID);
  const position = (at: Position): void => {
    writer.double(at[0] ?? Number.NaN);
    writer.double(at[1] ?? Number.NaN);
    if (z) writer.double(at[2] ?? 0);
  };
  const line = (points: readonly Position[]): void => {
    writer.uint32(points.length);
    points.forEach(position);
  };
  const rings = (of: readonly Position[][]): void => {
    writer.uint32(of.length);
    of.forEach(line);
  };
  switch (geometry.type) {
    case 'Point':
      position(geometry.coordinates);
      break;
    case 'LineString':
      line(geometry.coordinates);
      break;
    case 'Polygon':
      rings(geometry.coordinates);
      break;
    default: {
      const parts = partsOf(geometry);
      writer.uint32(parts.length);
      for (const part of parts) writeGeometry(writer, part, z, false);
    }
  }
}

function partsOf(geometry: Exclude<Geometry, { type: 'Point' | 'LineString' | 'Polygon' }>): Geometry[] {
  switch (geometry.type) {
    case 'MultiPoint':
      return geometry.coordinates.map((coordinates) => ({ type: 'Point', coordinates }));
    case 'MultiLineString':
      return geometry.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }));
    case 'MultiPolygon':
      return geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }));
    case 'GeometryCollection':
      return geometry.geometries;
  }
}

function hasZ(geometry: Geometry): boolean {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.some(hasZ);
  let first: unknown = geometry.coordinates;
  while (Array.isArray(first) && Array.isArray(first[0])) first = first[0];
  return Array.isArray(first) && first.length > 2;
}
