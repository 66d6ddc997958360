/** Which column of a file is which field of a collection: by name, alias and words, and by what its values can be. */
import type { Collection, Field } from '../theme.ts';
import { readValue } from './read-value.ts';
import type { Survey, SurveyedField } from './survey.ts';
import { factorBetween, unitOf, unitsInsteadOf } from './units.ts';

export type Mapping = {
  readonly field: string;
  readonly from: string;
  /** Unit of the column's bare numbers where it is not the field's. */
  readonly unit?: string;
  /** Why the unit was taken, for the person who confirms. */
  readonly because?: string;
};

export type Wishes = {
  /** `--map COLUMN[unit]=field` */
  readonly map: readonly Mapping[];
  /** `--set field=value` */
  readonly set: ReadonlyMap<string, string>;
  /** Columns that are no field, whatever their name. */
  readonly leave?: ReadonlySet<string>;
};

export type ProposedMapping = {
  readonly mappings: readonly Mapping[];
  /** Sentences about columns whose name fits a field, but whose values do not. */
  readonly notes: readonly string[];
  /** Required fields that nothing gives. */
  readonly missing: readonly string[];
};

/** Share of the sampled values that a field must be able to hold. */
const READABLE_SHARE = 0.8;
/** Code lists of files and of the city seldom agree in every word. */
const CODE_SHARE = 0.5;
/** Share of the sampled numbers that must lie where the world's lie. */
const PLAUSIBLE_SHARE = 0.98;

export function proposeMapping(collection: Collection, survey: Survey, wishes: Wishes): ProposedMapping {
  const notes: string[] = [];
  const mappings: Mapping[] = wishes.map.filter(({ field }) => Object.hasOwn(collection.fields, field));
  const taken = new Set([
    ...mappings.map((mapping) => mapping.from),
    ...mappings.map((mapping) => mapping.field),
    ...wishes.set.keys(),
    ...(wishes.leave ?? []),
  ]);
  const fits = Object.entries(collection.fields)
    .flatMap(([name, field]) =>
      survey.fields.map((column) => ({ name, field, column, rank: rankOf(name, field, column.name) })),
    )
    .filter(({ rank }) => rank >= 0)
    .toSorted((a, b) => a.rank - b.rank || b.column.filled - a.column.filled);
  for (const { name, field, column } of fits) {
    if (taken.has(name) || taken.has(column.name)) continue;
    const tried = tryColumn(name, field, column);
    if ('note' in tried) {
      notes.push(tried.note);
      continue;
    }
    taken.add(name);
    taken.add(column.name);
    mappings.push({ field: name, from: column.name, ...tried });
  }
  const given = new Set([...mappings.map((mapping) => mapping.field), ...wishes.set.keys()]);
  const missing = Object.entries(collection.fields)
    // A label that the file does not give is the key by which the feature is known.
    .filter(
      ([name, field]) =>
        field.required &&
        name !== collection.label &&
        field.default === undefined &&
        !field.fromGeometry &&
        !given.has(name),
    )
    .map(([name]) => name);
  return { mappings, notes, missing };
}

/** Place of the column's name among the words that a field answers to, the surest first; −1: none of them. */
function rankOf(name: string, field: Field, column: string): number {
  const candidates = [plain(column), plain(splitUnit(column).name)];
  return [name, ...(field.aliases ?? []), field.title.zh, field.title.en].findIndex((word) =>
    candidates.includes(plain(word)),
  );
}

function tryColumn(
  name: string,
  field: Field,
  { name: column, samples }: SurveyedField,
): { unit?: string; because?: string } | { note: string } {
  const named = splitUnit(column).unit;
  const fieldUnit = 'unit' in field ? field.unit : undefined;
  const unit =
    named !== undefined &&
    fieldUnit !== undefined &&
    named !== fieldUnit &&
    factorBetween(named, fieldUnit) !== undefined
      ? named
      : undefined;
  const readings = samples.map((raw) => readValue(raw, { field, unit, isYear: isYear(name) }));
  const said = readings.filter((reading) => !('none' in reading));
  const values = said.flatMap((reading) => ('value' in reading ? [reading.value] : []));
  const share = said.length === 0 ? 0 : values.length / said.length;
  const least = field.type === 'code' ? CODE_SHARE : READABLE_SHARE;
  if (share < least) {
    const why = said.find((reading) => 'unreadable' in reading);
    return {
      note: `${column} is not taken for ${name}: ${said.length === 0 ? 'it says nothing' : `most of its values cannot be read (${why && 'unreadable' in why ? why.unreadable : ''})`}`,
    };
  }
  if (!field.plausible || fieldUnit === undefined)
    return unit === undefined ? {} : { unit, because: 'its name says so' };
  // Not rounded to the field's whole numbers: 0.35 may be metres of a width in millimetres.
  const exact: Field = { title: field.title, type: 'number', unit: fieldUnit };
  const numbers = samples.flatMap((raw) => {
    const reading = readValue(raw, { field: exact, unit });
    return 'value' in reading && typeof reading.value === 'number' ? [reading.value] : [];
  });
  if (plausibleShare(numbers, 1, field.plausible) >= PLAUSIBLE_SHARE)
    return unit === undefined ? {} : { unit, because: 'its name says so' };
  const others =
    named === undefined
      ? unitsInsteadOf(fieldUnit).filter(
          (other) =>
            plausibleShare(numbers, factorBetween(other, fieldUnit) ?? 1, field.plausible ?? [0, 0]) >=
            PLAUSIBLE_SHARE,
        )
      : [];
  const [only, second] = others;
  const range = `${Math.min(...numbers)} to ${Math.max(...numbers)}`;
  if (only !== undefined && second === undefined)
    return { unit: only, because: `its values, ${range}, can be nothing else` };
  return {
    note: `${column} is not taken for ${name}: its values, ${range}, are not plausible in ${named ?? fieldUnit}; name the unit: --map "${column}[unit]=${name}"`,
  };
}

/** Zero stands for 'not measured' in many tables: it tells nothing about the unit. */
function plausibleShare(
  numbers: readonly number[],
  factor: number,
  [least, most]: readonly [number, number],
): number {
  const counted = numbers.filter((number) => number !== 0);
  return counted.length === 0
    ? 1
    : counted.filter((number) => number * factor >= least && number * factor <= most).length / counted.length;
}

/** `管径(mm)`, `height [ft]`, `depth_m` */
export function splitUnit(column: string): { name: string; unit?: string } {
  const [, name, bracketed, suffix] =
    /^(.*?)\s*(?:[([（【]([^)\]）】]+)[)\]）】]|[_\s](mm|cm|m|ft|in|km|ha|kw|kv))$/i.exec(column) ?? [];
  const unit = unitOf(bracketed ?? suffix ?? '');
  return name === undefined || name === '' || unit === undefined ? { name: column } : { name, unit };
}

export function isYear(field: string): boolean {
  return field.endsWith('_year');
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_.\-:]/g, '');
}
