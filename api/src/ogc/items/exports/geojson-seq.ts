/** GeoJSON text sequences (RFC 8142): a record separator before each feature, a line feed behind it. */
import type { ExportFormat } from './export-format.ts';

const RECORD_SEPARATOR = '\u001E';

export const geojsonSeq: ExportFormat = {
  mediaType: 'application/geo+json-seq',
  extension: 'geojsons',
  eastFirst: false,
  writer: () => ({
    head: '',
    batch: (features) =>
      features.map((feature) => `${RECORD_SEPARATOR}${JSON.stringify(feature)}\n`).join(''),
  }),
};
