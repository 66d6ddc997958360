/** GeoPackage (OGC 12-128), with a spatial index. */
import type { ExportFormat } from './export-format.ts';
import { flatGeobuf } from './flatgeobuf.ts';
import { layerGeometry, layerOptions } from './layer-options.ts';

export const geoPackage: ExportFormat = {
  ...flatGeobuf,
  mediaType: 'application/geopackage+sqlite3',
  extension: 'gpkg',
  repacking: {
    zipped: false,
    options: (about) => {
      const { title } = about.entry.collection;
      return [
        '-f',
        'GPKG',
        ...layerOptions(about),
        '-nlt',
        `${layerGeometry(about) ?? 'GEOMETRY'}${about.hasHeights ? 'Z' : ''}`,
        '-lco',
        `IDENTIFIER=${title.zh} ${title.en}`,
      ];
    },
  },
};
