/** What a theme's `demo.ts` gives: rows by table, keyed by column name, and features of generic collections. */
import type { Geometry } from 'geojson';
import type { Random } from './random.ts';

/** Geometry in EPSG:4490, longitude before latitude, z in metres of the 1985 national height datum. */
export type Row = { readonly id: string; readonly geom: Geometry } & { readonly [column: string]: unknown };
export type FeatureRow = { readonly id: string; readonly geom: Geometry; readonly properties: Readonly<Record<string, unknown>> };
export type DemoPart = {
  readonly tables?: Readonly<Record<string, readonly Row[]>>;
  readonly features?: Readonly<Record<string, readonly FeatureRow[]>>;
};
export type DemoContext = {
  readonly random: (name: string) => Random;
  /** Rows that themes before this one have made, by table. */
  readonly made: (table: string) => readonly Row[];
};
export type Demo = (context: DemoContext) => DemoPart;
