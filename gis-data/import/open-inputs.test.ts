import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeZip } from '../formats/zip-for-tests.ts';
import type { Failure, ImportRequest } from './import-files.ts';
import { openInputs, type Source } from './open-inputs.ts';

const CONVERT = fileURLToPath(new URL('../formats/convert-for-tests.ts', import.meta.url));
const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const NO_DATA = existsSync(DATA) ? '' : ' (skipped: the folder ../shared/data is not there)';

/** 4546 by PostGIS 3.6 of 110.35°, 20.02°: 431986.864, 2214712.422. */
const LAMPS = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      id: 7,
      properties: { 名称: '海秀路路灯', code: 'D1' },
      geometry: { type: 'Point', coordinates: [110.35, 20.02] },
    },
    {
      type: 'Feature',
      id: 9,
      properties: { 名称: '龙昆路路灯', code: 'D2' },
      geometry: { type: 'Point', coordinates: [110.36, 20.02] },
    },
  ],
});
const ROAD = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { name: '滨海大道' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [110.3, 20],
          [110.31, 20.01],
        ],
      },
    },
  ],
});

const folder = mkdtempSync(join(tmpdir(), 'twin-inputs-'));
beforeAll(() => {
  write('lamps.geojson', LAMPS);
  write('road.geojson', ROAD);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const write = (name: string, content: string | Buffer): string => {
  writeFileSync(at(name), content);
  return at(name);
};

async function open(files: string[], more: Partial<ImportRequest> = {}): Promise<(Source | Failure)[]> {
  const work = mkdtempSync(join(folder, 'work-'));
  const request: ImportRequest = {
    files,
    target: {},
    wishes: { map: [], set: new Map() },
    crs: {},
    columns: {},
    workFolder: work,
    rasterFolder: join(work, 'rasters'),
    dryRun: false,
    sure: false,
    ...more,
  };
  const sources = [];
  for await (const source of openInputs(request, work, () => {})) sources.push(source);
  return sources;
}
async function openOne(file: string, more: Partial<ImportRequest> = {}): Promise<Source> {
  const [source, second] = await open([file], more);
  if (!source || second) throw new Error('one source was expected');
  if ('failed' in source) throw source.failed;
  return source;
}
async function convert(from: string, name: string, ...options: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [CONVERT, from, folder, name, ...options]);
}

describe('a file that is not text', () => {
  it.each([
    ['a Shapefile', 'ESRI Shapefile', 'lamps-shp.shp', ['-lco', 'ENCODING=UTF-8']],
    ['a GeoPackage', 'GPKG', 'lamps-gpkg.gpkg', []],
    ['FlatGeobuf', 'FlatGeobuf', 'lamps-fgb.fgb', []],
    ['a File Geodatabase', 'OpenFileGDB', 'lamps-gdb.gdb', []],
    ['GML', 'GML', 'lamps-gml.gml', []],
    ['MapInfo', 'MapInfo File', 'lamps-tab.tab', ['-lco', 'ENCODING=CP936']],
  ])('is read whole with its CRS: %s', async (_, driver, name, options) => {
    await convert(
      at('lamps.geojson'),
      name.replace(/\.\w+$/, ''),
      '-f',
      driver,
      '-t_srs',
      'EPSG:4546',
      ...options,
    );
    const { survey } = await openOne(at(name));
    expect(survey.geometries).toEqual({ Point: 2 });
    const [east, north] = survey.positions[0] ?? [0, 0];
    expect(Math.min(Math.abs(east - 431_986.864), Math.abs(east - 433_033.254))).toBeLessThan(0.05); // MapInfo rounds to centimetres
    expect(Math.abs(north - 2_214_710.4)).toBeLessThan(3);
    // MapInfo knows no code for a CRS: it writes the definition.
    expect(survey.facts.crs).toMatch(driver === 'MapInfo File' ? /^PROJCRS\[/ : /^EPSG:4546$/);
    const words = survey.fields.flatMap(({ samples }) => samples);
    expect(words).toEqual(expect.arrayContaining(['海秀路路灯', '龙昆路路灯', 'D1', 'D2']));
  });

  it('has its Chinese in GBK, whether it says so or not', async () => {
    for (const [name, file] of [
      ['gbk', 'cpg'],
      ['silent', ''],
    ] as const) {
      await convert(at('lamps.geojson'), name, '-f', 'ESRI Shapefile', '-lco', 'ENCODING=GBK');
      if (file === '') rmSync(at(`${name}.cpg`));
      const { survey } = await openOne(at(`${name}.shp`));
      expect(survey.fields.map((field) => field.name)).toContain('名称');
      expect(survey.fields.flatMap(({ samples }) => samples)).toContain('海秀路路灯');
    }
  });

  it('without a CRS says nothing of its coordinates', async () => {
    await convert(at('lamps.geojson'), 'nowhere', '-f', 'ESRI Shapefile');
    rmSync(at('nowhere.prj'));
    const { survey } = await openOne(at('nowhere.shp'));
    expect(survey.facts).toMatchObject({ coordinates: 'unknown' });
    expect(survey.facts.crs).toBeUndefined();
  });

  it('is known by its bytes, whatever it is called', async () => {
    await convert(at('lamps.geojson'), 'named', '-f', 'FlatGeobuf');
    copyFileSync(at('named.fgb'), at('named.geojson'));
    expect((await openOne(at('named.geojson'))).format).toBe('FlatGeobuf');
    write('packed.fgb.gz', gzipSync(readFileSync(at('named.fgb'))));
    expect((await openOne(at('packed.fgb.gz'))).survey.features).toBe(2);
  });

  it('leaves nothing beside it, and does without an index that can be made anew', async () => {
    mkdirSync(at('alone'));
    await convert(at('lamps.geojson'), 'alone/lamps', '-f', 'GML');
    rmSync(at('alone/lamps.xsd'), { force: true });
    expect((await openOne(at('alone/lamps.gml'))).survey.features).toBe(2);
    expect(readdirSync(at('alone'))).toEqual(['lamps.gml']);
    await convert(at('lamps.geojson'), 'alone/index', '-f', 'ESRI Shapefile');
    rmSync(at('alone/index.shx'));
    expect((await openOne(at('alone/index.shp'))).survey.geometries).toEqual({ Point: 2 });
    expect(existsSync(at('alone/index.shx'))).toBe(false);
  });

  it('keeps the ids of a database', async () => {
    await convert(at('lamps.geojson'), 'ids', '-f', 'GPKG', '-preserve_fid');
    const { survey } = await openOne(at('ids.gpkg'));
    expect(survey.keys.find(({ name }) => name === 'id of the feature')).toMatchObject({
      filled: 2,
      distinct: 2,
    });
  });

  it('is refused with the list where it has several layers, unless they are named', async () => {
    await convert(at('lamps.geojson'), 'both', '-f', 'GPKG', '-nln', 'lamps');
    copyFileSync(at('both.gpkg'), at('one.gpkg'));
    await promisify(execFile)(process.execPath, [
      CONVERT,
      at('road.geojson'),
      folder,
      'both',
      '-f',
      'GPKG',
      '-update',
      '-append',
      '-nln',
      'roads',
    ]);
    const [refused] = await open([at('both.gpkg')]);
    expect(refused).toMatchObject({
      failed: {
        code: 'layers-many',
        message: expect.stringContaining('lamps (2 Point), roads (1 LineString)'),
      },
    });
    expect(
      await openOne(at('both.gpkg'), { layers: ['roads'], layerCollections: new Map([['roads', 'roads']]) }),
    ).toMatchObject({
      key: 'both/roads',
      collection: 'roads',
      survey: { features: 1 },
    });
    expect(await open([at('both.gpkg')], { layers: 'all' })).toHaveLength(2);
    expect((await open([at('both.gpkg')], { layers: ['streets'] }))[0]).toMatchObject({
      failed: { code: 'layer-unknown' },
    });
    expect(await openOne(at('one.gpkg'))).toMatchObject({ key: 'one' });
  });

  it('becomes a table where it is a workbook', async () => {
    await convert(
      at('lamps.geojson'),
      'book',
      '-f',
      'XLSX',
      '-dialect',
      'SQLite',
      '-sql',
      'select ST_X(geometry) as 经度, ST_Y(geometry) as 纬度, code from lamps',
    );
    const { survey, format } = await openOne(at('book.xlsx'));
    expect(format).toBe('XLSX');
    expect(survey.positions).toEqual([
      [110.35, 20.02],
      [110.36, 20.02],
    ]);
  });

  it.each([
    ['ESRI Shapefile', 'cut.shp', 110],
    ['GPKG', 'cut.gpkg', 30_000],
    ['FlatGeobuf', 'cut.fgb', 300],
  ])('is refused with a sentence where it is cut off: %s', async (driver, name, bytes) => {
    await convert(at('lamps.geojson'), 'cut', '-f', driver);
    truncateSync(at(name), bytes);
    const [source] = await open([at(name)]);
    expect(source).toMatchObject({ failed: { code: expect.stringMatching(/file-broken|no-features/) } });
  });
});

describe('a folder or an archive', () => {
  it('gives its files one by one, what belongs together as one, and passes over what is no data', async () => {
    mkdirSync(at('city/east'), { recursive: true });
    await convert(at('lamps.geojson'), 'street', '-f', 'ESRI Shapefile');
    for (const name of readdirSync(folder).filter((file) => file.startsWith('street.')))
      cpSync(at(name), at(`city/east/${name}`));
    writeFileSync(at('city/road.geojson'), ROAD);
    writeFileSync(at('city/readme.txt'), 'made in 2024');
    writeFileSync(at('city/.hidden'), '');
    const found = await open([at('city')]);
    expect(
      found.map((source) =>
        'failed' in source ? [source.file, source.passedOver] : [source.label, source.key],
      ),
    ).toEqual([
      ['city › east/street.shp', 'east_street'],
      ['city › readme.txt', true],
      ['city › road.geojson', 'road'],
    ]);
    // The same named singly, with its siblings by a pattern of the shell.
    const files = readdirSync(at('city/east')).map((name) => at(`city/east/${name}`));
    expect(await open(files)).toMatchObject([{ key: 'street' }]);
  });

  it('may be a ZIP with Chinese names of the national encoding, or a tar', async () => {
    const name = Buffer.from('c2b7b5c62e67656f6a736f6e', 'hex'); // 路灯.geojson in GBK
    const zip = write(
      'packed.zip',
      makeZip([
        { name, content: Buffer.from(LAMPS) },
        { name: 'b/road.geojson', content: Buffer.from(ROAD) },
      ]),
    );
    expect(await open([zip])).toMatchObject([
      { label: 'packed.zip › b/road.geojson', key: 'b_road' },
      { label: 'packed.zip › 路灯.geojson', key: '路灯' },
    ]);
    const tar = pack();
    tar.entry({ name: './road.geojson' }, ROAD);
    tar.finalize();
    const parts: Buffer[] = [];
    for await (const part of tar as AsyncIterable<Buffer>) parts.push(part);
    const bytes = Buffer.concat(parts);
    expect(await open([write('a.tar.gz', gzipSync(bytes)), write('b.tar', bytes)])).toMatchObject([
      { key: 'a' },
      { key: 'b' },
    ]);
  });

  it.each([
    ['packs a bomb', [{ name: 'a.geojson', content: Buffer.alloc(80 * 1024 * 1024) }], 'archive-bomb'],
    ['leads out of its folder', [{ name: '../../evil.geojson', content: Buffer.from(ROAD) }], 'archive-path'],
    ['leads to the root', [{ name: '/evil.geojson', content: Buffer.from(ROAD) }], 'archive-path'],
    ['leads out by backslashes', [{ name: '..\\evil.geojson', content: Buffer.from(ROAD) }], 'archive-path'],
    [
      'is encrypted',
      [{ name: 'a.geojson', content: Buffer.from(ROAD), encrypted: true }],
      'archive-encrypted',
    ],
    [
      'is nested',
      [{ name: 'inner.zip', content: makeZip([{ name: 'a.geojson', content: Buffer.from(ROAD) }]) }],
      'archive-nested',
    ],
    [
      'has the same member twice',
      [
        { name: 'a.geojson', content: Buffer.from(ROAD) },
        { name: 'a.geojson', content: Buffer.from(LAMPS) },
      ],
      'archive-broken',
    ],
    ['is empty', [], 'folder-empty'],
  ])('is refused when it %s', async (_, members, code) => {
    expect(await open([write('hostile.zip', makeZip(members))])).toMatchObject([{ failed: { code } }]);
    expect(existsSync(join(folder, '..', 'evil.geojson'))).toBe(false);
  });

  it('is refused when it is cut off', async () => {
    const whole = makeZip([{ name: 'a.geojson', content: Buffer.from(ROAD) }]);
    expect(await open([write('cut.zip', whole.subarray(0, -10))])).toMatchObject([
      { failed: { code: 'archive-broken' } },
    ]);
  });
});

describe.skipIf(NO_DATA !== '')(`real files${NO_DATA}`, () => {
  it('of OpenStreetMap give as many features by layer as were counted of it otherwise', async () => {
    const layers = await open([join(DATA, 'city/monaco/monaco-latest.osm.pbf')], { layers: ['points'] });
    expect(layers).toMatchObject([
      { format: 'OpenStreetMap', survey: { features: 2377, facts: { crs: 'EPSG:4326' } } },
    ]);
  });

  it('give a Shapefile, TopoJSON and PMTiles', async () => {
    expect(
      await open([
        join(DATA, 'raster/olinda/olinda1.shp'),
        join(DATA, 'city/cambridge/CDD_SustainableBuildings.topojson'),
        join(DATA, 'conformance/pmtiles/test_fixture_1.pmtiles'),
      ]),
    ).toMatchObject([
      { format: 'Shapefile', survey: { features: 470, geometries: { Polygon: 470 } } },
      { format: 'TopoJSON', survey: { features: 202 } },
      { format: 'PMTiles', survey: { facts: { crs: 'EPSG:3857' } } },
    ]);
  });
});
