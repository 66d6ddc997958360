/**
 * From what a person names to what can be imported one by one: folders are walked, archives unpacked, files of layers
 * taken apart; files that belong together (a Shapefile's) are one.
 */
import { existsSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { CONTAINERS, type Container, type ContainerId } from '../formats/containers.ts';
import type { ConvertedLayer } from '../formats/convert-layers.ts';
import { formatById } from '../formats/index.ts';
import type { OpenedImage } from '../raster/open-image.ts';
import { StoreError } from '../store/store-error.ts';
import type { Failure, ImportRequest } from './import-files.ts';
import { openInChild } from './open-in-child.ts';
import { surveyFile } from './read-in-child.ts';
import type { Survey } from './survey.ts';

export type Source = {
  /** As the person knows it: `city.zip › roads.shp › main`. */
  readonly label: string;
  /** Stable, of letters, digits and `_.-/`: what the source is called in the city. */
  readonly key: string;
  /** Text that a reader takes. */
  readonly path: string;
  readonly format: string;
  readonly survey: Survey;
  /** Of a layer for which one was named. */
  readonly collection?: string | undefined;
  /** Of an image: what is kept of it beside its footprint. */
  readonly image?: OpenedImage | undefined;
  readonly startedAt: Date;
};

type Input = {
  readonly path: string;
  readonly label: string;
  readonly key: string;
  /** It was not named itself, but came with a folder or an archive. */
  readonly inside: boolean;
  readonly inArchive: boolean;
};
type Progress = (stage: string, done: number, all: number) => void;

/** Files by the ending of the main one, to find what belongs to it. Their kind is told by the bytes all the same. */
const MAIN_FILES: { readonly [ending: string]: Container } = {
  '.shp': CONTAINERS.shapefile,
  '.gpkg': CONTAINERS.geopackage,
  '.gml': CONTAINERS.gml,
  '.tab': CONTAINERS.mapinfo,
  '.mif': CONTAINERS.mapinfo,
  '.tif': CONTAINERS.geotiff,
  '.tiff': CONTAINERS.geotiff,
};
const GEODATABASE = /\.gdb$/i;
/** A member that is of no format is a readme, a picture or a project file. */
const NO_DATA: ReadonlySet<string> = new Set(['format-unknown', 'format-not-read', 'file-empty']);

export async function* openInputs(
  request: ImportRequest,
  folder: string,
  progress: Progress,
): AsyncGenerator<Source | Failure> {
  const named = request.files.map((path): Input => ({
    path,
    label: basename(path),
    key: keyOf(basename(path)),
    inside: false,
    inArchive: false,
  }));
  for (const input of withoutSiblings(named)) yield* open(input, request, folder, progress);
}

async function* open(
  input: Input,
  request: ImportRequest,
  folder: string,
  progress: Progress,
): AsyncGenerator<Source | Failure> {
  try {
    if (!existsSync(input.path))
      throw new StoreError('file-missing', `There is no file ${input.path}.`, 'Check the path.');
    const startedAt = new Date();
    const stat = statSync(input.path);
    if (stat.isDirectory() && !GEODATABASE.test(input.path)) {
      for (const inner of inputsIn(input)) yield* open(inner, request, folder, progress);
      return;
    }
    const surveyed = stat.isDirectory()
      ? ({ container: 'filegdb' } as const)
      : await surveyFile(
          input.path,
          request.columns,
          undefined,
          (bytes) => progress('reading', bytes, stat.size),
          request.signal,
        );
    if ('container' in surveyed)
      yield* openContainer(input, surveyed.container, startedAt, request, folder, progress);
    else
      yield {
        ...input,
        format: formatById(surveyed.format)?.title ?? surveyed.format,
        survey: surveyed,
        startedAt,
      };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const passedOver = input.inside && NO_DATA.has(error.code);
    yield { file: input.label, failed: error, ...(passedOver && { passedOver }) };
  }
}

async function* openContainer(
  input: Input,
  container: ContainerId,
  startedAt: Date,
  request: ImportRequest,
  folder: string,
  progress: Progress,
): AsyncGenerator<Source | Failure> {
  const into = mkdtempSync(join(folder, 'part-'));
  progress('opening', 0, 0);
  const opened = await openInChild(
    {
      file: input.path,
      parts: [input.path, ...siblingsOf(input.path)],
      container,
      layers: request.layers,
      image: {
        title: plainTitle(input.label),
        takenOn: request.observedAt,
        bands: request.bands,
        ...request.target,
      },
      folder: into,
    },
    request.signal,
  );
  if ('members' in opened) {
    if (input.inArchive)
      throw new StoreError(
        'archive-nested',
        'It is an archive in an archive.',
        'Unpack the outer one, and import the folder.',
      );
    for (const inner of inputsIn({ ...input, path: into, inArchive: true }))
      yield* open(inner, request, folder, progress);
    return;
  }
  for (const layer of opened.layers) {
    const label = layer.only ? input.label : `${input.label} › ${layer.name}`;
    try {
      const survey = await surveyFile(
        layer.path,
        request.columns,
        layer.format,
        (bytes) => progress('reading', bytes, bytes),
        request.signal,
      );
      if ('container' in survey) throw new Error('text is no container');
      yield {
        label,
        key: layer.only ? input.key : `${input.key}/${plainName(layer.name)}`,
        path: layer.path,
        format: opened.title,
        survey: { ...survey, sha256: opened.sha256, facts: factsOf(survey, layer) },
        collection: request.layerCollections?.get(layer.name),
        image: layer.image,
        startedAt,
      };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      yield { file: label, failed: error };
    }
  }
}

/** GeoJSON without a CRS means degrees; a layer without one says nothing. */
function factsOf({ facts }: Survey, { crs, format, notes }: ConvertedLayer): Survey['facts'] {
  if (format !== 'geojson') return { ...facts, notes: [...facts.notes, ...notes] };
  return { coordinates: 'unknown', notes, ...(crs !== undefined && { crs }) };
}

/** Everything below a folder, in the order of the names, with paths that begin there. */
function inputsIn({ path: root, label, key, inArchive }: Input): Input[] {
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.') && name !== '__MACOSX')
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() && !GEODATABASE.test(entry.name) ? walk(path) : [path];
      });
  const paths = walk(root);
  if (paths.length === 0)
    throw new StoreError(
      'folder-empty',
      `There are no files in ${label}.`,
      'Check that it is the right one.',
    );
  return withoutSiblings(
    paths.map((path): Input => {
      const inner = relative(root, path);
      // An archive of one file is that file, packed.
      const only = inArchive && paths.length === 1;
      return {
        path,
        label: `${label} › ${inner}`,
        key: only ? key : keyOf(inner),
        inside: true,
        inArchive,
      };
    }),
  );
}

