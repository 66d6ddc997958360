/** What a client wants an item to be: its GeoJSON held against the declaration of the collection. Pure. */
import type { Geometry, Position } from 'geojson';
import { visibleFields, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Field, GeometryKind, Grade } from '@twin/gis-data/theme.ts';
import { geoidMetres } from '@twin/tiler/src/heights.ts';
import { Problem, type Fault } from '../../../problems.ts';
import { POSITION_DEPTH } from '../../position-depth.ts';
import { eastNorth, isWithin, type ReferenceSystem } from '../../reference-systems.ts';
import { readInstant } from '../instant.ts';

export type WantedItem = {
  /** By field: what was given, null for none. A field that was not given is absent. */
  readonly values: ReadonlyMap<string, unknown>;
  /** In the system of the request, east before north, heights in the national datum; absent where none was given. */
  readonly geometry?: Geometry;
};

const LONGEST_TEXT = 10_000;
const TYPES: Readonly<Record<GeometryKind, readonly [string, string]>> = {
  Point: ['Point', 'MultiPoint'],
  LineString: ['LineString', 'MultiLineString'],
  Polygon: ['Polygon', 'MultiPolygon'],
};

/**
 * @param body of the request, as parsed
 * @param isPart a merge patch, which holds only what changes
 * @throws Problem `item-invalid`, which names each field that is wrong
 */
export function readFeature(
  body: unknown,
  entry: CollectionOfTheme,
  grade: Grade,
  system: ReferenceSystem,
  isPart: boolean,
): WantedItem {
  if (!isRecord(body) || (!isPart && body['type'] !== 'Feature'))
    throw new Problem(
      'item-invalid',
      isPart
        ? 'The body is a JSON object with the properties and the geometry that change.'
        : 'The body is a GeoJSON Feature: {"type": "Feature", "geometry": {…}, "properties": {…}}.',
    );
  const faults: Fault[] = [];
  const values = readProperties(body['properties'], entry, grade, isPart, faults);
  const given = body['geometry'];
  const geometry =
    given === undefined && isPart
      ? undefined
      : readGeometry(given, entry.collection.geometry, system, faults);
  if (faults.length > 0) throw invalid(faults);
  return { values, ...(geometry && { geometry }) };
}

export function invalid(faults: readonly Fault[]): Problem {
  const [first] = faults;
  const more = faults.length > 1 ? ` ${faults.length - 1} more are in errors.` : '';
  return new Problem(
    'item-invalid',
    `The item cannot be stored: ${first?.field} ${first?.detail}.${more}`,
    faults,
  );
}

function readProperties(
  given: unknown,
  entry: CollectionOfTheme,
  grade: Grade,
  isPart: boolean,
  faults: Fault[],
): Map<string, unknown> {
  const values = new Map<string, unknown>();
  const fields = new Map(visibleFields(entry, grade));
  if (given !== undefined && given !== null && !isRecord(given)) {
    faults.push({ field: 'properties', detail: 'is an object with a value for each field' });
    return values;
  }
  for (const [name, raw] of Object.entries(given ?? {})) {
    const field = fields.get(name);
    const fault = field ? faultOf(raw, field) : `is no field of ${entry.collection.id}`;
    if (fault === undefined) values.set(name, plain(raw, field));
    else faults.push({ field: name, detail: fault });
  }
  for (const [name, field] of fields) {
    if (!field.required || faults.some((fault) => fault.field === name)) continue;
    const isLeftOut = values.has(name) ? values.get(name) === null : !isPart && !field.fromGeometry;
    if (isLeftOut) faults.push({ field: name, detail: 'is needed' });
  }
  return values;
}

