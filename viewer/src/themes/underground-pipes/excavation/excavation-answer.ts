/** What /api/pipes/excavation answers, checked where it arrives. */
import { z } from 'zod';

const excavation = z.object({
  ring: z.array(z.tuple([z.number(), z.number()])),
  depth_metres: z.number(),
  area_m2: z.number(),
  perimeter_metres: z.number(),
  volume_m3: z.number(),
  pipes: z.array(
    z.object({
      id: z.string(),
      class: z.string(),
      owner: z.nullable(z.string()),
      width_mm: z.nullable(z.number()),
      metres: z.number(),
      cover_metres: z.nullable(z.tuple([z.number(), z.number()])),
      place: z.enum(['exposed', 'below', 'deep', 'unknown']),
    }),
  ),
  owners: z.array(z.object({ owner: z.nullable(z.string()), pipes: z.number(), metres: z.number() })),
  doubts: z.array(
    z.object({ code: z.string(), says: z.string(), count: z.number(), examples: z.array(z.string()) }),
  ),
});

export type ExcavationAnswer = z.infer<typeof excavation>;
export const readExcavation = (value: unknown): ExcavationAnswer => excavation.parse(value);
