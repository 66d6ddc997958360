/** Everything that was decided before a file is converted: plain data, so that it can go to the process that converts. */
import type { Crs } from '../coordinates/crs.ts';
import type { GeometryKind } from '../theme.ts';
import type { Mapping } from './propose-mapping.ts';

/** How a feature gets the id that is the same at the next import. */
export type KeyRule =
  | { readonly by: 'own-id' }
  | { readonly by: 'column'; readonly column: string }
  /** What the feature says, as a hash: an edited feature is another one then. */
  | { readonly by: 'content' };

export type Column = {
  readonly name: string;
  /** SQL type, `int2`, `float4`, `text` … */
  readonly type: string;
  /** SQL of the table's default, for a column that may not be null. */
  readonly notNullDefault?: string;
};

export type Route = {
  readonly collection: string;
  /** Generic features keep their fields in JSON, apart by grade. */
  readonly generic: boolean;
  readonly geometry: { readonly kind: GeometryKind; readonly multi: boolean; readonly z: boolean };
  readonly mappings: readonly Mapping[];
  readonly constants: { readonly [field: string]: string };
  /** Columns of fields that the file or the person gives: an update writes them. */
  readonly given: readonly Column[];
  /** Columns that only a new row gets, from the theme's defaults. */
  readonly assumed: readonly Column[];
};

export type ConversionPlan = {
  readonly crs: Crs;
  readonly key: KeyRule;
  /** Before every id, so that two sources cannot have the same. */
  readonly prefix: string;
  readonly routes: readonly Route[];
};
