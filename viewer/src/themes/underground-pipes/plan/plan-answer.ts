/** What /api/pipes/plan answers, as far as the tool reads it, checked where it arrives. */
import { z } from 'zod';
import { doubts, finding } from '../answers.ts';

const earthworks = z.object({
  excavation_m3: z.number(),
  surface_m2: z.number(),
  bedding_m3: z.nullable(z.number()),
  displaced_m3: z.number(),
  backfill_m3: z.nullable(z.number()),
});
const plan = z.object({
  pipes: z.array(
    z.object({
      id: z.string(),
      length_metres: z.number(),
      cover_metres: z.tuple([z.number(), z.number()]),
      step_metres: z.number(),
      step_clause: z.string().optional(),
      points: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['manhole', 'elbow', 'straight']),
          place: z.tuple([z.number(), z.number(), z.number()]),
        }),
      ),
    }),
  ),
  violations: z.number(),
  advisories: z.number(),
  findings: z.array(finding),
  owners: z.array(z.object({ owner: z.nullable(z.string()), pipes: z.number() })),
  bill: z.array(
    z.object({
      item: z.string(),
      specification: z.string(),
      unit: z.string(),
      quantity: z.nullable(z.number()),
    }),
  ),
  totals: z.object({
    ...earthworks.shape,
    laid_metres: z.number(),
    manholes: z.number(),
    bends: z.number(),
  }),
  doubts,
});

export type PlanAnswer = z.infer<typeof plan>;
export const readPlan = (value: unknown): PlanAnswer => plan.parse(value);
