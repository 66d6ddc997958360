/** From what a file is and what the person wants to what will be done: pure, but for the questions about the schema. */
import type pg from 'pg';
import type { Crs } from '../coordinates/crs.ts';
import { collectionById, collections, type CollectionOfTheme, themes, tableOf } from '../index.ts';
import { StoreError } from '../store/store-error.ts';
import type { GeometryKind } from '../theme.ts';
import type { Column, ConversionPlan, KeyRule, Route } from './conversion-plan.ts';
import { kindOf } from './place-geometry.ts';
import { isYear, proposeMapping, type ProposedMapping, type Wishes } from './propose-mapping.ts';
import { readValue } from './read-value.ts';
import { OWN_ID, type Survey } from './survey.ts';

export type Target = {
  readonly theme?: string | undefined;
  readonly collection?: string | undefined;
  readonly key?: string | undefined;
};
export type Planned = { readonly plan: ConversionPlan; readonly notes: readonly string[] };

/** A collection into which features of the file would go, and what it would take from where. */
export type Choice = { readonly entry: CollectionOfTheme; readonly proposed: ProposedMapping };

/** Of a thousand features, one or two may share an id by mistake; they are rejected then. */
const DISTINCT_SHARE = 0.99;

/**
 * @throws StoreError `theme-missing`, `theme-unknown`, `collection-unknown`, `field-unknown`, `field-missing`,
 *   `geometry-unfit`, `column-unknown`
 */
export async function planImport(
  pool: pg.Pool,
  survey: Survey,
  crs: Crs,
  prefix: string,
  target: Target,
  wishes: Wishes,
): Promise<Planned> {
  const choices = chooseCollections(survey, target, wishes);
  const missing = choices.flatMap(({ entry, proposed }) =>
    proposed.missing.map((name) => missingSentence(entry, name)),
  );
  if (missing.length > 0) {
    throw new StoreError(
      'field-missing',
      `${missing.join('; ')}.`,
      'Give it for all features by --set FIELD=VALUE, or name its column by --map COLUMN=FIELD.',
    );
  }
  const unknown = [...wishes.map.map((mapping) => mapping.field), ...wishes.set.keys()].find(
    (name) => !choices.some(({ entry }) => Object.hasOwn(entry.collection.fields, name)),
  );
  if (unknown !== undefined) {
    const names = choices.flatMap(({ entry }) => Object.keys(entry.collection.fields));
    throw new StoreError(
      'field-unknown',
      `${unknown} is no field of ${choices.map(({ entry }) => entry.collection.id).join(', ')}.`,
      `They have ${names.join(', ')}.`,
    );
  }
  const routes = await Promise.all(
    choices.map(({ entry, proposed }) => routeOf(pool, entry, proposed, wishes)),
  );
  const key = keyOf(survey, target, choices);
  return {
    plan: { crs, key, prefix, routes },
    notes: [...choices.flatMap(({ proposed }) => proposed.notes), keySentence(key)],
  };
}

/**
 * Also those to which a required field is missing.
 * @throws StoreError `theme-missing`, `theme-unknown`, `collection-unknown`, `geometry-unfit`, `column-unknown`
 */
export function chooseCollections(survey: Survey, target: Target, wishes: Wishes): Choice[] {
  checkWishes(survey, wishes);
  const candidates = candidatesOf(survey, target, wishes);
  return survey.collections.length > 0
    ? choicesByHint(survey, candidates, wishes)
    : choicesByGeometry(survey, candidates, wishes);
}

