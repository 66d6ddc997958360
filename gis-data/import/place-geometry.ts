/** A file's geometry as the collection's table wants it: checked, in degrees, of the right type; or why it cannot be. */
import type { Geometry, Position } from 'geojson';
import type { LonLat } from '../coordinates/crs.ts';
import type { GeometryKind } from '../theme.ts';

export type PlacedGeometry = {
  /** One, or several where a file joins lines or points that the table holds singly. */
  readonly parts: readonly Geometry[];
  /** Rings that were closed. */
  readonly repaired: boolean;
};
export type Unplaced = { readonly code: string; readonly reason: string };

export type Target = { readonly kind: GeometryKind; readonly multi: boolean; readonly z: boolean };

/** Heights that stand for none. */
const NO_HEIGHT = -900;
const KINDS: { readonly [type: string]: GeometryKind } = {
  Point: 'Point',
  MultiPoint: 'Point',
  LineString: 'LineString',
  MultiLineString: 'LineString',
  Polygon: 'Polygon',
  MultiPolygon: 'Polygon',
};

export function kindOf(geometry: unknown): GeometryKind | undefined {
  return typeof geometry === 'object' && geometry !== null && 'type' in geometry
    ? KINDS[String(geometry.type)]
    : undefined;
}

/**
 * @param place a position of the file to degrees
 * @param heightAt height in metres where the file's positions have none: 0 the start of a line, 1 its end
 */
export function placeGeometry(
  geometry: unknown,
  target: Target,
  place: (x: number, y: number) => LonLat,
  heightAt: (part: number) => number,
): PlacedGeometry | Unplaced {
  if (geometry === null || geometry === undefined)
    return { code: 'geometry-missing', reason: 'it has no geometry' };
  if (typeof geometry !== 'object' || !('type' in geometry))
    return { code: 'geometry-broken', reason: 'its geometry is none' };
  const type = String(geometry.type);
  if (type === 'GeometryCollection')
    return { code: 'geometry-kind', reason: 'a collection of geometries is no single thing' };
  const kind = kindOf(geometry);
  const coordinates = 'coordinates' in geometry ? geometry.coordinates : undefined;
  if (!kind || !Array.isArray(coordinates))
    return { code: 'geometry-broken', reason: `${type.slice(0, 40)} is no geometry` };
  if (kind !== target.kind)
    return { code: 'geometry-kind', reason: `it is a ${type}, and a ${target.kind} is wanted` };
  const parts: unknown[] = type.startsWith('Multi') ? coordinates : [coordinates];
  const placer = new Placer(target, place, heightAt);
  try {
    const placed = parts
      .filter((part) => !(Array.isArray(part) && part.length === 0))
      .map((part) => placer.part(part));
    if (placed.length === 0) return { code: 'geometry-empty', reason: 'its geometry is empty' };
    return { parts: target.multi ? [joined(target.kind, placed)] : placed, repaired: placer.repaired };
  } catch (error) {
    if (error instanceof Misplaced) return { code: error.code, reason: error.message };
    throw error;
  }
}

class Misplaced extends Error {
  readonly code: string;
  constructor(code: string, reason: string) {
    super(reason);
    this.code = code;
  }
}

class Placer {
  readonly #target: Target;
  readonly #place: (x: number, y: number) => LonLat;
  readonly #heightAt: (part: number) => number;
  repaired = false;

  constructor(target: Target, place: (x: number, y: number) => LonLat, heightAt: (part: number) => number) {
    this.#target = target;
    this.#place = place;
    this.#heightAt = heightAt;
  }

  part(part: unknown): Geometry {
    switch (this.#target.kind) {
      case 'Point':
        return { type: 'Point', coordinates: this.#position(part) };
      case 'LineString':
        return { type: 'LineString', coordinates: this.#line(part) };
      case 'Polygon':
        return { type: 'Polygon', coordinates: listOf(part).map((ring) => this.#ring(ring)) };
    }
  }

  #line(part: unknown): Position[] {
    const from = listOf(part);
    const flat = from.map((position) => this.#position(position));
    const line = flat.filter(
      (at, index) => index === 0 || at[0] !== flat[index - 1]?.[0] || at[1] !== flat[index - 1]?.[1],
    );
    if (line.length < 2) throw new Misplaced('geometry-too-short', 'its line has no two different positions');
    if (!this.#target.z || from.some(hasHeight)) return line;
    const lengths = line.map((at, index) => {
      const before = line[index - 1] ?? at;
      return Math.hypot((at[0] ?? 0) - (before[0] ?? 0), (at[1] ?? 0) - (before[1] ?? 0));
    });
    const whole = lengths.reduce((sum, length) => sum + length, 0);
    let run = 0;
    return line.map(([x = 0, y = 0], index) => {
      run += lengths[index] ?? 0;
      return [x, y, this.#heightAt(whole === 0 ? 0 : run / whole)];
    });
  }

  #ring(part: unknown): Position[] {
    const ring = listOf(part).map((position) => this.#position(position));
    const [first, last] = [ring[0], ring.at(-1)];
    if (first && last && (first[0] !== last[0] || first[1] !== last[1])) {
      ring.push([...first]);
      this.repaired = true;
    }
    if (ring.length < 4)
      throw new Misplaced('geometry-too-short', 'a ring of its polygon has fewer than three positions');
    return ring;
  }

  #position(position: unknown): Position {
    const [x, y, z]: unknown[] = listOf(position);
    if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) {
      throw new Misplaced(
        'coordinate-not-finite',
        `${JSON.stringify(position)?.slice(0, 60) ?? 'nothing'} is no position of two numbers`,
      );
    }
    const [longitude, latitude] = this.#place(x, y);
    if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
      throw new Misplaced('coordinate-out-of-range', `${x}, ${y} cannot lie in the file’s coordinate system`);
    }
    if (longitude === 0 && latitude === 0)
      throw new Misplaced('coordinate-zero', '0, 0 stands for an unknown position');
    if (!this.#target.z) return [longitude, latitude];
    return [
      longitude,
      latitude,
      typeof z === 'number' && Number.isFinite(z) && z > NO_HEIGHT ? z : this.#heightAt(0),
    ];
  }
}

function hasHeight(position: unknown): boolean {
  return Array.isArray(position) && typeof position[2] === 'number' && position[2] > NO_HEIGHT;
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Misplaced('geometry-broken', 'its coordinates are no list');
}

function joined(kind: GeometryKind, parts: readonly Geometry[]): Geometry {
  switch (kind) {
    case 'Point':
      return {
        type: 'MultiPoint',
        coordinates: parts.flatMap((part) => (part.type === 'Point' ? [part.coordinates] : [])),
      };
    case 'LineString':
      return {
        type: 'MultiLineString',
        coordinates: parts.flatMap((part) => (part.type === 'LineString' ? [part.coordinates] : [])),
      };
    case 'Polygon':
      return {
        type: 'MultiPolygon',
        coordinates: parts.flatMap((part) => (part.type === 'Polygon' ? [part.coordinates] : [])),
      };
  }
}
