/** What a person wishes of an import, as JSON: the same as by the command line, and for single files and layers apart. */
import { z } from 'zod';
import type { SourceWish } from '@twin/gis-data/import/import-files.ts';
import type { ImportWish } from '../run-import.ts';

const name = z.string().trim().min(1).max(200);
const degrees = (most: number) => z.number().min(-most).max(most);

const place = z.strictObject({
  longitude: degrees(180),
  latitude: degrees(85),
  heightMetres: z.number().min(-12_000).max(12_000).default(0),
  headingDegrees: degrees(360).default(0),
});

const sourceOptions = z.strictObject({
  theme: name.optional().describe('Theme of the city: street-lighting, underground-pipes …'),
  collection: name.optional().describe('Collection of the theme, where its geometry does not tell'),
  key: name.optional().describe('Column by which a feature is known again'),
  crs: z.string().trim().min(1).max(4000).optional().describe('EPSG:4546, GCJ-02, BD-09 …'),
  axes: z.enum(['xy', 'yx']).optional().describe('yx: the file gives northing or latitude first'),
  at: place
    .optional()
    .describe('Place of a local plan: the centre of its extent; of a building model: its origin'),
  map: z
    .array(z.strictObject({ from: name, field: name, unit: name.optional() }))
    .max(1000)
    .optional()
    .describe('Columns that are fields of the collection'),
  leave: z.array(name).max(1000).optional().describe('Columns that are no field, whatever their name'),
  set: z.record(name, z.string().max(1000)).optional().describe('The same value for all features, by field'),
});

export const importOptions = z.strictObject({
  ...sourceOptions.shape,
  each: z
    .record(name, sourceOptions.extend({ skip: z.boolean().optional().describe('It is not wanted') }))
    .optional()
    .describe('What is wished for single files and layers instead, by the source that the plan names'),
  columns: z
    .strictObject({ x: name.optional(), y: name.optional() })
    .optional()
    .describe('Columns of the coordinates where their names do not tell'),
  source: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,79}$/u, 'is no name: letters, digits, points, - and _ are')
    .optional()
    .describe('Joins several files to one network, whose features refer to each other'),
  name: name.optional().describe('Of a building model; one that is there under it gets a new version'),
  licence: name.optional(),
  attribution: name.optional(),
  observedAt: z.iso.date().optional().describe('Day of the data itself'),
});

export type ImportOptions = z.infer<typeof importOptions>;
type SourceOptions = z.infer<typeof sourceOptions>;

/** @param run who imports, what ends it, and whether what retires most of a source is meant */
export function wishOf(
  options: ImportOptions,
  files: readonly string[],
  run: { readonly by: number; readonly signal: AbortSignal; readonly sure: boolean },
): ImportWish {
  return {
    name: options.name,
    request: {
      files,
      layers: 'all',
      ...sourceWish(options),
      each: new Map(Object.entries(options.each ?? {}).map(([key, wish]) => [key, sourceWish(wish)])),
      columns: { xColumn: options.columns?.x, yColumn: options.columns?.y },
      source: options.source,
      licence: options.licence,
      attribution: options.attribution,
      observedAt: options.observedAt,
      dryRun: false,
      ...run,
    },
  };
}

/** The sources that are not wanted. */
export function skippedOf({ each = {} }: ImportOptions): ReadonlySet<string> {
  return new Set(Object.entries(each).flatMap(([key, { skip }]) => (skip ? [key] : [])));
}

/** What is wished for one source: that of the whole import, but for what was said of the source itself. */
export function sourceWish({
  theme,
  collection,
  key,
  crs,
  axes,
  at,
  map = [],
  leave = [],
  set = {},
}: SourceOptions): SourceWish {
  return {
    target: { theme, collection, key },
    crs: { crs, axes, at },
    wishes: {
      map: map.map(({ from, field, unit }) => ({ from, field, ...(unit !== undefined && { unit }) })),
      leave: new Set(leave),
      set: new Map(Object.entries(set)),
    },
  };
}
