/** Images over HTTP, from the file to tiles, values and statistics, on the real application and a real database. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import proj4 from 'proj4';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeGeoTiff } from '@twin/gis-data/demo/geotiff.ts';
import { importFiles, type Failure, type FileReport } from '@twin/gis-data/import/import-files.ts';
import { undoImport } from '@twin/gis-data/import/undo-import.ts';
import { collectionById } from '@twin/gis-data/index.ts';
import { buildArchive } from '@twin/tiler/src/archive/build-archive.ts';
import { PMTiles } from 'pmtiles';
import { serveApp, type ServedApp } from './app-for-tests.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const SHARED = fileURLToPath(new URL('../../../shared/data/raster/', import.meta.url));
const NO_DATA = existsSync(SHARED) ? '' : ' (skipped: the folder ../shared/data is not there)';
const NO_GDAL =
  spawnSync('gdallocationinfo', ['--version']).status === 0 ? '' : ' (skipped: gdal-bin is not installed)';

/** EPSG:4546 as PROJ writes it. */
const GRID = '+proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs';
const NODATA = 65_535;
const [WEST, NORTH, SIDE, CELL] = [441_000, 2_216_000, 400, 4];
/** Red and near infrared by the cell; the first columns have nothing. */
const redAt = (column: number): number => (column < 20 ? NODATA : 1000 + 5 * column);
const nirAt = (column: number, row: number): number => (column < 20 ? NODATA : 3000 - 2 * row);
const ndviAt = (column: number, row: number): number =>
  (nirAt(column, row) - redAt(column)) / (nirAt(column, row) + redAt(column));

const degreesOf = (column: number, row: number): [number, number] => {
  const [longitude, latitude] = proj4(GRID).inverse([WEST + column * CELL, NORTH - row * CELL]);
  return [longitude, latitude];
};

