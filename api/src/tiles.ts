/** `npm run tiles -- build LAYER…`: walks ahead over tiles into PMTiles archives, beside the running product or without it. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { collectionById, collections } from '@twin/gis-data/index.ts';
import { openDatabase } from '@twin/gis-data/store/connect.ts';
import { archiveFile } from '@twin/tiler/src/archive/archive-file.ts';
import { buildArchive, DEEPEST_ZOOM, type ArchiveProgress } from '@twin/tiler/src/archive/build-archive.ts';
import type { Extent } from '@twin/tiler/src/place.ts';
import { CONTENT_VERSION } from '@twin/tiler/src/tile-service.ts';
import { collectionGrade } from '@twin/gis-data/theme.ts';
import { readConfig } from './config.ts';
import { RASTERS } from './start/demo-rasters.ts';
import { sentenceOf } from './start/sentence-of.ts';

const HELP = `npm run tiles -- build LAYER… [--zoom FROM-TO] [--bbox WEST,SOUTH,EAST,NORTH]

Makes the tiles of layers ahead, vector tiles or pictures, and keeps them as one file each, DATA_DIR/archives/LAYER/….pmtiles, served at
/tiles/LAYER.pmtiles. A build that was broken off goes on where it was; the archive before stays in use until the new
one is whole.

  --zoom   zooms to make; without it from the layer's first zoom to 15
  --bbox   degrees; without it everything
  --help   this text`;
const LAST_ZOOM = 15;
const REDRAW_MILLISECONDS = 200;

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  await run();
} catch (error) {
  console.error(`\n${sentenceOf(error)}`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { values, positionals } = readArguments();
  const [verb, ...layers] = positionals;
  if (values.help || verb === undefined) {
    console.log(HELP);
    return;
  }
  if (verb !== 'build' || layers.length === 0) throw new Error(`Say what to build.\n\n${HELP}`);
  const entries = layers.map((id) => {
    const entry = collectionById(id);
    if (entry) return entry;
    throw new Error(
      `There is no layer ${id}. Layers: ${collections.map(({ collection }) => collection.id).join(', ')}.`,
    );
  });
  const extent = values.bbox === undefined ? undefined : extentOf(values.bbox);
  const config = readConfig();
  const database = await openDatabase({ ...config, join: true });
  try {
    for (const entry of entries) {
      const { collection, theme } = entry;
      const zooms = values.zoom === undefined ? defaultZooms(collection.minZoom) : zoomsOf(values.zoom);
      const visitor = { grade: collectionGrade(theme, collection) };
      const began = performance.now();
      const report = await buildArchive(database.pool, {
        entry,
        visitor,
        zooms,
        extent,
        file: archiveFile(join(config.dataDir, 'archives'), entry, visitor),
        rasterDir: join(config.dataDir, RASTERS),
        threads: availableParallelism(),
        release: CONTENT_VERSION,
        progress: progressOf(collection.id),
      });
      if (process.stdout.isTTY) process.stdout.write('\r\u{1b}[K');
      const resumed = report.resumedParts > 0 ? `, ${whole(report.resumedParts)} parts were there` : '';
      console.log(
        `${collection.id}: ${whole(report.tiles)} tiles, ${whole(report.contents)} of them different, ` +
          `${(report.bytes / 1e6).toFixed(1)} MB, ${((performance.now() - began) / 1000).toFixed(1)} s${resumed}`,
      );
    }
  } finally {
    await database.close();
  }
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        zoom: { type: 'string' },
        bbox: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`, { cause: error });
  }
}

function defaultZooms(first: number): [number, number] {
  return [first, Math.max(first, LAST_ZOOM)];
}

function zoomsOf(text: string): [number, number] {
  const [, from = '', to = from] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text) ?? [];
  const zooms: [number, number] = [Number(from), Number(to)];
  if (from === '' || zooms[0] > zooms[1] || zooms[1] > DEEPEST_ZOOM)
    throw new Error(`--zoom ${text} is no range of zooms. Write it as 12-15, from 0 to ${DEEPEST_ZOOM}.`);
  return zooms;
}

function extentOf(text: string): Extent {
  const [west, south, east, north, ...more] = text
    .split(',')
    .map((side) => (side.trim() === '' ? NaN : Number(side)));
  const isExtent =
    more.length === 0 &&
    west !== undefined &&
    south !== undefined &&
    east !== undefined &&
    north !== undefined &&
    west >= -180 &&
    south >= -90 &&
    east <= 180 &&
    north <= 90 &&
    west < east &&
    south < north;
  if (!isExtent)
    throw new Error(
      `--bbox ${text} is no extent. Write it as west,south,east,north in degrees: 110.4,20,110.5,20.1`,
    );
  return [west, south, east, north];
}

/** Draws over one line of a terminal; elsewhere only the end is told. */
function progressOf(layer: string): (progress: ArchiveProgress) => void {
  const began = performance.now();
  let drawn = 0;
  let first: number | undefined;
  return ({ doneParts, allParts, tiles }) => {
    first ??= doneParts - 1;
    const now = performance.now();
    if (!process.stdout.isTTY || now - drawn < REDRAW_MILLISECONDS) return;
    drawn = now;
    const perSecond = (doneParts - first) / ((now - began) / 1000);
    const left = Math.ceil((allParts - doneParts) / perSecond);
    process.stdout.write(
      `\r\u{1b}[K${layer} ${Math.floor((100 * doneParts) / allParts)} %, ${whole(tiles)} tiles, ${left} s left`,
    );
  };
}

function whole(count: number): string {
  return count.toLocaleString('en');
}
