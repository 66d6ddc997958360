/** What /api/pipes/section and /api/pipes/profile answer, as far as the tools read it. */
import { z } from 'zod';

const point = z.tuple([z.number(), z.number()]);
const its = { layer: z.string(), pipe: z.string().optional() };
const item = z.discriminatedUnion('kind', [
  z.object({
    ...its,
    kind: z.literal('line'),
    points: z.array(point),
    isDashed: z.boolean().optional(),
    widthMm: z.number().optional(),
  }),
  z.object({ ...its, kind: z.literal('area'), corners: z.array(point) }),
  z.object({ ...its, kind: z.literal('ellipse'), at: point, radii: point }),
  z.object({ ...its, kind: z.literal('rectangle'), at: point, size: point }),
  z.object({
    ...its,
    kind: z.literal('text'),
    at: point,
    text: z.string(),
    heightMm: z.number(),
    align: z.enum(['start', 'middle', 'end']),
    isUpright: z.boolean().optional(),
  }),
]);
const drawing = z.object({
  title: z.string(),
  widthMm: z.number(),
  heightMm: z.number(),
  items: z.array(item),
});
const doubts = z.array(z.object({ code: z.string(), says: z.string(), count: z.number() }));
const section = z.object({
  section: z.object({
    lengthMetres: z.number(),
    pipes: z.array(z.object({ id: z.string() })),
    doubts,
  }),
  drawing,
});
const position = z.tuple([z.number(), z.number()]).rest(z.number());
const profile = z.object({
  profile: z.object({
    lengthMetres: z.number(),
    stations: z.array(z.object({ at: position })),
    pipes: z.array(z.object({ id: z.string(), levels: z.array(z.object({ at: position })) })),
    crossings: z.array(z.object({ id: z.string() })),
    doubts,
  }),
  drawing,
});

export type SectionAnswer = z.infer<typeof section>;
export type ProfileAnswer = z.infer<typeof profile>;
export type SectionDrawingData = z.infer<typeof drawing>;
export type SectionItem = z.infer<typeof item>;

export const readSection = (value: unknown): SectionAnswer => section.parse(value);
export const readProfile = (value: unknown): ProfileAnswer => profile.parse(value);
