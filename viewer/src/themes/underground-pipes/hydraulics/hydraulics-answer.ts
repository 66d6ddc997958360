/** What /api/pipes/hydraulics answers, as far as the tool reads it. */
import { z } from 'zod';

const values = z.array(z.number());
const answer = z.object({
  network: z.object({ kind: z.enum(['epanet', 'survey']), title: z.string() }),
  starts_at_seconds: z.number(),
  times_seconds: values,
  points: z.array(
    z.object({
      id: z.string().nullable(),
      name: z.string(),
      kind: z.enum(['junction', 'reservoir', 'tank']),
      pressure_metres: values,
      demand_litres_per_second: z.number().optional(),
      can_be_shut: z.boolean().optional(),
      coordinates: values.nullable().optional(),
    }),
  ),
  links: z.array(
    z.object({
      id: z.string().nullable(),
      kind: z.enum(['pipe', 'pump', 'valve']),
      from: z.string(),
      to: z.string(),
      flow_litres_per_second: values,
      velocity_metres_per_second: values,
      coordinates: z.array(values).nullable().optional(),
    }),
  ),
  warnings: z.array(z.string()),
  doubts: z.array(z.object({ code: z.string(), says: z.string(), count: z.number() })),
});

export type Hydraulics = z.infer<typeof answer>;

export function readHydraulics(value: unknown): Hydraulics {
  return answer.parse(value);
}
