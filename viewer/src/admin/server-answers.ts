/** What the server answers about imports, checked where it arrives; what is not named here is not used. */
import * as z from 'zod/mini';

z.config({ jitless: true });

const refusal = z.object({ code: z.string(), message: z.string(), hint: z.string() });
const mapping = z.object({
  field: z.string(),
  from: z.string(),
  unit: z.optional(z.string()),
  because: z.optional(z.string()),
});
const counts = z.record(z.string(), z.number());

const plan = z.object({
  file: z.string(),
  /** By which the options name it. */
  source: z.nullable(z.string()),
  format: z.nullable(z.string()),
  bytes: z.nullable(z.number()),
  encoding: z.nullable(z.string()),
  features: z.nullable(z.number()),
  counts,
  columns: z.array(z.object({ name: z.string(), filled: z.number(), samples: z.array(z.string()) })),
  records: z.array(
    z.object({ place: z.string(), geometry: z.string(), properties: z.record(z.string(), z.unknown()) }),
  ),
  crs: z.nullable(z.string()),
  /** Longitude and latitude of a building model's origin. */
  place: z.nullable(z.tuple([z.number(), z.number()])),
  routes: z.array(
    z.object({
      collection: z.string(),
      mappings: z.array(mapping),
      constants: z.record(z.string(), z.string()),
      missing: z.array(z.string()),
    }),
  ),
  proposals: z.object({
    crs: z.array(
      z.object({ crs: z.string(), axes: z.enum(['xy', 'yx']), at: z.tuple([z.number(), z.number()]) }),
    ),
    themes: z.array(z.string()),
  }),
  notes: z.array(z.string()),
  refused: z.nullable(refusal),
  passedOver: z.boolean(),
});

const collectionCounts = z.object({
  collection: z.string(),
  read: z.number(),
  added: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  retired: z.number(),
  repaired: z.number(),
  rejected: z.number(),
});

const result = z.object({
  file: z.string(),
  source: z.nullable(z.string()),
  outcome: z.enum(['imported', 'unchanged', 'left', 'refused']),
  crs: z.nullable(z.string()),
  collections: z.array(collectionCounts),
  rejectionCounts: counts,
  rejections: z.array(z.object({ place: z.string(), code: z.string(), reason: z.string() })),
  notes: z.array(z.string()),
  seconds: z.number(),
  refused: z.nullable(refusal),
  passedOver: z.boolean(),
  shownAt: z.nullable(z.string()),
});

const sourceOptions = z.object({
  theme: z.optional(z.string()),
  collection: z.optional(z.string()),
  crs: z.optional(z.string()),
  axes: z.optional(z.enum(['xy', 'yx'])),
  at: z.optional(
    z.object({
      longitude: z.number(),
      latitude: z.number(),
      heightMetres: z.number(),
      headingDegrees: z.number(),
    }),
  ),
  map: z.optional(z.array(z.object({ from: z.string(), field: z.string(), unit: z.optional(z.string()) }))),
  leave: z.optional(z.array(z.string())),
  set: z.optional(z.record(z.string(), z.string())),
  skip: z.optional(z.boolean()),
});
const options = z.object({
  each: z.optional(z.record(z.string(), sourceOptions)),
  at: sourceOptions.shape.at,
  source: z.optional(z.string()),
  name: z.optional(z.string()),
  licence: z.optional(z.string()),
  attribution: z.optional(z.string()),
  observedAt: z.optional(z.string()),
});

const job = z.object({
  id: z.string(),
  state: z.enum([
    'open',
    'plan-waiting',
    'planning',
    'planned',
    'import-waiting',
    'importing',
    'done',
    'failed',
    'cancelled',
    'interrupted',
  ]),
  createdAt: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: z.number() })),
  options,
  plan: z.array(plan),
  results: z.array(result),
  ahead: z.optional(z.number()),
  progress: z.optional(
    z.object({
      stage: z.string(),
      doneBytes: z.number(),
      allBytes: z.number(),
      bytesPerSecond: z.number(),
      secondsLeft: z.nullable(z.number()),
    }),
  ),
});
const source = z.object({
  source: z.string(),
  file: z.string(),
  crs: z.string(),
  licence: z.string(),
  importedAt: z.string(),
  imports: z.number(),
  importId: z.number(),
  by: z.nullable(z.string()),
  collections: z.array(collectionCounts),
});
const jobsAnswer = z.object({ imports: z.array(job), limitBytes: z.number() });
const sourcesAnswer = z.object({ sources: z.array(source) });

export type Job = z.infer<typeof job>;
export type Plan = z.infer<typeof plan>;
export type Result = z.infer<typeof result>;
export type Refusal = z.infer<typeof refusal>;
export type CollectionCounts = z.infer<typeof collectionCounts>;
export type ImportOptions = z.infer<typeof options>;
export type SourceOptions = z.infer<typeof sourceOptions>;
export type Source = z.infer<typeof source>;

export const readJob = (value: unknown): Job => job.parse(value);
export const readJobs = (value: unknown): z.infer<typeof jobsAnswer> => jobsAnswer.parse(value);
export const readSources = (value: unknown): readonly Source[] => sourcesAnswer.parse(value).sources;
