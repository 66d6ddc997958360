/**
 * CityJSON 1.0 to 2.0, whole or as a sequence of features: buildings with footprint, height and attributes. A building
 * of parts is one feature of all their surfaces; of several levels of detail the finest is taken.
 */
import { StoreError } from '../store/store-error.ts';
import type { FileFacts, Format, SourceItem } from './format.ts';
import { isRecord } from './is-record.ts';
import { solidToFootprint, type Surface, type Vertex } from './solid-to-footprint.ts';

/** A whole document has its vertices at its end and must be held; a sequence need not. */
const OBJECT_LIMIT_BYTES = 64 * 1024 * 1024;
const NEWLINE = 0x0a;
const BUILDINGS: ReadonlySet<unknown> = new Set(['Building', 'BuildingUnit', '+Building']);
const SURFACES_LOST =
  'of each building its footprint, foot and height are kept; the single surfaces of walls and roofs are not';

export const cityJson: Format = {
  id: 'city-json',
  title: 'CityJSON',
  recognises: (head) =>
    /^\s*\{/.test(head) && /"type"\s*:\s*"CityJSON(?:Feature)?"|"CityObjects"\s*:/.test(head),
  read,
};

type Json = Readonly<Record<string, unknown>>;

async function* read(bytes: AsyncIterable<Buffer>): AsyncGenerator<readonly SourceItem[], FileFacts> {
  const file = new CityFile();
  for await (const { text, line } of objectsOf(bytes)) {
    const value = parse(text);
    if (value === undefined)
      throw new StoreError(
        'file-truncated',
        `Line ${line} is no whole object of CityJSON.`,
        'The file is cut off or broken: copy or download it again.',
      );
    yield file.take(value, line);
  }
  return file.facts();
}

/** The lines of a sequence, or the one object of a document, which may be written over many lines. */
async function* objectsOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<{ text: string; line: number }> {
  let isSequence: boolean | undefined;
  let parts: Buffer[] = [];
  let length = 0;
  let line = 1;
  for await (const chunk of bytes) {
    let from = 0;
    for (
      let at = chunk.indexOf(NEWLINE);
      at >= 0 && isSequence !== false;
      at = chunk.indexOf(NEWLINE, from)
    ) {
      const text = Buffer.concat([...parts, chunk.subarray(from, at)]).toString();
      isSequence ??= parse(text) !== undefined;
      if (!isSequence) break;
      if (text.trim() !== '') yield { text, line };
      parts = [];
      length = 0;
      from = at + 1;
      line++;
    }
    const rest = Buffer.from(chunk.subarray(from)); // the chunk's memory is used again
    parts.push(rest);
    length += rest.length;
    if (length > OBJECT_LIMIT_BYTES) throw tooLarge();
  }
  const text = Buffer.concat(parts).toString();
  if (text.trim() !== '') yield { text, line };
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // the caller knows whether it must be one
  }
}

function tooLarge(): StoreError {
  return new StoreError(
    'file-too-large',
    `A CityJSON document of more than ${OBJECT_LIMIT_BYTES / 1024 / 1024} MB cannot be held.`,
    'Make it a sequence: cjio in.json export jsonl out.city.jsonl.',
  );
}

class CityFile {
  #crs: string | undefined;
  #scale: Vertex = [1, 1, 1];
  #translate: Vertex = [0, 0, 0];
  #buildings = 0;
  readonly #others = new Map<string, number>();

