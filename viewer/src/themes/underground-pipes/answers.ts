/** What /api/pipes answers, as far as the tools read it. */
import { z } from 'zod';

const place = z.object({
  id: z.string(),
  longitude: z.number(),
  latitude: z.number(),
  state: z.string().optional(),
});
const position = z
  .array(z.number().nullable())
  .transform(([longitude, latitude, elevation]) =>
    elevation === undefined || elevation === null
      ? ([longitude ?? 0, latitude ?? 0] as const)
      : ([longitude ?? 0, latitude ?? 0, elevation] as const),
  );
const shapes = z.object({
  count: z.number(),
  metres: z.number(),
  pipes: z.array(z.object({ id: z.string(), coordinates: z.array(position) })),
});
const customers = z.object({
  count: z.number(),
  buildings: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      use: z.string(),
      longitude: z.number(),
      latitude: z.number(),
    }),
  ),
});
export const doubts = z.array(z.object({ code: z.string(), says: z.string(), count: z.number() }));

const trace = z.object({ ...shapes.shape, ends: z.array(place), customers, doubts });
const burst = z.object({
  can_be_isolated: z.boolean(),
  valves: z.object({
    close: z.array(place),
    may_close: z.array(place),
    already_shut: z.array(place),
    faulty: z.array(place),
  }),
  segment: shapes,
  cut_off: shapes,
  customers,
  hydrants: z.array(place),
  doubts,
});
export const finding = z.object({
  rule: z.enum(['collision', 'horizontal', 'vertical', 'cover', 'slope', 'diameter', 'manhole-spacing']),
  severity: z.enum(['violation', 'advisory']),
  pipe: z.string(),
  other: z.string().optional(),
  measured: z.number(),
  limit: z
    .object({ value: z.number(), unit: z.string(), clause: z.string(), confidence: z.string() })
    .optional(),
  from: position,
  to: position,
});
const check = z.union([
  z.object({ status: z.literal('running'), pipes: z.number(), checked: z.number() }),
  z.object({
    status: z.literal('done').default('done'),
    pipes: z.number(),
    violations: z.number(),
    advisories: z.number(),
    findings: z.array(finding),
    doubts,
  }),
]);

const statisticsRows = z.array(
  z.object({
    key: z.string().nullable(),
    name: z.object({ zh: z.string(), en: z.string() }).optional(),
    count: z.number(),
    km: z.number(),
  }),
);
const statistics = z.object({
  groups: z.object({
    class: statisticsRows,
    material: statisticsRows,
    diameter: statisticsRows,
    laid: statisticsRows,
    owner: statisticsRows,
    district: statisticsRows,
  }),
});

export type PipeStatistics = z.infer<typeof statistics>;
export type PipeTrace = z.infer<typeof trace>;
export type PipeBurst = z.infer<typeof burst>;
export type PipeCheckAnswer = z.infer<typeof check>;
export type PipeFindingAnswer = z.infer<typeof finding>;
export type PipeDoubts = z.infer<typeof doubts>;
export type PipePlace = z.infer<typeof place>;

export const readTrace = (value: unknown): PipeTrace => trace.parse(value);
export const readBurst = (value: unknown): PipeBurst => burst.parse(value);
export const readCheck = (value: unknown): PipeCheckAnswer => check.parse(value);
export const readStatistics = (value: unknown): PipeStatistics => statistics.parse(value);
