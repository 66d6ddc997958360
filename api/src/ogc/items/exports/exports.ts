import { csv } from './csv.ts';
import type { ExportFormat } from './export-format.ts';
import { flatGeobuf } from './flatgeobuf.ts';
import { geojsonSeq } from './geojson-seq.ts';
import { geoPackage } from './geopackage.ts';
import { geoParquet } from './geoparquet.ts';
import { shapefile } from './shapefile.ts';

/** The file formats of items, by what `f` calls them. */
export const EXPORTS = {
  csv,
  fgb: flatGeobuf,
  geojsonseq: geojsonSeq,
  gpkg: geoPackage,
  parquet: geoParquet,
  shp: shapefile,
} as const satisfies Readonly<Record<string, ExportFormat>>;
