/** What the server answers to this page, checked where it arrives; what is not named here is not used. */
import * as z from 'zod/mini';

// The checks may not be compiled from strings: the content security policy forbids it.
z.config({ jitless: true });

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const amounts = z.record(z.string(), z.number());

const source = z.object({
  title: z.string(),
  licence: z.string(),
  attribution: z.nullish(z.string()),
  simulated: z.boolean(),
  loaded_at: z.string(),
  observed_at: z.nullish(z.string()),
  extent: z.optional(box),
});

const measured = {
  count: z.number(),
  /** Of the field that the collection sums up. */
  km: z.optional(z.number()),
  /** By the code that divides the collection: kilometres where it sums them up, else items. */
  codes: z.optional(amounts),
  /** By that code, then by the finer one. */
  finer: z.optional(z.record(z.string(), amounts)),
};
const matching = z.object({ ...measured, first_word: z.number(), bits: z.string() });
const layer = z.object({
  id: z.string(),
  revision: z.number(),
  ...measured,
  extent: z.optional(box),
  sources: z.array(source),
  ogc: z.string(),
});

const feature = z.object({
  id: z.string(),
  geometry: z.nullable(z.object({ type: z.string(), coordinates: z.unknown() })),
  properties: z.record(z.string(), z.unknown()),
});

const layersAnswer = z.object({ layers: z.array(layer) });
const searchAnswer = z.object({
  results: z.array(
    z.object({
      collection: z.string(),
      id: z.string(),
      title: z.nullish(z.string()),
      longitude: z.number(),
      latitude: z.number(),
    }),
  ),
});
const featureAnswer = z.object({
  feature,
  source: z.optional(source),
  revision: z.number(),
  ogc: z.string(),
});
const itemsAnswer = z.object({
  numberMatched: z.optional(z.number()),
  features: z.array(feature),
  links: z.array(z.object({ href: z.string(), rel: z.string() })),
});
const pointValues = z.object({
  unit: z.optional(z.string()),
  value: z.nullable(z.number()),
  images: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      taken_on: z.nullable(z.string()),
      bands: z.record(z.string(), z.nullable(z.number())),
      value: z.optional(z.nullable(z.number())),
    }),
  ),
});
const revisionEvent = z.object({ collection: z.string(), revision: z.number() });

export type SourceInfo = z.infer<typeof source>;
export type LayerInfo = z.infer<typeof layer>;
export type MatchingInfo = z.infer<typeof matching>;
export type ServedFeature = z.infer<typeof feature>;
export type FeatureAnswer = z.infer<typeof featureAnswer>;
export type SearchResult = z.infer<typeof searchAnswer>['results'][number];
export type PointValues = z.infer<typeof pointValues>;
export type ItemsAnswer = z.infer<typeof itemsAnswer>;

export const readLayers = (value: unknown): readonly LayerInfo[] => layersAnswer.parse(value).layers;
export const readMatching = (value: unknown): MatchingInfo => matching.parse(value);
export const readSearch = (value: unknown): readonly SearchResult[] => searchAnswer.parse(value).results;
export const readFeatureAnswer = (value: unknown): FeatureAnswer => featureAnswer.parse(value);
export const readPointValues = (value: unknown): PointValues => pointValues.parse(value);
export const readItems = (value: unknown): ItemsAnswer => itemsAnswer.parse(value);
export const readRevision = (value: unknown): z.infer<typeof revisionEvent> => revisionEvent.parse(value);
