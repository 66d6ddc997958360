/** GeoJSON (RFC 7946 and the older form with a `crs` member), whole or newline-delimited, in one pass. */
import { StoreError } from '../store/store-error.ts';
import type { FileFacts, Format, SourceItem } from './format.ts';
import { isRecord } from './is-record.ts';
import { JsonSlicer, type JsonSlice } from './json-slices.ts';

const GEOMETRIES = new Set([
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
]);
/** JSON of other kinds, by what their `type` says. */
const OTHERS: { readonly [type: string]: string } = {
  Topology: 'TopoJSON',
  CityJSON: 'CityJSON',
  CityJSONFeature: 'CityJSONSeq',
};
/** Before each feature of a GeoJSON text sequence. */
const RECORD_SEPARATOR = '\u{1e}';
/** JavaScript's and Python's words for what JSON has no number for. */
const NOT_A_NUMBER = /([:,[]\s*)(?:NaN|-?Infinity|nan|-?inf)(?=\s*[,}\]])/g;
const REFUSED = {
  'feature-too-large': 'its text is longer than 32 MB; simplify it, or cut it into several features',
  'nested-too-deep': 'its values are nested more than 128 deep',
} as const;

export const geojson: Format = {
  id: 'geojson',
  title: 'GeoJSON',
  // `[TITLE]` begins no list: it is the first line of a network.
  recognises: (head) => /^\s*(?:\{|\[\s*[{\]])/.test(head.replace(RECORD_SEPARATOR, '')),
  read,
};

async function* read(bytes: AsyncIterable<Buffer>): AsyncGenerator<readonly SourceItem[], FileFacts> {
  const slicer = new JsonSlicer();
  const file = new GeoJsonFile();
  for await (const chunk of bytes) yield slicer.push(chunk).flatMap((slice) => file.take(slice));
  slicer.end();
  return file.facts();
}

class GeoJsonFile {
  #members = new Map<string, unknown>();
  #membersLine = 1;
  #count = 0;
  #collections = 0;
  #crs: string | undefined;
  readonly #notes = new Set<string>();

  take(slice: JsonSlice): SourceItem[] {
    if (slice.kind === 'element') return [this.#feature(slice.text, slice.line)];
    if (slice.kind === 'refused') {
      return [
        { rejection: { place: this.#place(slice.line), code: slice.code, reason: REFUSED[slice.code] } },
      ];
    }
    if (slice.kind === 'end') return this.#endOfObject();
    if (this.#members.size === 0) this.#membersLine = slice.line;
    const value = parse(`{${slice.text}}`);
    if (!isRecord(value)) {
      throw new StoreError(
        'not-json',
        `Line ${slice.line} is no JSON.`,
        'Correct the file, or export it again.',
      );
    }
    for (const [name, member] of Object.entries(value)) this.#members.set(name, member);
    return [];
  }

  facts(): FileFacts {
    if (this.#count === 0 && this.#collections === 0) {
      throw new StoreError(
        'not-geojson',
        'The file is JSON, but it holds no features.',
        'Give a GeoJSON FeatureCollection or Feature.',
      );
    }
    return { ...(this.#crs && { crs: this.#crs }), coordinates: 'degrees', notes: [...this.#notes] };
  }

  /** A whole top-level object: the head of a collection, a single feature, or a bare geometry. */
  #endOfObject(): SourceItem[] {
    const members = Object.fromEntries(this.#members);
    const line = this.#membersLine;
    this.#members.clear();
    this.#crs ??= crsOf(members['crs']);
    const { type } = members;
    if (type === 'Feature') return [this.#item(members, this.#place(line))];
    if (typeof type === 'string' && GEOMETRIES.has(type))
      return [this.#item({ geometry: members }, this.#place(line))];
    if (type === 'FeatureCollection') this.#collections++;
    else if (typeof type === 'string' && Object.hasOwn(OTHERS, type)) {
      throw new StoreError(
        'format-not-read',
        `The file is ${OTHERS[type]}, which the import does not read yet.`,
        'Convert it to GeoJSON, for example with ogr2ogr.',
      );
    } else if (this.#count === 0) {
      throw new StoreError(
        'not-geojson',
        `The file is JSON of the type ${JSON.stringify(type) ?? 'nothing'}, no GeoJSON.`,
        'Give a GeoJSON FeatureCollection or Feature.',
      );
    }
    return [];
  }

  #feature(text: string, line: number): SourceItem {
    const place = this.#place(line);
    const value = parse(text);
    if (value === undefined) return { rejection: { place, code: 'not-json', reason: 'its text is no JSON' } };
    if (isRecord(value)) return this.#item(value, place);
    return { rejection: { place, code: 'not-a-feature', reason: 'it is no object' } };
  }

  #item(value: Readonly<Record<string, unknown>>, place: string): SourceItem {
    const { id, geometry, properties } = value;
    this.#crs ??= crsOf(value['crs']);
    return {
      feature: {
        place,
        ...((typeof id === 'string' || typeof id === 'number') && { key: String(id) }),
        geometry: geometry ?? null,
        properties: isRecord(properties) ? properties : {},
      },
    };
  }

  #place(line: number): string {
    return `feature ${++this.#count}, line ${line}`;
  }
}

/** Undefined where the text is no JSON, not even with the words for numbers that JSON does not have. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replaceAll(NOT_A_NUMBER, '$1null'));
    } catch {
      return undefined;
    }
  }
}

/** The `crs` member of GeoJSON 2008: `urn:ogc:def:crs:EPSG::32632`, `EPSG:32632`, `…:OGC:1.3:CRS84`. */
function crsOf(member: unknown): string | undefined {
  const name = isRecord(member) && isRecord(member['properties']) ? member['properties']['name'] : undefined;
  if (typeof name !== 'string') return undefined;
  const epsg = /EPSG:[\d.]*:?(\d{4,6})$/i.exec(name)?.[1];
  if (epsg) return `EPSG:${epsg}`;
  return /CRS84h?$/i.test(name) ? 'CRS84' : name;
}
