/** What would be done with a file or layer, as the answer says it: before it is imported, also where it is refused. */
import { basename } from 'node:path';
import type { Pool } from 'pg';
import type { Failure, Proposal } from '@twin/gis-data/import/import-files.ts';
import { proposalsOfCrs } from '@twin/gis-data/import/find-crs.ts';
import { chooseCollections, proposeThemes } from '@twin/gis-data/import/plan-import.ts';
import type { Mapping } from '@twin/gis-data/import/propose-mapping.ts';
import type { Survey } from '@twin/gis-data/import/survey.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import type { ModelProposal } from '@twin/bim-models/src/import-model.ts';
import type { ReadingsProposal } from '@twin/gis-data/readings/import-readings.ts';
import { sourceWish, type ImportOptions } from './import-options.ts';

export type Refusal = { readonly code: string; readonly message: string; readonly hint: string };

export type PlanDocument = {
  readonly file: string;
  /** By which the options name it. */
  readonly source: string | null;
  readonly format: string | null;
  readonly bytes: number | null;
  readonly encoding: string | null;
  readonly features: number | null;
  /** How many features have which geometry, elements which class. */
  readonly counts: { readonly [name: string]: number };
  readonly columns: readonly {
    readonly name: string;
    readonly filled: number;
    readonly samples: readonly string[];
  }[];
  readonly records: Survey['records'];
  readonly crs: string | null;
  /** Longitude and latitude of a building model's origin. */
  readonly place: readonly [number, number] | null;
  readonly routes: readonly {
    readonly collection: string;
    readonly mappings: readonly Mapping[];
    readonly constants: { readonly [field: string]: string };
    /** Fields that are needed, and that nothing gives. */
    readonly missing: readonly string[];
  }[];
  /** What else its coordinates and its columns could be, best first. */
  readonly proposals: {
    readonly crs: Awaited<ReturnType<typeof proposalsOfCrs>>;
    readonly themes: readonly string[];
  };
  readonly notes: readonly string[];
  readonly refused: Refusal | null;
  /** It came with an archive or a folder, and is of no format that is imported. */
  readonly passedOver: boolean;
};

const SAMPLES_SHOWN = 3;
const NOTHING = {
  source: null,
  format: null,
  bytes: null,
  encoding: null,
  features: null,
  counts: {},
  columns: [],
  records: [],
  crs: null,
  place: null,
  routes: [],
  proposals: { crs: [], themes: [] },
  notes: [],
  refused: null,
  passedOver: false,
} satisfies Omit<PlanDocument, 'file'>;

export function planOfProposal({ file, format, survey, found, planned, key }: Proposal): PlanDocument {
  return {
    ...NOTHING,
    ...partsOf(survey),
    file,
    source: key,
    format,
    crs: found.crs.name,
    routes: planned.plan.routes.map(({ collection, mappings, constants }) => ({
      collection,
      mappings,
      constants,
      missing: [],
    })),
    notes: [...survey.facts.notes, ...found.notes, ...planned.notes],
  };
}

export function planOfModel({ file, model, facts, place }: ModelProposal): PlanDocument {
  const [longitude, latitude] = place.lonLat(0, 0);
  return {
    ...NOTHING,
    file: basename(file),
    source: model,
    format: facts.schema,
    features: Object.values(facts.counts).reduce((sum, count) => sum + count, 0),
    counts: facts.counts,
    crs: place.crsName,
    place: [longitude, latitude],
    routes: [{ collection: 'bim-elements', mappings: [], constants: {}, missing: [] }],
    notes: [...facts.warnings, ...place.warnings],
  };
}

export function planOfReadings(proposal: ReadingsProposal): PlanDocument {
  const { file, source, bytes, encoding, lines, meters, notes } = proposal;
  return {
    ...NOTHING,
    file,
    source,
    format: 'meter readings',
    bytes,
    encoding,
    features: lines,
    counts: Object.fromEntries(meters.map(({ name, hours }) => [name, hours])),
    routes: [{ collection: 'energy-meters', mappings: [], constants: {}, missing: [] }],
    notes,
  };
}

/** What is known of a file that was refused, and what could be done about it. */
export async function planOfFailure(
  pool: Pool,
  { file, failed, passedOver, source }: Failure,
  options: ImportOptions,
): Promise<PlanDocument> {
  const head = { ...NOTHING, file, refused: refusalOf(failed), passedOver: passedOver ?? false };
  if (!source) return head;
  const { survey, key, format } = source;
  const { target, wishes } = sourceWish(options.each?.[key] ?? options);
  return {
    ...head,
    ...partsOf(survey),
    source: key,
    format,
    routes: choicesOf(() => chooseCollections(survey, target, wishes)).map(({ entry, proposed }) => ({
      collection: entry.collection.id,
      mappings: proposed.mappings,
      constants: Object.fromEntries(wishes.set),
      missing: proposed.missing,
    })),
    proposals: {
      crs: failed.code.startsWith('crs-') ? await proposalsOfCrs(pool, survey) : [],
      themes: proposeThemes(survey, wishes),
    },
    notes: survey.facts.notes,
  };
}

export function refusalOf({ code, message, hint }: StoreError): Refusal {
  return { code, message, hint };
}

function partsOf(
  survey: Survey,
): Pick<PlanDocument, 'bytes' | 'encoding' | 'features' | 'counts' | 'columns' | 'records'> {
  const { bytes, encoding, features, geometries, fields, records } = survey;
  return {
    bytes,
    encoding,
    features,
    counts: geometries,
    columns: fields.map(({ name, filled, samples }) => ({
      name,
      filled,
      samples: [...new Set(samples.map(textOf))].slice(0, SAMPLES_SHOWN),
    })),
    records,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What cannot be chosen is what the refusal is about. */
function choicesOf(choose: () => ReturnType<typeof chooseCollections>): ReturnType<typeof chooseCollections> {
  try {
    return choose();
  } catch (error) {
    if (error instanceof StoreError) return [];
    throw error;
  }
}
