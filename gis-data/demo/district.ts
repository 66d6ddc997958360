/** What a theme's `demo.ts` gives: rows by table, keyed by column name, and features of generic collections. */
import type { Geometry } from 'geojson';
import type { Words } from '../theme.ts';
import type { Random } from './random.ts';

/** Geometry in EPSG:4490, longitude before latitude, z in metres of the 1985 national height datum. */
export type Row = { readonly id: string; readonly geom: Geometry } & { readonly [column: string]: unknown };
export type FeatureRow = {
  readonly id: string;
  readonly geom: Geometry;
  readonly properties: Readonly<Record<string, unknown>>;
};
/** Readings of one property of one feature, one an hour. */
export type Series = {
  readonly collection: string;
  readonly featureId: string;
  readonly property: string;
  readonly title: Words;
  readonly unit: string;
  /** What a day's or a month's value is. */
  readonly aggregate: 'sum' | 'mean';
  /** First day, in Asia/Shanghai. */
  readonly firstDay: string;
  /** From that day's midnight on, whole days; NaN where nothing was read. */
  readonly hours: Float32Array;
};
/** What was measured in one go: see `bearing_curve`. */
export type Curve = ({ readonly motionRecord: string } | { readonly bearingEvent: string }) & {
  readonly x: readonly number[];
  readonly y: readonly number[];
};
export type DemoPart = {
  readonly tables?: Readonly<Record<string, readonly Row[]>>;
  readonly features?: Readonly<Record<string, readonly FeatureRow[]>>;
  readonly series?: readonly Series[];
  readonly curves?: readonly Curve[];
};
export type DemoContext = {
  readonly random: (name: string) => Random;
  /** Rows that themes before this one have made, by table. */
  readonly made: (table: string) => readonly Row[];
};
export type Demo = (context: DemoContext) => DemoPart;
