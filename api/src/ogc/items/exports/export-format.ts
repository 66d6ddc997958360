import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Field } from '@twin/gis-data/theme.ts';
import type { ItemFeature } from '../feature-of.ts';
import type { ReferenceSystem } from '../../reference-systems.ts';

/** What a file is written about: its fields are those that the visitor may read. */
export type Exported = {
  readonly entry: CollectionOfTheme;
  readonly fields: readonly (readonly [string, Field])[];
  readonly system: ReferenceSystem;
  /** Kinds of geometry among the features, as PostGIS names them (`POINT`), and whether any has heights. */
  readonly geometries: readonly string[];
  readonly hasHeights: boolean;
};

type Bytes = string | Uint8Array;

/** Writes a file as its items are read, so that a million of them need no more memory than a thousand. */
export type ExportWriter = {
  readonly head: Bytes;
  readonly batch: (features: readonly ItemFeature[]) => Bytes | Promise<Bytes>;
  readonly end?: () => Bytes | Promise<Bytes>;
};

/** A file that has to be whole before its first byte is known: GDAL writes it from what `writer` wrote. */
export type Repacking = {
  /**
   * @returns arguments of `ogr2ogr`
   * @throws Problem `format-unfit` where the format cannot hold such items
   */
  readonly options: (about: Exported) => readonly string[];
  /** Of several files that belong together one archive is made. */
  readonly zipped: boolean;
};

/** A file format of items. */
export type ExportFormat = {
  readonly mediaType: string;
  readonly extension: string;
  /** East before north, whatever the order of the system's axes: so the software that opens such files expects it. */
  readonly eastFirst: boolean;
  readonly writer: (about: Exported) => ExportWriter;
  readonly repacking?: Repacking;
};
