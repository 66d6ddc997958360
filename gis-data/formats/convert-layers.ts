/**
 * Turns the layers of a file that is not text into text, by GDAL: GeoJSON in the file's own coordinates, or CSV where it
 * is a table. GDAL's own faults can end the process: it runs in one of its own.
 */
import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { Gdal, GdalDataset } from 'gdal3.js/node.js';
import type { OpenedImage } from '../raster/open-image.ts';
import { StoreError } from '../store/store-error.ts';
import type { Container } from './containers.ts';
import { isRecord } from './is-record.ts';
import { startGdal } from './start-gdal.ts';

export type Layer = {
  readonly name: string;
  /** Undefined where the file does not say it without being read. */
  readonly features: number | undefined;
  readonly geometry: string;
  /** `EPSG:4546`, or the definition as well-known text. */
  readonly crs?: string;
};

export type ConvertedLayer = Layer & {
  /** The file has no other layer with features. */
  readonly only: boolean;
  readonly path: string;
  readonly format: 'geojson' | 'csv' | 'raster-scene';
  readonly notes: readonly string[];
  /** Of an image: what is kept of it beside its footprint. */
  readonly image?: OpenedImage;
};

/** Layers that are wanted; undefined: the only one of the file. */
export type LayerWish = 'all' | readonly string[] | undefined;

/** Complaints of GDAL after which it goes on without what it could not read. */
const LOST = /^ERROR.*(?:fread|read error|truncat|corrupt|unexpected end|malformed|cannot read)/i;
/** What a complaint says of the inside of GDAL and of this process, not of the file. */
const INSIDE = /^(?:ERROR|Warning) \d+: |(?:In file )?\/\S+\.cpp,(?: at line)? \d+[:,]?\s*|\/input\//g;
/** What follows from a complaint, and says nothing of its own. */
const EMPTY_WORDS = /^(?:Pointer 'hDS'|Terminating translation|translation of layer)/;
const LAYERS_SHOWN = 30;
const WARNINGS_KEPT = 5;
/** Of a table of a Shapefile, to see its encoding. */
const DBF_SAMPLE_BYTES = 1024 * 1024;
const DBF_LANGUAGE_BYTE = 29;
/** Language drivers that say nothing: none, and the ANSI of whatever machine wrote it. */
const DBF_LANGUAGE_UNKNOWN: ReadonlySet<number> = new Set([0x00, 0x57]);

/**
 * @param file a copy, alone with what belongs to it: drivers may write beside it
 * @param folder receives the text
 * @throws StoreError `file-broken`, `layers-many`, `layer-unknown`, `no-features`
 */
export async function convertLayers(
  file: string,
  container: Container,
  wish: LayerWish,
  folder: string,
): Promise<ConvertedLayer[]> {
  const complaints: string[] = [];
  const gdal = await startGdal(folder, indexSetting(file, container), (message) => complaints.push(message));
  const options = [...(container.openOptions ?? []), ...encodingOf(file, container)];
  const open = async (): Promise<GdalDataset> => {
    try {
      const [dataset] = (await gdal.open(file, options)).datasets;
      if (dataset) return dataset;
    } catch (error) {
      complaints.push(messageOf(error));
    }
    throw broken(container, complaints);
  };
  const first = await open();
  const full = (await layersOf(gdal, first)).filter(({ features }) => features !== 0);
  const layers = chosen(full, wish);
  await gdal.close(first);
  const converted: ConvertedLayer[] = [];
  for (const [index, layer] of layers.entries()) {
    // A file that is read in one sweep (OSM) gives one layer of it each time.
    const dataset = await open();
    const heard = complaints.length;
    try {
      const { real: path } = await gdal.ogr2ogr(
        dataset,
        [...outputOf(container), layer.name],
        `layer-${index}`,
      );
      const loss = complaints.slice(heard).find((message) => LOST.test(message));
      if (loss !== undefined) throw broken(container, [loss]);
      converted.push({
        ...layer,
        only: full.length === 1,
        path,
        format: container.table ? 'csv' : 'geojson',
        notes: [
          ...(container.note === undefined ? [] : [container.note]),
          ...new Set(complaints.slice(heard, heard + WARNINGS_KEPT)),
        ],
      });
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw broken(container, [...complaints, messageOf(error)]);
    }
    await gdal.close(dataset);
  }
  return converted;
}

function outputOf({ table, keepsIds }: Container): string[] {
  if (table) return ['-f', 'CSV'];
  const ids = keepsIds ? ['-preserve_fid'] : [];
  return ['-f', 'GeoJSON', '-lco', 'RFC7946=NO', '-lco', 'COORDINATE_PRECISION=10', ...ids];
}

