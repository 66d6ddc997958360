/** The file formats that the import reads, and how a file is recognised: by its bytes, never by its name. */
import { StoreError } from '../store/store-error.ts';
import { csv } from './csv.ts';
import { epanet } from './epanet.ts';
import type { Format } from './format.ts';
import { geojson } from './geojson.ts';
import { guessEncoding } from './open-text.ts';

/** Asked in this order: the most telling first. */
export const formats: readonly Format[] = [geojson, epanet, csv];

/** What is met and not read yet, by its first bytes. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['PK\u{3}\u{4}', 'a ZIP archive (Shapefile, XLSX, KMZ …)'],
  ['SQLite format 3\0', 'an SQLite database (GeoPackage, MBTiles …)'],
  ['%PDF', 'a PDF'],
  ['II*\0', 'a TIFF'],
  ['MM\0*', 'a TIFF'],
  ['ISO-10303-21', 'an IFC model'],
  ['fgb\u{3}', 'FlatGeobuf'],
  ['PAR1', 'Parquet'],
  ['\0\0\u{27}\n', 'a Shapefile'],
  ['7z\u{bc}\u{af}', 'a 7z archive'],
  ['AC10', 'a DWG drawing'],
];
/** The same by what is written at their beginning; a mark of UTF-8 may stand before it. */
const OPENINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ï»¿)?\s*</, 'XML (KML, GML, CityGML …)'],
  [/^\s*0\r?\nSECTION/, 'a DXF drawing'],
  [/^.{4}\n.OSMHeader/s, 'OpenStreetMap PBF'],
];

export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}

/**
 * @param head the first bytes of the file, unpacked
 * @throws StoreError `file-empty`, `format-not-read`, `format-unknown`
 */
export function recogniseFormat(head: Buffer): Format {
  if (head.length === 0)
    throw new StoreError('file-empty', 'The file is empty.', 'Copy or download it again.');
  const bytes = head.toString('latin1');
  const foreign =
    SIGNATURES.find(([signature]) => bytes.startsWith(signature))?.[1] ??
    OPENINGS.find(([opening]) => opening.test(bytes))?.[1];
  if (foreign) {
    throw new StoreError(
      'format-not-read',
      `The file is ${foreign}, which the import does not read yet.`,
      `It reads ${titles()}; convert it, for example with ogr2ogr.`,
    );
  }
  const text = new TextDecoder(guessEncoding(head)).decode(head);
  const found = formats.find((format) => format.recognises(text));
  if (found) return found;
  throw new StoreError(
    'format-unknown',
    'The file is of no format that the import knows.',
    `It reads ${titles()}.`,
  );
}

function titles(): string {
  return formats.map((format) => format.title).join(', ');
}