function withoutSiblings(inputs: readonly Input[]): Input[] {
  const belonging = new Set(inputs.flatMap(({ path }) => siblingsOf(path)));
  return inputs.filter(({ path }) => !belonging.has(path));
}

function siblingsOf(path: string): string[] {
  const ending = extname(path);
  const { siblings = [] }: Container = MAIN_FILES[ending.toLowerCase()] ?? CONTAINERS.zip;
  const folder = dirname(path);
  if (siblings.length === 0 || !existsSync(folder)) return [];
  const wanted = new Set(siblings.map((sibling) => `${basename(path, ending)}.${sibling}`.toLowerCase()));
  return readdirSync(folder)
    .filter((name) => wanted.has(name.toLowerCase()))
    .toSorted()
    .map((name) => join(folder, name));
}

/** `images › north.tif` is `north`. */
function plainTitle(label: string): string {
  return basename(label.split(' › ').at(-1) ?? label).replace(/(\.[A-Za-z0-9]{1,8}){1,2}$/, '');
}

/** `districts/roads.shp` is called `districts_roads`. */
function keyOf(path: string): string {
  return plainName(path.replace(/(\.[A-Za-z0-9]{1,8}){1,2}$/, ''));
}

/** Letters of any script, digits, `_`, `-` and points. */
function plainName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}_.-]+/gu, '_')
    .slice(0, 80);
  return /[\p{L}\p{N}]/u.test(plain) ? plain : 'file';
}