  take(value: Json, line: number): SourceItem[] {
    const { type, transform, metadata } = value;
    if (type !== 'CityJSON' && type !== 'CityJSONFeature')
      throw new StoreError(
        'not-cityjson',
        `Line ${line} is no CityJSON.`,
        'Give CityJSON or a sequence of its features.',
      );
    if (isRecord(metadata) && typeof metadata['referenceSystem'] === 'string')
      this.#crs = crsOf(metadata['referenceSystem']);
    if (isRecord(transform)) {
      this.#scale = vertexOf(transform['scale']) ?? this.#scale;
      this.#translate = vertexOf(transform['translate']) ?? this.#translate;
    }
    const objects = isRecord(value['CityObjects']) ? value['CityObjects'] : {};
    const vertices = Array.isArray(value['vertices']) ? value['vertices'] : [];
    return Object.entries(objects).flatMap(([id, object]): SourceItem[] => {
      if (!isRecord(object) || hasParent(object)) return [];
      if (!BUILDINGS.has(object['type'])) {
        const kind = String(object['type']);
        this.#others.set(kind, (this.#others.get(kind) ?? 0) + 1);
        return [];
      }
      this.#buildings++;
      return [this.#building(id, object, objects, vertices, line)];
    });
  }

  facts(): FileFacts {
    if (this.#buildings === 0)
      throw new StoreError(
        'no-features',
        `The file holds no buildings${this.#others.size > 0 ? `, but ${counted(this.#others)}` : ''}.`,
        'Only buildings are taken from CityJSON.',
      );
    return {
      coordinates: 'unknown',
      ...(this.#crs !== undefined && { crs: this.#crs }),
      notes: [
        SURFACES_LOST,
        ...(this.#others.size > 0
          ? [`passed over, because they are no buildings: ${counted(this.#others)}`]
          : []),
      ],
    };
  }

  #building(id: string, object: Json, objects: Json, vertices: readonly unknown[], line: number): SourceItem {
    const place = `${id.slice(0, 60)}, line ${line}`;
    const family = descendants(object, objects);
    const surfaces = family.flatMap((member) => this.#surfacesOf(member, vertices));
    const footprint = solidToFootprint(surfaces, 1);
    if (!footprint)
      return {
        rejection: { place, code: 'geometry-missing', reason: 'it has no surface that covers ground' },
      };
    const attributes = isRecord(object['attributes']) ? object['attributes'] : {};
    return {
      feature: {
        place,
        key: id,
        collection: 'buildings',
        geometry: footprint.geometry,
        properties: {
          ...attributes,
          height_metres: footprint.heightMetres,
          ground_elevation_metres: footprint.baseMetres,
        },
      },
    };
  }

  #surfacesOf({ geometry }: Json, vertices: readonly unknown[]): Surface[] {
    const geometries = (Array.isArray(geometry) ? geometry : []).filter(isRecord);
    const finest = geometries.toSorted((a, b) => Number(b['lod']) - Number(a['lod']))[0];
    if (!finest) return [];
    const semantics = isRecord(finest['semantics']) ? finest['semantics'] : {};
    const kinds = Array.isArray(semantics['surfaces']) ? semantics['surfaces'] : [];
    const grounds = new Set(
      kinds.flatMap((kind, index) => (isRecord(kind) && kind['type'] === 'GroundSurface' ? [index] : [])),
    );
    const values: unknown[] = flat(semantics['values']);
    return surfacesIn(finest['boundaries']).map((rings, index) => ({
      rings: rings.map((ring) => ring.flatMap((at) => this.#vertex(vertices[at]) ?? [])),
      ground: grounds.has(Number(values[index] ?? Number.NaN)),
    }));
  }

  /** In a list, so that one that is none can be left out. */
  #vertex(raw: unknown): readonly [Vertex] | undefined {
    const at = vertexOf(raw);
    if (!at) return undefined;
    const [sx, sy, sz] = this.#scale;
    const [tx, ty, tz] = this.#translate;
    return [[at[0] * sx + tx, at[1] * sy + ty, at[2] * sz + tz]];
  }
}

function hasParent({ parents }: Json): boolean {
  return Array.isArray(parents) && parents.length > 0;
}

/** Itself and its parts; a hostile file may make a part its own ancestor. */
function descendants(object: Json, objects: Json): Json[] {
  const family = new Set<Json>([object]);
  for (const member of family) {
    const children: unknown = member['children'];
    for (const child of Array.isArray(children) ? children : []) {
      const found = objects[String(child)];
      if (isRecord(found)) family.add(found);
    }
  }
  return [...family];
}

/** The surfaces of a solid, a multi-surface or a composite, however deep its lists: lists of rings, which list numbers. */
function surfacesIn(boundaries: unknown): number[][][] {
  if (!Array.isArray(boundaries)) return [];
  if (boundaries.every(isRing)) return [boundaries];
  return boundaries.flatMap(surfacesIn);
}

function isRing(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((at) => typeof at === 'number');
}

function flat(values: unknown): unknown[] {
  return Array.isArray(values)
    ? values.flatMap((value) => (Array.isArray(value) ? flat(value) : [value]))
    : [];
}

function vertexOf(value: unknown): Vertex | undefined {
  if (!Array.isArray(value)) return undefined;
  const [x, y, z]: unknown[] = value;
  return typeof x === 'number' && typeof y === 'number' && typeof z === 'number' ? [x, y, z] : undefined;
}

/** `https://www.opengis.net/def/crs/EPSG/0/7415`, `urn:ogc:def:crs:EPSG::7415` */
function crsOf(name: string): string {
  const code = /EPSG[:/][\d.]*[:/](\d{4,6})$/i.exec(name)?.[1];
  return code === undefined ? name : `EPSG:${code}`;
}

function counted(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}