async function layersOf(gdal: Gdal, dataset: GdalDataset): Promise<Layer[]> {
  const info = await gdal.ogrinfo(dataset);
  const layers: unknown = isRecord(info) ? info['layers'] : undefined;
  if (!Array.isArray(layers)) return [];
  return layers.filter(isRecord).map((layer): Layer => {
    const { name, featureCount, geometryFields } = layer;
    const [field]: unknown[] = Array.isArray(geometryFields) ? geometryFields : [];
    const crs = isRecord(field) ? crsOf(field['coordinateSystem']) : undefined;
    return {
      name: String(name),
      features: typeof featureCount === 'number' && featureCount >= 0 ? featureCount : undefined,
      geometry: isRecord(field) ? String(field['type']) : 'no geometry',
      ...(crs !== undefined && { crs }),
    };
  });
}

/** `EPSG:4546`, or the definition as well-known text. */
export function crsOf(system: unknown): string | undefined {
  if (!isRecord(system)) return undefined;
  const { wkt, projjson } = system;
  const id = isRecord(projjson) ? projjson['id'] : undefined;
  if (isRecord(id) && id['authority'] === 'EPSG') return `EPSG:${String(id['code'])}`;
  return typeof wkt === 'string' ? wkt : undefined;
}

function chosen(full: readonly Layer[], wish: LayerWish): readonly Layer[] {
  if (full.length === 0)
    throw new StoreError('no-features', 'The file holds no features.', 'Check that it is the right one.');
  if (wish === 'all' || (wish === undefined && full.length === 1)) return full;
  const list = full
    .slice(0, LAYERS_SHOWN)
    .map(
      ({ name, features, geometry }) =>
        `${name} (${features === undefined ? '' : `${features} `}${geometry})`,
    )
    .join(', ');
  if (wish === undefined)
    throw new StoreError(
      'layers-many',
      `The file has ${full.length} layers: ${list}.`,
      'Name those that are wanted by --layer NAME or --layer NAME=COLLECTION, or give --layer all.',
    );
  const named = full.filter(({ name }) => wish.includes(name));
  if (named.length === 0)
    throw new StoreError(
      'layer-unknown',
      `The file has no layer ${wish.join(', ')} with features.`,
      `It has ${list}.`,
    );
  return named;
}

function broken({ title, driver }: Container, complaints: readonly string[]): StoreError {
  const why = complaints
    .map((complaint) => complaint.replaceAll(INSIDE, '').trim())
    .findLast((complaint) => complaint !== '' && !EMPTY_WORDS.test(complaint));
  const dwg = driver === 'CAD';
  return new StoreError(
    'file-broken',
    `The file looks like ${title}, but it cannot be read${why === undefined ? '' : `: ${why.replace(/[.\s]+$/, '')}`}.`,
    dwg
      ? 'Only DWG of AutoCAD 2000 is read: save it as DXF.'
      : 'Copy or download it again, with the files that belong to it; or export it as GeoPackage.',
  );
}

/** Gdal rejects with lists of plain objects. */
function messageOf(error: unknown): string {
  const [first]: unknown[] = Array.isArray(error) ? error : [error];
  if (first instanceof Error) return first.message;
  return isRecord(first) && typeof first['message'] === 'string' ? first['message'] : '';
}

/** A Shapefile's table without a word about its encoding: UTF-8 where its bytes are, else China's. */
function encodingOf(file: string, { driver }: Container): string[] {
  if (driver !== 'ESRI Shapefile') return [];
  const table = siblingOf(file, 'dbf');
  if (table === undefined || siblingOf(file, 'cpg') !== undefined) return [];
  const handle = openSync(table, 'r');
  try {
    const bytes = Buffer.alloc(DBF_SAMPLE_BYTES);
    const sample = bytes.subarray(0, readSync(handle, bytes));
    const header = sample.readUInt16LE(8);
    if (!DBF_LANGUAGE_UNKNOWN.has(sample[DBF_LANGUAGE_BYTE] ?? 0)) return [];
    // The last character of the sample may be cut.
    const text = sample.subarray(
      32,
      sample.length === DBF_SAMPLE_BYTES ? sample.lastIndexOf(0x20) : undefined,
    );
    return [`ENCODING=${header > 0 && isUtf8(text) ? 'UTF-8' : 'GB18030'}`];
  } finally {
    closeSync(handle);
  }
}

/** The index of a Shapefile can be made of the file itself; one that is there would be written over. */
function indexSetting(file: string, { driver }: Container): { readonly [name: string]: string } {
  const missing = driver === 'ESRI Shapefile' && siblingOf(file, 'shx') === undefined;
  return missing ? { SHAPE_RESTORE_SHX: 'YES' } : {};
}

function siblingOf(file: string, ending: string): string | undefined {
  const { dir, name } = parse(file);
  const wanted = `${name}.${ending}`.toLowerCase();
  const found = readdirSync(dir).find((other) => other.toLowerCase() === wanted);
  return found === undefined ? undefined : join(dir, found);
}