/** Every theme that the file fits, best first: what the person is told when no theme was named. */
export function proposeThemes(survey: Survey, wishes: Wishes): string[] {
  const scores = collections
    .filter(({ collection }) => fitsGeometry(survey, collection.geometry))
    .map((entry) => {
      const { mappings, missing } = proposeMapping(entry.collection, survey, wishes);
      return { theme: entry.theme.id, score: mappings.length - missing.length };
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  return [...new Set(scores.map(({ theme }) => theme))];
}

function candidatesOf(
  survey: Survey,
  { theme, collection }: Target,
  wishes: Wishes,
): readonly CollectionOfTheme[] {
  if (collection !== undefined) {
    const entry = collectionById(collection);
    if (!entry)
      throw new StoreError(
        'collection-unknown',
        `There is no collection ${collection}.`,
        `There are ${collections.map((known) => known.collection.id).join(', ')}.`,
      );
    return [entry];
  }
  if (theme !== undefined) {
    const found = collections.filter((entry) => entry.theme.id === theme);
    if (found.length === 0)
      throw new StoreError(
        'theme-unknown',
        `There is no theme ${theme}.`,
        `There are ${themes.map(({ id }) => id).join(', ')}.`,
      );
    return found;
  }
  const hinted = collections.filter((entry) => survey.collections.includes(entry.collection.id));
  if (hinted.length > 0) return hinted;
  const [best, ...others] = proposeThemes(survey, wishes);
  throw new StoreError(
    'theme-missing',
    'The theme of the file must be named.',
    best === undefined
      ? `Give --theme T, one of ${themes.map(({ id }) => id).join(', ')}.`
      : `Its columns look like --theme ${best}${others.length > 0 ? `; else ${others.slice(0, 2).join(', ')}` : ''}.`,
  );
}

function choicesByHint(survey: Survey, candidates: readonly CollectionOfTheme[], wishes: Wishes): Choice[] {
  const choices = candidates
    .filter(({ collection }) => survey.collections.includes(collection.id))
    .map((entry) => ({ entry, proposed: proposeMapping(entry.collection, survey, wishes) }));
  if (choices.length > 0) return choices;
  throw new StoreError(
    'geometry-unfit',
    `The file holds ${survey.collections.join(' and ')}, nothing of the theme that was named.`,
    'Name another theme, or none.',
  );
}

/** One collection for each kind of geometry: of several the one with the fewest gaps and the most columns. */
function choicesByGeometry(
  survey: Survey,
  candidates: readonly CollectionOfTheme[],
  wishes: Wishes,
): Choice[] {
  const kinds: readonly GeometryKind[] = ['Point', 'LineString', 'Polygon'];
  const choices = kinds.flatMap((kind): Choice[] => {
    if (!fitsGeometry(survey, kind)) return [];
    const ranked = candidates
      .filter(({ collection }) => collection.geometry === kind)
      .map((entry) => ({ entry, proposed: proposeMapping(entry.collection, survey, wishes) }))
      .toSorted(
        (a, b) =>
          a.proposed.missing.length - b.proposed.missing.length ||
          b.proposed.mappings.length - a.proposed.mappings.length,
      );
    return ranked.slice(0, 1);
  });
  if (choices.length > 0) return choices;
  const found = Object.entries(survey.geometries)
    .map(([type, count]) => `${count} ${type}`)
    .join(', ');
  throw new StoreError(
    'geometry-unfit',
    `The file has ${found || 'no features'}, and ${candidates.map(({ collection }) => `${collection.id} holds ${collection.geometry}`).join(', ')}.`,
    'Name another theme or collection.',
  );
}

function fitsGeometry(survey: Survey, kind: GeometryKind): boolean {
  return Object.keys(survey.geometries).some((type) => kindOf({ type }) === kind);
}

async function routeOf(
  pool: pg.Pool,
  entry: CollectionOfTheme,
  { mappings }: ProposedMapping,
  { set }: Wishes,
): Promise<Route> {
  const { collection } = entry;
  const generic = collection.source === 'feature';
  const table = tableOf(collection);
  const { rows } = await pool.query<{ name: string; type: string; notNullDefault: string | null }>(
    `select attname as name, typname as type, case when attnotnull then pg_get_expr(adbin, adrelid) end as "notNullDefault"
     from pg_attribute join pg_type on pg_type.oid = atttypid left join pg_attrdef on adrelid = attrelid and adnum = attnum
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum`,
    [table],
  );
  const {
    rows: [shape],
  } = await pool.query<{ type: string; dimensions: number }>(
    `select type, coord_dimension as dimensions from geometry_columns where f_table_schema = 'public' and f_table_name = $1`,
    [table],
  );
  const constants = Object.fromEntries([...set].filter(([name]) => Object.hasOwn(collection.fields, name)));
  const given = new Set([
    ...mappings.map((mapping) => mapping.field),
    ...Object.keys(constants),
    ...Object.entries(collection.fields)
      .filter(([name, field]) => field.fromGeometry || (field.required && name === collection.label))
      .map(([name]) => name),
  ]);
  const assumed = new Set(
    Object.entries(collection.fields)
      .filter(([name, field]) => field.default !== undefined && !given.has(name))
      .map(([name]) => name),
  );
  const columnsOf = (names: ReadonlySet<string>): Column[] =>
    generic
      ? []
      : rows
          .filter(({ name }) => names.has(name))
          .map(({ name, type, notNullDefault }) => ({
            name,
            type,
            ...(notNullDefault !== null && { notNullDefault }),
          }));
  return {
    collection: collection.id,
    generic,
    constants,
    mappings: mappings.filter(({ field }) => !Object.hasOwn(constants, field)),
    geometry: {
      kind: collection.geometry,
      multi: shape?.type.startsWith('MULTI') ?? false,
      z: (shape?.dimensions ?? 2) > 2 && !generic,
    },
    given: columnsOf(given),
    assumed: columnsOf(assumed),
  };
}

/** The file's own id; else a column that is a label of the collection or named like an id; else what the feature says. */
function keyOf(survey: Survey, { key }: Target, choices: readonly Choice[]): KeyRule {
  if (key !== undefined) return { by: 'column', column: key };
  const unique = (name: string): boolean =>
    survey.keys.some(
      (known) =>
        known.name === name &&
        known.filled >= survey.features * DISTINCT_SHARE &&
        known.distinct >= known.filled * DISTINCT_SHARE,
    );
  // The lines of a survey name its points by their numbers: a number that comes twice is a fault, not no number.
  if (survey.facts.survey || unique(OWN_ID)) return { by: 'own-id' };
  const labels = choices.flatMap(({ entry, proposed }) =>
    proposed.mappings
      .filter((mapping) => mapping.field === entry.collection.label)
      .map((mapping) => mapping.from),
  );
  const column = [...labels, ...survey.keys.map(({ name }) => name)].find(unique);
  return column === undefined ? { by: 'content' } : { by: 'column', column };
}

function keySentence(key: KeyRule): string {
  if (key.by === 'own-id') return 'features are known again by their own id';
  if (key.by === 'column') return `features are known again by ${key.column}`;
  return 'features have no id: they are known again by what they say, so a changed one counts as retired and added';
}

function checkWishes(survey: Survey, { map, set }: Wishes): void {
  const column = map.find(({ from }) => !survey.fields.some(({ name }) => name === from))?.from;
  if (column !== undefined) {
    throw new StoreError(
      'column-unknown',
      `The file has no column ${column}.`,
      `It has ${survey.fields
        .slice(0, 40)
        .map(({ name }) => name)
        .join(', ')}.`,
    );
  }
  for (const [name, raw] of set) {
    const fields = collections.flatMap(({ collection }) => collection.fields[name] ?? []);
    if (
      fields.length > 0 &&
      !fields.some((field) => 'value' in readValue(raw, { field, isYear: isYear(name) }))
    ) {
      const codes = fields.flatMap((field) => (field.type === 'code' ? Object.keys(field.values) : []));
      throw new StoreError(
        'value-unfit',
        `${raw} is no value of ${name}.`,
        codes.length > 0 ? `It can be ${codes.join(', ')}.` : 'Correct it.',
      );
    }
  }
}

function missingSentence({ collection }: CollectionOfTheme, name: string): string {
  const field = collection.fields[name];
  const codes =
    field?.type === 'code'
      ? `: ${Object.entries(field.values)
          .slice(0, 8)
          .map(([code, { en }]) => `${code} ${en}`)
          .join(', ')}`
      : '';
  return `${collection.id} needs ${name} (${field?.title.zh ?? ''}${codes}), which the file does not give`;
}
