/** What the server answers about models, checked where it arrives; what is not named here is not used. */
import * as z from 'zod/mini';

z.config({ jitless: true });

const listed = z.object({ words: z.array(z.string()), of: z.array(z.number()) });
const vec3 = z.tuple([z.number(), z.number(), z.number()]);
const text = z.nullable(z.string());

const elementsAnswer = z.object({
  model: z.object({
    id: z.string(),
    title: z.string(),
    building: text,
    schema_name: z.string(),
    element_count: z.number(),
    simulated: z.boolean(),
  }),
  count: z.number(),
  id: z.array(z.string()),
  guid: z.array(z.string()),
  name: z.array(text),
  tag: z.array(text),
  class: listed,
  part: listed,
  type: listed,
  storey: listed,
  materials: listed,
  record_collection: listed,
  record_id: z.array(text),
  shape: z.array(z.nullable(z.number())),
  foot: z.array(vec3),
  size: z.array(vec3),
});
const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const elementAnswer = z.object({
  element: z.object({ longitude: z.number(), latitude: z.number(), elevation_metres: z.number() }),
  sets: z.optional(z.record(z.string(), z.record(z.string(), z.union([plain, z.array(z.unknown())])))),
  sets_need: z.optional(z.string()),
});
const foundAnswer = z.object({
  elements: z.array(
    z.object({
      id: z.string(),
      property: z.nullable(z.object({ set: z.string(), name: z.string(), value: z.unknown() })),
    }),
  ),
  is_truncated: z.boolean(),
});
const bearingsAnswer = z.object({
  as_of: text,
  counts: z.record(z.string(), z.number()),
  bearings: z.array(z.object({ id: z.string(), status: z.object({ state: text }) })),
});
const partsAnswer = z.object({
  states: z.array(z.string()),
  counts: z.record(z.string(), z.number()),
  parts: z.array(z.object({ id: z.string(), state: z.string(), days: z.array(text) })),
});

export type ElementsAnswer = z.infer<typeof elementsAnswer>;
export type ElementAnswer = z.infer<typeof elementAnswer>;
export type FoundAnswer = z.infer<typeof foundAnswer>;
export type BearingsAnswer = z.infer<typeof bearingsAnswer>;
export type PartsAnswer = z.infer<typeof partsAnswer>;

export const readElements = (value: unknown): ElementsAnswer => elementsAnswer.parse(value);
export const readElement = (value: unknown): ElementAnswer => elementAnswer.parse(value);
export const readFound = (value: unknown): FoundAnswer => foundAnswer.parse(value);
export const readBearings = (value: unknown): BearingsAnswer => bearingsAnswer.parse(value);
export const readParts = (value: unknown): PartsAnswer => partsAnswer.parse(value);
