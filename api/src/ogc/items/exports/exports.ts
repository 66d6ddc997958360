import { csv } from './csv.ts';
import type { ExportFormat } from './export-format.ts';
import { flatGeobuf } from './flatgeobuf.ts';
import { geojsonSeq } from './geojson-seq.ts';

/** The file formats of items, by what `f` calls them. */
export const EXPORTS = { csv, fgb: flatGeobuf, geojsonseq: geojsonSeq } as const satisfies Readonly<
  Record<string, ExportFormat>
>;
