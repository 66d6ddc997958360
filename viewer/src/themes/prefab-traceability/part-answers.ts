/** The life of a part and the parts of a batch as the server tells them, checked where they arrive. */
import * as z from 'zod/mini';

z.config({ jitless: true });

const text = z.nullable(z.string());
const life = z.object({
  part: z.object({
    state: z.string(),
    batch: text,
    concrete_grade: text,
    weight_kg: z.nullable(z.number()),
    qr_id: text,
  }),
  states: z.array(
    z.object({
      state: z.string(),
      events: z.array(
        z.object({
          id: z.string(),
          happened_on: z.string(),
          actor: text,
          location: text,
          finding: text,
          document: text,
        }),
      ),
    }),
  ),
});
const batch = z.object({
  count: z.number(),
  states: z.record(z.string(), z.number()),
  buildings: z.array(z.object({ building: text, count: z.number() })),
});

export type PartLifeAnswer = z.infer<typeof life>;
export const readPartLife = (value: unknown): PartLifeAnswer => life.parse(value);
export const readBatch = (value: unknown): z.infer<typeof batch> => batch.parse(value);
