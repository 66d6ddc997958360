/**
 * Shapefile, as an archive of the files that make one up. It cuts the names of fields to ten characters and texts to 254
 * bytes: f=gpkg keeps both.
 */
import { Problem } from '../../../problems.ts';
import type { ExportFormat } from './export-format.ts';
import { flatGeobuf } from './flatgeobuf.ts';
import { layerGeometry, layerOptions } from './layer-options.ts';

const KINDS = /^(?:MULTI)?(?:POINT|LINESTRING|POLYGON)$/;

export const shapefile: ExportFormat = {
  ...flatGeobuf,
  mediaType: 'application/zip',
  extension: 'shp.zip',
  repacking: {
    zipped: true,
    options: (about) => {
      const kind = layerGeometry(about);
      if (kind === undefined || !KINDS.test(kind))
        throw new Problem(
          'format-unfit',
          `A Shapefile holds one kind of geometry, and this selection has ${about.geometries.join(', ')}; ask for f=gpkg.`,
        );
      return [
        '-f',
        'ESRI Shapefile',
        ...layerOptions(about),
        '-nlt',
        `${kind}${about.hasHeights ? 'Z' : ''}`,
        '-lco',
        'ENCODING=UTF-8',
      ];
    },
  },
};
