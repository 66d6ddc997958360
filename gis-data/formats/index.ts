/** The file formats that the import reads, and how a file is recognised: by its bytes, never by its name. */
import { StoreError } from '../store/store-error.ts';
import { cityGml } from './city-gml.ts';
import { cityJson } from './city-json.ts';
import { CONTAINERS, containerOf, type ContainerId } from './containers.ts';
import { csv } from './csv.ts';
import { epanet } from './epanet.ts';
import type { Format } from './format.ts';
import { geojson } from './geojson.ts';
import { kml } from './kml.ts';
import { guessEncoding } from './open-text.ts';
import { rasterScene } from './raster-scene.ts';
import { swmm } from './swmm.ts';

/** Asked in this order: the most telling first. */
export const formats: readonly Format[] = [rasterScene, cityJson, cityGml, kml, geojson, swmm, epanet, csv];

/** What is met and not read, by its first bytes, and what to do about it. */
const REFUSED: readonly (readonly [RegExp, string, string])[] = [
  [/^%PDF/, 'a PDF', 'Import the data that it was made from.'],
  [/^\x89PNG|^\xff\xd8\xff|^GIF8/, 'a picture', 'Import the data that it was made from.'],
  [/^ISO-10303-21/, 'an IFC model', 'Models of buildings come in by their own way.'],
  [/^7z\xbc\xaf|^Rar!/, 'a 7z or RAR archive', 'Unpack it, and import the folder.'],
  [/^\xd0\xcf.\xe0/, 'an old Office document (XLS)', 'Save it as XLSX or CSV.'],
  [
    /^(?:ï»¿)?\s*<(?![\s\S]*<(?:\w+:)?(?:CityModel|kml)[\s>])/,
    'XML of a kind',
    'KML, GML, GPX and CityGML are read.',
  ],
];

export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}

export type Recognised = { readonly format: Format } | { readonly container: ContainerId };

/**
 * @param head the first bytes of the file, unpacked
 * @throws StoreError `file-empty`, `format-not-read`, `format-unknown`
 */
export function recogniseFormat(head: Buffer): Recognised {
  if (head.length === 0)
    throw new StoreError('file-empty', 'The file is empty.', 'Copy or download it again.');
  const container = containerOf(head);
  if (container) return { container };
  const refused = REFUSED.find(([pattern]) => pattern.test(head.toString('latin1')));
  if (refused) {
    const [, what, wayOut] = refused;
    throw new StoreError('format-not-read', `The file is ${what}, which the import does not read.`, wayOut);
  }
  const text = new TextDecoder(guessEncoding(head)).decode(head);
  const found = formats.find((format) => format.recognises(text));
  if (found) return { format: found };
  throw new StoreError(
    'format-unknown',
    'The file is of no format that the import knows.',
    `It reads ${titles()}.`,
  );
}

function titles(): string {
  return [...new Set([...formats, ...Object.values(CONTAINERS)].map(({ title }) => title))].join(', ');
}