/** What is wrong with a value, as the end of a sentence that begins with the field's name. */
function faultOf(raw: unknown, field: Field): string | undefined {
  if (raw === null) return undefined;
  switch (field.type) {
    case 'text':
    case 'reference':
      if (typeof raw !== 'string') return 'is text';
      if (raw.includes('\0')) return 'cannot hold the null character';
      return raw.length > LONGEST_TEXT ? `has at most ${LONGEST_TEXT} characters` : undefined;
    case 'boolean':
      return typeof raw === 'boolean' ? undefined : 'is true or false';
    case 'integer':
      return Number.isSafeInteger(raw) ? undefined : 'is a whole number';
    case 'number':
      return typeof raw === 'number' && Number.isFinite(raw) ? undefined : 'is a number';
    case 'code':
      return typeof raw === 'string' && Object.hasOwn(field.values, raw)
        ? undefined
        : `is one of ${Object.keys(field.values).join(', ')}`;
    case 'date':
      return typeof raw === 'string' && readInstant(raw)?.isDay === true
        ? undefined
        : 'is a day such as 2025-11-06';
    case 'datetime':
      return typeof raw === 'string' && readInstant(raw)?.isDay === false
        ? undefined
        : 'is a time such as 2025-11-06T08:00:00Z';
  }
}

function plain(raw: unknown, field: Field | undefined): unknown {
  const isTime = field?.type === 'date' || field?.type === 'datetime';
  return isTime && typeof raw === 'string' ? readInstant(raw)?.value : raw;
}

function readGeometry(
  given: unknown,
  kind: GeometryKind,
  system: ReferenceSystem,
  faults: Fault[],
): Geometry | undefined {
  const wrong = (detail: string): undefined => {
    faults.push({ field: 'geometry', detail });
  };
  if (given === undefined || given === null) return wrong('is needed');
  if (!isRecord(given)) return wrong('is a GeoJSON geometry');
  const { type, coordinates } = given;
  if (typeof type !== 'string' || !TYPES[kind].includes(type))
    return wrong(`is a ${TYPES[kind].join(' or a ')}`);
  try {
    const moved = move(coordinates, POSITION_DEPTH[type] ?? 0, (position) => positionOf(position, system));
    checkParts(type, moved);
    return { type, coordinates: moved } as Geometry;
  } catch (error) {
    if (error instanceof Misplaced) return wrong(error.message);
    throw error;
  }
}

/** Coordinates, nested as deep as their type has them. */
type Nested = Position | readonly Nested[];

class Misplaced extends Error {}

function move(given: unknown, depth: number, position: (given: readonly unknown[]) => Position): Nested {
  if (!Array.isArray(given)) throw new Misplaced('has coordinates that are no list');
  if (depth === 0) return position(given);
  if (given.length === 0) throw new Misplaced('has no position');
  return given.map((part: unknown) => move(part, depth - 1, position));
}

function positionOf(given: readonly unknown[], system: ReferenceSystem): Position {
  if (given.some((part) => typeof part === 'object' && part !== null))
    throw new Misplaced('has coordinates that are nested deeper than its type has them');
  const shown = JSON.stringify(given).slice(0, 60);
  const numbers = given.filter((part): part is number => typeof part === 'number' && Number.isFinite(part));
  if (numbers.length !== given.length || numbers.length < 2 || numbers.length > 3)
    throw new Misplaced(`has ${shown}, which is no position of two or three numbers`);
  const [first = 0, second = 0, height] = numbers;
  const [east, north] = eastNorth(system, first, second);
  if (!isWithin(system, east, north))
    throw new Misplaced(
      `has ${shown}, which cannot lie in ${system.uri}${system.northFirst ? ', whose first axis is the northern one' : ''}`,
    );
  if (height === undefined) return [east, north];
  return [east, north, system.ellipsoidal ? height - geoidMetres(east, north) : height];
}

function checkParts(type: string, coordinates: Nested): void {
  const listOf = (nested: Nested): readonly Nested[] => nested as readonly Nested[];
  const line = (positions: readonly Nested[]): void => {
    const [first] = positions;
    if (positions.every((at) => String(at) === String(first)))
      throw new Misplaced('has a line without two different positions');
  };
  const ring = (positions: readonly Nested[]): void => {
    if (positions.length < 4 || String(positions[0]) !== String(positions.at(-1)))
      throw new Misplaced('has a ring that does not end where it begins, or has fewer than four positions');
  };
  if (type === 'LineString') line(listOf(coordinates));
  if (type === 'MultiLineString') for (const part of listOf(coordinates)) line(listOf(part));
  if (type === 'Polygon') for (const part of listOf(coordinates)) ring(listOf(part));
  if (type === 'MultiPolygon')
    for (const polygon of listOf(coordinates)) for (const part of listOf(polygon)) ring(listOf(part));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
