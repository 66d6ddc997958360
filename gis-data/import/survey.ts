/** The first pass over a file: what is in it, in bounded memory, so that everything can be decided before it is written. */
import type { FileFacts, SourceFeature, SourceItem } from '../formats/format.ts';
import type { Encoding } from '../formats/open-text.ts';

export type SurveyedField = {
  readonly name: string;
  /** Features in which it says something. */
  readonly filled: number;
  /** Values from all over the file, at most 400. */
  readonly samples: readonly unknown[];
};

export type Survey = {
  readonly format: string;
  readonly encoding: Encoding;
  readonly bytes: number;
  readonly sha256: string;
  readonly features: number;
  /** How many features have which GeoJSON type of geometry; `none`: null or empty. */
  readonly geometries: { readonly [type: string]: number };
  /** Collections that the format itself names. */
  readonly collections: readonly string[];
  /** First positions of features from all over the file, at most 1,000. */
  readonly positions: readonly (readonly [number, number])[];
  readonly extent: readonly [west: number, south: number, east: number, north: number] | null;
  readonly fields: readonly SurveyedField[];
  /** Columns that may be the id of a feature: in how many it is filled, and how many values it has. */
  readonly keys: readonly { readonly name: string; readonly filled: number; readonly distinct: number }[];
  /** The first features, as the file has them. */
  readonly records: readonly Record[];
  readonly facts: FileFacts;
};

export type Record = {
  readonly place: string;
  /** GeoJSON type; `none`: null or empty. */
  readonly geometry: string;
  readonly properties: { readonly [column: string]: unknown };
};

/** The file's own id, beside its properties. */
export const OWN_ID = 'id of the feature';

const SAMPLES = 400;
const POSITIONS = 1000;
const RECORDS = 5;
const RECORD_COLUMNS = 100;
/** A table of more columns is hostile or a mistake; the rest is not looked at. */
const MOST_FIELDS = 1000;
const MOST_KEYS = 6;
/** Values remembered to see whether a column is an id; where there are more, so many distinct ones are proof enough. */
const MOST_DISTINCT = 500_000;
const ID_NAME = /(^|[_\s:])(id|fid|gid|uid|uuid|code|no|num|key)$|id$|编号|编码|号$|代码|标识/i;

export class Surveyor {
  #features = 0;
  readonly #geometries = new Map<string, number>();
  readonly #collections = new Set<string>();
  readonly #positions = new Sample<readonly [number, number]>(POSITIONS);
  readonly #fields = new Map<string, { filled: number; samples: Sample<unknown> }>();
  readonly #keys = new Map<string, { filled: number; hashes: Set<number> }>();
  readonly #records: Record[] = [];
  readonly #extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];

  take(items: readonly SourceItem[]): void {
    for (const item of items) {
      this.#features++;
      if ('feature' in item) this.#feature(item.feature);
    }
  }

  result(format: string, encoding: Encoding, bytes: number, sha256: string, facts: FileFacts): Survey {
    return {
      format,
      encoding,
      bytes,
      sha256,
      facts,
      features: this.#features,
      geometries: Object.fromEntries(this.#geometries),
      collections: [...this.#collections],
      positions: this.#positions.values,
      extent: Number.isFinite(this.#extent[0]) ? this.#extent : null,
      fields: [...this.#fields].map(([name, { filled, samples }]) => ({
        name,
        filled,
        samples: samples.values,
      })),
      records: this.#records,
      keys: [...this.#keys].map(([name, { filled, hashes }]) => ({
        name,
        filled,
        distinct: hashes.size >= MOST_DISTINCT ? filled : hashes.size,
      })),
    };
  }

  #feature({ place, key, geometry, properties, collection }: SourceFeature): void {
    const type =
      typeof geometry === 'object' && geometry !== null && 'type' in geometry
        ? String(geometry.type)
        : 'none';
    const position = firstPosition(geometry);
    const kind = position ? type : 'none';
    this.#geometries.set(kind, (this.#geometries.get(kind) ?? 0) + 1);
    if (position) {
      this.#positions.take(position);
      this.#widen(position);
    }
    if (this.#records.length < RECORDS)
      this.#records.push({
        place,
        geometry: kind,
        properties: Object.fromEntries(
          Object.entries(properties)
            .slice(0, RECORD_COLUMNS)
            .map(([name, value]) => [name, shortened(value)]),
        ),
      });
    if (collection) this.#collections.add(collection);
    // Ids of different collections may be the same: a network's node 10 and its pipe 10.
    if (key !== undefined) this.#key(OWN_ID, `${collection ?? ''}/${key}`);
    for (const name of Object.keys(properties)) {
      const value = properties[name];
      if (value === null || value === undefined || value === '') continue;
      this.#field(name, value);
      if ((typeof value === 'string' || typeof value === 'number') && ID_NAME.test(name))
        this.#key(name, String(value));
    }
  }

  #widen([x, y]: readonly [number, number]): void {
    const extent = this.#extent;
    extent[0] = Math.min(extent[0], x);
    extent[1] = Math.min(extent[1], y);
    extent[2] = Math.max(extent[2], x);
    extent[3] = Math.max(extent[3], y);
  }

  #field(name: string, value: unknown): void {
    let field = this.#fields.get(name);
    if (!field) {
      if (this.#fields.size >= MOST_FIELDS) return;
      field = { filled: 0, samples: new Sample(SAMPLES) };
      this.#fields.set(name, field);
    }
    field.filled++;
    field.samples.take(shortened(value));
  }

  #key(name: string, value: string): void {
    let key = this.#keys.get(name);
    if (!key) {
      if (this.#keys.size >= MOST_KEYS) return;
      key = { filled: 0, hashes: new Set() };
      this.#keys.set(name, key);
    }
    key.filled++;
    if (key.hashes.size < MOST_DISTINCT) key.hashes.add(hash(value));
  }
}

/** A bounded number of values from all over a stream: every one at first, then every second, fourth … of them. */
class Sample<T> {
  readonly #most: number;
  #values: T[] = [];
  #stride = 1;
  #seen = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get values(): readonly T[] {
    return this.#values;
  }

  take(value: T): void {
    if (this.#seen++ % this.#stride !== 0) return;
    this.#values.push(value);
    if (this.#values.length < this.#most) return;
    this.#values = this.#values.filter((_, index) => index % 2 === 0);
    this.#stride *= 2;
  }
}

/** Enough of a value to know it by. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, 200);
  return typeof value === 'object' && value !== null ? {} : value;
}

/** 53 bits of two multiplicative hashes: among half a million values two the same by chance are rarer than one in ten thousand files. */
function hash(text: string): number {
  let [a, b] = [0x9e3779b1, 0x85ebca77];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
    b ^= b >>> 15;
  }
  return (a >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff);
}

function firstPosition(geometry: unknown): readonly [number, number] | undefined {
  let at: unknown =
    typeof geometry === 'object' && geometry !== null && 'coordinates' in geometry
      ? geometry.coordinates
      : undefined;
  while (Array.isArray(at) && Array.isArray(at[0])) at = at[0];
  if (!Array.isArray(at)) return undefined;
  const [x, y]: unknown[] = at;
  return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y)
    ? [x, y]
    : undefined;
}
