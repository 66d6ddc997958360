/** The life of a bearing as the server tells it, checked where it arrives. */
import * as z from 'zod/mini';

z.config({ jitless: true });

const text = z.nullable(z.string());
const number = z.nullable(z.number());
const life = z.object({
  as_of: z.string(),
  bearing: z.object({
    kind: z.string(),
    horizontal_stiffness_kn_mm: number,
    vertical_stiffness_kn_mm: number,
    yield_force_kn: number,
    displacement_limit_mm: number,
  }),
  status: z.object({
    state: text,
    due: z.nullable(
      z.object({
        next: z.string(),
        kind: z.enum(['routine', 'periodic']),
        year: z.number(),
        state: z.string(),
      }),
    ),
    findings: z.array(
      z.object({
        what: z.enum(['displacement', 'compression']),
        value: z.number(),
        limit: z.number(),
        unit: z.string(),
        clause: z.string(),
        confidence: z.string(),
        severity: z.enum(['violation', 'advisory']),
      }),
    ),
    isOpen: z.boolean(),
  }),
  events: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      happened_on: z.string(),
      actor: text,
      location: text,
      result: z.string(),
      finding: text,
      document: text,
      displacement_mm: number,
      compression_mm: number,
      level_permille: number,
      horizontal_stiffness_kn_mm: number,
      vertical_stiffness_kn_mm: number,
      yield_force_kn: number,
    }),
  ),
});

export type BearingLifeAnswer = z.infer<typeof life>;
export const readBearingLife = (value: unknown): BearingLifeAnswer => life.parse(value);