describe('images over HTTP', () => {
  let app: ServedApp;
  const importImage = async (
    file: string,
    wish: { theme?: string; bands?: string[]; date?: string; crs?: string } = {},
  ): Promise<FileReport | Failure> => {
    const request = {
      files: [file],
      target: { theme: wish.theme },
      wishes: { map: [], set: new Map<string, string>() },
      crs: { crs: wish.crs },
      columns: {},
      bands: wish.bands,
      observedAt: wish.date,
      workFolder: join(app.folder, 'imports'),
      rasterFolder: join(app.folder, 'rasters'),
      dryRun: false,
      sure: true,
    };
    const reports: (FileReport | Failure)[] = [];
    for await (const report of importFiles(app.pool, request, {
      confirm: async () => true,
      progress: () => {},
    }))
      reports.push(report);
    const [report] = reports;
    if (!report || reports.length > 1) throw new Error('one file gives one report');
    return report;
  };
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${app.base}${path}`, { headers });
  const json = async (path: string): Promise<Record<string, unknown>> =>
    (await (await get(path)).json()) as Record<string, unknown>;
  const tileAt = (layer: string, z: number, [longitude, latitude]: readonly [number, number]): string => {
    const sine = Math.sin((latitude * Math.PI) / 180);
    const x = Math.floor((longitude / 360 + 0.5) * 2 ** z);
    const y = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z);
    return `/tiles/${layer}/${z}/${x}/${y}`;
  };
  const slope = async (): Promise<string> => {
    const cells = Array.from(
      { length: SIDE * SIDE },
      (_, cell) => [cell % SIDE, Math.floor(cell / SIDE)] as const,
    );
    const red = Uint16Array.from(cells, ([column]) => redAt(column));
    const file = join(app.folder, 'slope.tif');
    writeFileSync(
      file,
      await encodeGeoTiff({
        width: SIDE,
        height: SIDE,
        bands: [red, red, red, Uint16Array.from(cells, ([column, row]) => nirAt(column, row))],
        bandNames: ['red', 'green', 'blue', 'nir'],
        nodata: NODATA,
        west: WEST,
        north: NORTH,
        cellMetres: CELL,
      }),
    );
    return file;
  };
  const inside = degreesOf(200, 200);

  beforeAll(async () => {
    app = await serveApp(SERVER);
    await importImage(await slope(), { theme: 'greening-remote-sensing', date: '2024-06-01' });
  }, 180_000);
  afterAll(async () => {
    expect(app.failures).toEqual([]);
    await app.close();
  });

  it('are of the catalogue with a media type, and of TileJSON without vector layers', async () => {
    const { tiles } = (await json('/tiles/catalog')) as { tiles: Record<string, { content_type: string }> };
    expect(tiles['ndvi']?.content_type).toBe('image/webp');
    expect(await json('/tiles/ndvi')).not.toHaveProperty('vector_layers');
  });

  it('come as WebP to who takes it, as PNG to who does not, and as the address says', async () => {
    const path = tileAt('ndvi', 15, inside);
    const typeOf = async (url: string, accept: string): Promise<string | null> =>
      (await get(url, { accept })).headers.get('content-type');
    expect(await typeOf(path, 'image/avif,image/webp,*/*')).toBe('image/webp');
    expect(await typeOf(path, 'image/png')).toBe('image/png');
    expect(await typeOf(`${path}.png`, 'image/webp')).toBe('image/png');
    expect(await typeOf(`${path}.webp`, 'image/png')).toBe('image/webp');
    expect((await get(path)).headers.get('vary')).toContain('Accept');
    expect((await get(`${path}.gif`)).status).toBe(400);
    const { data, info } = await sharp(await (await get(`${path}.png`)).arrayBuffer())
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 256, height: 256, channels: 4 });
    expect(data.some((byte) => byte > 0)).toBe(true);
  });

  it('have a version that stays while nothing changes, and are not sent twice', async () => {
    const path = tileAt('imagery', 15, inside);
    const first = await get(path);
    const tag = first.headers.get('etag') ?? '';
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect((await get(path, { 'if-none-match': tag })).status).toBe(304);
    const { revision } = {
      revision: Number(String((await json('/tiles/imagery'))['version']).split('.')[1]),
    };
    expect((await get(`${path}?r=${revision}`)).headers.get('cache-control')).toContain('immutable');
  });

  it('are nothing, 204, where no image lies, and 404 and 400 where there can be none', async () => {
    expect((await get(tileAt('ndvi', 15, [110.9, 20.3]))).status).toBe(204);
    expect((await get('/tiles/no-such-layer/3/1/1.png')).status).toBe(404);
    expect((await get('/tiles/ndvi/3/9/1.png')).status).toBe(400);
  });

  it('say at a point what their cells hold, to the bit', async () => {
    const [longitude, latitude] = degreesOf(123.5, 77.5);
    const answer = await json(`/api/raster/ndvi/value?lon=${longitude}&lat=${latitude}`);
    expect(answer['value']).toBe(Math.fround(ndviAt(123, 77)));
    expect(answer['images']).toMatchObject([
      { title: 'slope', taken_on: '2024-06-01', bands: { red: redAt(123), nir: nirAt(123, 77) } },
    ]);
    const hidden = degreesOf(5.5, 77.5);
    expect(await json(`/api/raster/ndvi/value?lon=${hidden[0]}&lat=${hidden[1]}`)).toMatchObject({
      value: null,
      images: [{ bands: { red: null } }],
    });
    expect(await json('/api/raster/ndvi/value?lon=0&lat=0')).toMatchObject({ value: null, images: [] });
  });

  it('have the statistics within a polygon that counting cell by cell gives', async () => {
    const outer = [degreesOf(10, 20), degreesOf(380, 90), degreesOf(150, 390)];
    const hole = [degreesOf(150, 120), degreesOf(220, 130), degreesOf(170, 200)];
    const closed = (ring: [number, number][]): [number, number][] => [...ring, ring[0] ?? [0, 0]];
    const geometry = JSON.stringify({ type: 'Polygon', coordinates: [closed(outer), closed(hole)] });
    const { statistics } = (await json(
      `/api/raster/ndvi/statistics?above=0.2&geometry=${encodeURIComponent(geometry)}`,
    )) as { statistics: Record<string, number> };

    const holds = (ring: [number, number][], [x, y]: [number, number]): boolean =>
      ring.filter(([ax, ay], at) => {
        const [bx, by] = ring[(at + 1) % ring.length] ?? [0, 0];
        return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;
      }).length %
        2 ===
      1;
    const values: number[] = [];
    let all = 0;
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++) {
        const middle = degreesOf(column + 0.5, row + 0.5);
        if (!holds(outer, middle) || holds(hole, middle)) continue;
        all++;
        if (column >= 20) values.push(ndviAt(column, row));
      }
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sorted = values.toSorted((a, b) => a - b);
    // A cell's middle on the very edge may fall to either side.
    expect(Math.abs((statistics['count'] ?? 0) - values.length)).toBeLessThan(values.length / 2000);
    expect(statistics['mean']).toBeCloseTo(mean, 4);
    expect(statistics['std']).toBeCloseTo(
      Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length),
      4,
    );
    expect(statistics['min']).toBeCloseTo(sorted[0] ?? 0, 3);
    expect(statistics['max']).toBeCloseTo(sorted.at(-1) ?? 0, 3);
    expect(statistics['nodata_share']).toBeCloseTo(1 - values.length / all, 3);
    // The grid is true to area within some ten-thousandths so near its meridian.
    expect((statistics['area_square_metres'] ?? 0) / (values.length * CELL ** 2)).toBeCloseTo(1, 2);
    expect(statistics['percentiles']).toMatchObject({
      50: expect.closeTo(sorted[sorted.length >> 1] ?? 0, 3),
    });
    expect(statistics['above']).toMatchObject({
      share: expect.closeTo(values.filter((value) => value > 0.2).length / values.length, 3),
    });
    const counts = statistics['histogram'] as unknown as { count: number }[];
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(statistics['count']);
  });

  it('have statistics within an item, and none where the question is none', async () => {
    const { features } = (await json('/ogc/collections/ndvi/items')) as { features: { id: string }[] };
    const { statistics } = (await json(
      `/api/raster/ndvi/statistics?collection=ndvi&item=${encodeURIComponent(features[0]?.id ?? '')}`,
    )) as { statistics: { count: number } };
    expect(statistics.count / (SIDE * (SIDE - 20))).toBeCloseTo(1, 2);
    const refusal = async (query: string, id = 'ndvi'): Promise<unknown> =>
      (await json(`/api/raster/${id}/statistics${query}`))['code'];
    const square = (half: number): string =>
      encodeURIComponent(
        JSON.stringify({
          type: 'Polygon',
          coordinates: [
            [
              [110.44 - half, 20 - half],
              [110.44 + half, 20 - half],
              [110.44 + half, 20 + half],
              [110.44 - half, 20 - half],
            ],
          ],
        }),
      );
    expect(await refusal('')).toBe('parameter-invalid');
    expect(await refusal('?geometry=%7B')).toBe('parameter-invalid');
    expect(await refusal('?collection=buildings&item=nobody')).toBe('item-unknown');
    expect(await refusal(`?geometry=${square(0.1)}`, 'imagery')).toBe('layer-has-no-numbers');
    expect(await refusal(`?geometry=${square(0.1)}`, 'buildings')).toBe('layer-has-no-pictures');
    expect(await json(`/api/raster/ndvi/statistics?geometry=${square(0.0001)}`)).toMatchObject({
      statistics: null,
    });
  });

  it('are described with their parameters', async () => {
    const { paths } = (await json('/api/openapi.json')) as {
      paths: Record<string, { get: { parameters: { name: string; in: string }[] } }>;
    };
    expect(paths['/raster/{layer}/value']?.get.parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'layer', in: 'path' }),
        expect.objectContaining({ name: 'lon', in: 'query' }),
      ]),
    );
  });

  it('are the same one by one and in an archive', async () => {
    const entry = collectionById('ndvi');
    if (!entry) throw new Error('there is no layer ndvi');
    const file = join(app.folder, 'ndvi.pmtiles');
    const report = await buildArchive(app.pool, {
      entry,
      visitor: { grade: 'public' },
      zooms: [9, 15],
      file,
      rasterDir: join(app.folder, 'rasters'),
      threads: 1,
      release: 1,
      progress: () => {},
    });
    const bytes = readFileSync(file);
    const archive = new PMTiles({
      getKey: () => 'ndvi',
      getBytes: async (offset, length) => ({
        data: new Uint8Array(bytes.subarray(offset, offset + length)).buffer,
      }),
    });
    const header = await archive.getHeader();
    expect(header).toMatchObject({ tileType: 4, tileCompression: 1, minZoom: 9, maxZoom: 15 });
    expect(header.numAddressedTiles).toBe(report.tiles);
    for (const z of [9, 12, 15]) {
      const path = tileAt('ndvi', z, inside);
      const [, , , , x = 0, y = 0] = path.split('/').map(Number);
      const served = Buffer.from(await (await get(`${path}.webp`)).arrayBuffer());
      const kept = await archive.getZxy(z, x, y);
      expect(Buffer.from(kept?.data ?? new ArrayBuffer()).equals(served)).toBe(true);
    }
    expect(await archive.getZxy(15, 0, 0)).toBeUndefined();
  });

  describe('by WMTS', () => {
    const ask = (parameters: Record<string, string>): Promise<Response> =>
      get(`/wmts?${String(new URLSearchParams({ SERVICE: 'WMTS', VERSION: '1.0.0', ...parameters }))}`);
    const tile = (change: Record<string, string> = {}): Record<string, string> => {
      const [, , layer = '', z = '', x = '', y = ''] = tileAt('ndvi', 15, inside).split('/');
      return {
        REQUEST: 'GetTile',
        LAYER: layer,
        STYLE: 'default',
        FORMAT: 'image/png',
        TILEMATRIXSET: 'WebMercatorQuad',
        TILEMATRIX: z,
        TILECOL: x,
        TILEROW: y,
        ...change,
      };
    };

    it('are the same tiles, and a picture of nothing where there is nothing', async () => {
      const answer = await ask(tile());
      expect(answer.headers.get('content-type')).toBe('image/png');
      const same = await get(`${tileAt('ndvi', 15, inside)}.png`);
      expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(await same.arrayBuffer()))).toBe(
        true,
      );
      const nothing = await sharp(await (await ask(tile({ TILECOL: '1' }))).arrayBuffer())
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(nothing.info).toMatchObject({ width: 256, height: 256 });
      expect(nothing.data.some((byte, at) => at % 4 === 3 && byte > 0)).toBe(false);
    });

    it('say what lies under a pixel', async () => {
      const point = { REQUEST: 'GetFeatureInfo', I: '10', J: '20' };
      const info = (await (await ask({ ...tile(point), INFOFORMAT: 'application/json' })).json()) as {
        longitude: number;
        latitude: number;
        value: number;
      };
      const direct = await json(`/api/raster/ndvi/value?lon=${info.longitude}&lat=${info.latitude}`);
      expect(info).toMatchObject({ value: direct['value'] });
      expect(await (await ask({ ...tile(point), INFOFORMAT: 'text/plain' })).text()).toContain(
        `value = ${info.value}\n`,
      );
    });

    it.each([
      [{ REQUEST: 'GetTile', LAYER: 'ndvi' }, 400, 'MissingParameterValue', 'TILEMATRIXSET'],
      [{ REQUEST: 'GetMap' }, 501, 'OperationNotSupported', 'REQUEST'],
      [{ SERVICE: 'WMS', REQUEST: 'GetTile' }, 400, 'InvalidParameterValue', 'SERVICE'],
      [{ REQUEST: 'GetTile', LAYER: 'buildings' }, 400, 'InvalidParameterValue', 'LAYER'],
    ])('answer %o with %i %s of %s', async (parameters, status, code, locator) => {
      const answer = await ask(parameters);
      expect(answer.status).toBe(status);
      expect(await answer.text()).toContain(`exceptionCode="${code}" locator="${locator}"`);
    });

    it('answer what is out of range, twice there or XML itself with an exception', async () => {
      const said = async (change: Record<string, string>): Promise<string> =>
        (await ask(tile(change))).text();
      expect(await said({ TILECOL: '99999999' })).toContain(
        'exceptionCode="TileOutOfRange" locator="TILECOL"',
      );
      expect(await said({ FORMAT: 'image/gif' })).toContain('locator="FORMAT"');
      expect(await said({ LAYER: '<b>&"' })).toContain('&lt;b&gt;&amp;&quot;');
      expect(await (await get('/wmts?service=WMTS&request=GetTile&layer=a&layer=b')).text()).toContain(
        'locator="LAYER"',
      );
    });

    it.skipIf(NO_GDAL !== '')(
      `are read by GDAL, which sees their colours${NO_GDAL}`,
      async () => {
        const source = `WMTS:${app.base}/wmts?SERVICE=WMTS&REQUEST=GetCapabilities,layer=ndvi`;
        const run = async (command: string, ...args: string[]): Promise<string> =>
          (await promisify(execFile)(command, args, { env: { ...process.env, no_proxy: '*' } })).stdout;
        expect(await run('gdalinfo', source)).toMatch(/EPSG",3857/);
        const [longitude, latitude] = inside;
        const [x = 0, y = 0] = proj4('EPSG:4326', 'EPSG:3857').forward([longitude, latitude]);
        const file = join(app.folder, 'wmts.png');
        const edge = [x - 300, y + 300, x + 300, y - 300].map(String);
        await run(
          'gdal_translate',
          '-q',
          '-of',
          'PNG',
          '-projwin',
          ...edge,
          '-outsize',
          '64',
          '64',
          source,
          file,
        );
        const { data } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
        const at = 4 * (32 * 64 + 32);
        const own = await sharp(await (await get(`${tileAt('ndvi', 18, inside)}.png`)).arrayBuffer())
          .ensureAlpha()
          .raw()
          .toBuffer();
        const [red = 0, green = 0, blue = 0] = own.subarray(4 * (128 * 256 + 128), 4 * (128 * 256 + 128) + 3);
        for (const [channel, value] of [red, green, blue].entries())
          expect(Math.abs((data[at + channel] ?? 0) - value)).toBeLessThan(25);
        expect(data[at + 3]).toBe(255);
      },
      60_000,
    );
  });

  describe('that cannot be one', () => {
    const hostile = async (name: string, bytes: Uint8Array): Promise<string> => {
      const file = join(app.folder, name);
      writeFileSync(file, bytes);
      const report = await importImage(file, { theme: 'greening-remote-sensing' });
      if (!('failed' in report)) throw new Error(`${name} was taken`);
      expect(report.failed.message).toMatch(/\.$/);
      return report.failed.code;
    };
    /** Overwrites the value of a field of the directory of a little-endian TIFF of our own. */
    const withField = (bytes: Buffer, wanted: number, write: (at: number) => void): Buffer => {
      const directory = bytes.readUInt32LE(4);
      for (let entry = 0; entry < bytes.readUInt16LE(directory); entry++) {
        const at = directory + 2 + 12 * entry;
        if (bytes.readUInt16LE(at) === wanted) write(at);
      }
      return bytes;
    };

    it('is refused with a sentence', async () => {
      const whole = readFileSync(await slope());
      const edited = (tag: number, write: (bytes: Buffer, at: number) => void): Buffer => {
        const bytes = Buffer.from(whole);
        return withField(bytes, tag, (at) => write(bytes, at));
      };
      expect(await hostile('half.tif', whole.subarray(0, whole.length / 2))).toBe('file-truncated');
      expect(await hostile('head.tif', whole.subarray(0, 60))).toBe('file-broken');
      expect(
        await hostile(
          'wide.tif',
          edited(256, (bytes, at) => bytes.writeUInt32LE(100_000, at + 8)),
        ),
      ).toBe('file-broken');
      expect(
        await hostile(
          'bands.tif',
          edited(277, (bytes, at) => bytes.writeUInt16LE(0, at + 8)),
        ),
      ).toMatch(/^(file-broken|raster-type)$/);
      expect(
        await hostile(
          'tiles.tif',
          edited(322, (bytes, at) => bytes.writeUInt16LE(0, at + 8)),
        ),
      ).toBe('file-broken');
      // Without the place, and without the name of the system.
      expect(
        await hostile(
          'nowhere.tif',
          edited(33_550, (bytes, at) => bytes.writeUInt16LE(65_000, at)),
        ),
      ).toBe('raster-not-georeferenced');
      expect(
        await hostile(
          'no-crs.tif',
          edited(34_735, (bytes, at) => bytes.writeUInt16LE(65_001, at)),
        ),
      ).toBe('crs-missing');
    });

    it.skipIf(NO_GDAL !== '')(`is refused when it is made by GDAL of nothing at all${NO_GDAL}`, async () => {
      const made = (name: string, ...args: string[]): Buffer => {
        const file = join(app.folder, `gdal-${name}`);
        execFileSync('gdal_create', [
          '-a_srs',
          'EPSG:4546',
          '-a_ullr',
          '441000',
          '2216000',
          '442000',
          '2215000',
          ...args,
          file,
        ]);
        return readFileSync(file);
      };
      const sparse = made(
        'huge.tif',
        '-of',
        'GTiff',
        '-co',
        'SPARSE_OK=YES',
        '-co',
        'TILED=YES',
        '-outsize',
        '100000',
        '100000',
        '-bands',
        '1',
        '-ot',
        'Byte',
      );
      expect(await hostile('huge.tif', sparse)).toMatch(/^(raster-empty|raster-too-large)$/);
      const nan = made(
        'nan.tif',
        '-of',
        'GTiff',
        '-outsize',
        '50',
        '50',
        '-bands',
        '1',
        '-ot',
        'Float32',
        '-burn',
        'nan',
      );
      expect(await hostile('nan.tif', nan)).toBe('raster-empty');
    });
  });

  /** A point with values of each, and where GDAL sees it. */
  describe.skipIf(NO_DATA !== '')(`of the real world${NO_DATA}`, () => {
    /** Of two of the images all but a small part is hidden. */
    const MOSTLY_NOTHING = [-121.34674, 41.96766] as const;
    const olinda = ['blue', 'green', 'red', 'nir', 'swir1', 'swir2'];
    it.each([
      ['dem/elev.tif', 'base-map', 'elevation-models', 10, undefined],
      ['olinda/olinda_dem_utm25s.tif', 'base-map', 'elevation-models', 12, undefined],
      ['olinda/L7_ETMs.tif', 'greening-remote-sensing', 'ndvi', 13, olinda],
      ['olinda/lc.tif', 'greening-remote-sensing', 'land-cover', 9, undefined],
      ['naip-cog/usda_naip_128_none_z2.tif', 'greening-remote-sensing', 'imagery', 15, undefined],
      ['naip-cog/usda_naip_256_lzw_z3.tif', 'greening-remote-sensing', 'imagery', 15, undefined],
      ['naip-cog/usda_naip_512_deflate_z2.tif', 'greening-remote-sensing', 'imagery', 15, undefined],
      [
        'naip-cog/usda_naip_512_jpeg_z5.tif',
        'greening-remote-sensing',
        'imagery',
        15,
        undefined,
        MOSTLY_NOTHING,
      ],
      [
        'naip-cog/usda_naip_512_webp_z5.tif',
        'greening-remote-sensing',
        'imagery',
        15,
        undefined,
        MOSTLY_NOTHING,
      ],
    ] as const)(
      '%s is a layer whose tiles and values are there',
      async (file, theme, layer, zoom, bands, place?: readonly [number, number]) => {
        const report = await importImage(join(SHARED, file), {
          theme,
          ...(bands ? { bands: [...bands] } : {}),
        });
        if ('failed' in report) throw report.failed;
        const [west = 0, south = 0, east = 0, north = 0] = report.extent ?? [];
        const middle = place ?? ([(west + east) / 2, (south + north) / 2] as const);
        const tile = await get(`${tileAt(layer, zoom, middle)}.png`);
        expect(tile.status).toBe(200);
        const pixels = await sharp(await tile.arrayBuffer())
          .ensureAlpha()
          .raw()
          .toBuffer();
        expect(pixels.some((byte, at) => at % 4 === 3 && byte === 255)).toBe(true);
        const { images } = (await json(`/api/raster/${layer}/value?lon=${middle[0]}&lat=${middle[1]}`)) as {
          images: { bands: Record<string, number | null> }[];
        };
        const said = Object.values(images.at(-1)?.bands ?? {});
        if (NO_GDAL === '') {
          const seen = execFileSync('gdallocationinfo', [
            '-wgs84',
            '-valonly',
            join(SHARED, file),
            ...middle.map(String),
          ]);
          const expected = seen.toString().trim().split('\n').map(Number);
          const hidden = said.every((value) => value === null);
          if (!hidden) expect(said).toEqual(expected.map((value) => expect.closeTo(value, 2)));
        }
        expect(await undoImport(app.pool, report.source)).toBeDefined();
      },
      60_000,
    );
  });
});
