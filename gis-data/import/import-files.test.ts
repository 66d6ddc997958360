import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parquetWriteBuffer } from 'hyparquet-writer';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { themes } from '../index.ts';
import { openDatabase, type Database } from '../store/connect.ts';
import { migrate } from '../store/migrate.ts';
import { publishCatalogue } from '../store/publish-catalogue.ts';
import { StoreError } from '../store/store-error.ts';
import { importFiles, type FileReport, type ImportRequest } from './import-files.ts';
import { sweepStaging } from './staging.ts';
import { listSources, undoImport } from './undo-import.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const NO_DATA = existsSync(DATA) ? '' : ' (skipped: the folder ../shared/data is not there)';
const IMPORTER = fileURLToPath(new URL('importer-for-tests.ts', import.meta.url));

describe('the import into the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)('the import into PostgreSQL (skipped when TEST_DATABASE_URL names no server)', () =>
  behaviour(SERVER),
);

function behaviour(server: string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), 'twin-import-'));
  let database: Database;
  let databaseUrl: string | undefined;

  beforeAll(async () => {
    databaseUrl = server && (await freshDatabase(server));
    database = await openDatabase({ databaseUrl, dataDir: folder });
    await migrate(database);
    await publishCatalogue(database.pool, themes);
  }, 120_000);
  beforeEach(async () => {
    await database.pool.query(
      'truncate lamp, tree, green_space, pipe_line, pipe_point, building, road, feature cascade',
    );
    await database.pool.query('delete from import_run; delete from source');
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (name: string, content: string | Buffer): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const run = async (
    file: string,
    theme: string | undefined,
    more: Partial<ImportRequest> = {},
  ): Promise<FileReport | StoreError> => {
    const [report] = await runAll([file], theme, more);
    if (!report) throw new Error('no report');
    return 'failed' in report ? report.failed : report;
  };
  const runAll = async (files: string[], theme: string | undefined, more: Partial<ImportRequest> = {}) => {
    const reports = [];
    for await (const report of importFiles(database.pool, requestFor(files, theme, more), {
      confirm: async () => true,
      progress: () => {},
    }))
      reports.push(report);
    return reports;
  };
  const startImporter = (path: string) =>
    fork(IMPORTER, [path, folder, databaseUrl ?? ''], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const numberOf = async (query: string): Promise<number> =>
    (await database.pool.query<{ n: number }>(`select count(*)::int as n from ${query}`)).rows[0]?.n ?? -1;
  const revision = async (collection: string): Promise<string | undefined> =>
    (
      await database.pool.query<{ revision: string }>('select revision from collection where id = $1', [
        collection,
      ])
    ).rows[0]?.revision;

  describe('of the same source', () => {
    const first = collection([
      lamp('a', [110.4, 20], { PoleID: 'A' }),
      lamp('b', [110.41, 20], { PoleID: 'B', NumLamps: 2 }),
      lamp('c', [110.42, 20], { PoleID: 'C' }),
    ]);

    it('changes nothing the second time, not even the revision', async () => {
      expect(countsOf(await run(write('lamps.geojson', first), 'street-lighting'))).toEqual({
        read: 3,
        added: 3,
        updated: 0,
        unchanged: 0,
        retired: 0,
        rejected: 0,
      });
      const before = await revision('lamps');
      expect(countsOf(await run(join(folder, 'lamps.geojson'), 'street-lighting'))).toEqual({
        read: 3,
        added: 0,
        updated: 0,
        unchanged: 3,
        retired: 0,
        rejected: 0,
      });
      expect(await revision('lamps')).toBe(before);
    });

    it('updates, adds and retires by a new version, and leaves alone what the file does not say', async () => {
      await run(write('lamps.geojson', first), 'street-lighting');
      await database.pool.query(`update lamp set power_state = 'off' where source_key = 'a'`);
      const second = collection([
        lamp('a', [110.4, 20], { PoleID: 'A' }),
        lamp('b', [110.41, 20.001], { PoleID: 'B', NumLamps: 2 }),
        lamp('d', [110.43, 20], { PoleID: 'D' }),
      ]);
      expect(countsOf(await run(write('lamps.geojson', second), 'street-lighting'))).toEqual({
        read: 3,
        added: 1,
        updated: 1,
        unchanged: 1,
        retired: 1,
        rejected: 0,
      });
      const { rows } = await database.pool.query(
        'select id, pole_no, power_state, ST_Y(geom)::float8 as y from lamp order by id',
      );
      expect(rows).toEqual([
        { id: 'lamps.a', pole_no: 'A', power_state: 'off', y: 20 },
        { id: 'lamps.b', pole_no: 'B', power_state: 'on', y: 20.001 },
        { id: 'lamps.d', pole_no: 'D', power_state: 'on', y: 20 },
      ]);
    });

    it('goes back step by step to what it was, when its imports are undone', async () => {
      const file = write('lamps.geojson', first);
      const rows = async () =>
        (
          await database.pool.query(
            `select to_jsonb(lamp) - '{geom,updated_at}'::text[] as row, geom::text from lamp order by id`,
          )
        ).rows;
      await run(file, 'street-lighting');
      await database.pool.query(`update lamp set power_state = 'off' where source_key = 'c'`);
      const before = await rows();
      write(
        'lamps.geojson',
        collection([
          lamp('a', [110.4, 20], { PoleID: 'A' }),
          lamp('b', [110.41, 20.001], { PoleID: 'B2' }),
          lamp('d', [110.43, 20], { PoleID: 'D' }),
        ]),
      );
      await run(file, 'street-lighting');
      await run(file, 'street-lighting');
      expect(await listSources(database.pool)).toMatchObject([
        { source: 'lamps', file: 'lamps.geojson', imports: 3 },
      ]);
      const counts = async () => (await undoImport(database.pool, 'lamps')).collections;
      expect(await counts()).toEqual([{ collection: 'lamps', removed: 0, restored: 0, kept: 0 }]);
      expect(await counts()).toEqual([{ collection: 'lamps', removed: 1, restored: 2, kept: 0 }]);
      expect(await rows()).toEqual(before);
      expect((await database.pool.query('select sha256 from source')).rows).toEqual([
        { sha256: createHash('sha256').update(first).digest('hex') },
      ]);
      expect(await counts()).toEqual([{ collection: 'lamps', removed: 3, restored: 0, kept: 0 }]);
      expect(await rows()).toEqual([]);
      await expect(undoImport(database.pool, 'lamps')).rejects.toMatchObject({ code: 'undo-nothing' });
      await expect(undoImport(database.pool, 'lambs')).rejects.toMatchObject({ code: 'source-unknown' });
      // What was done stays on record, and the file can come in again.
      expect(await numberOf('import_run where undone_at is not null')).toBe(3);
      expect(await listSources(database.pool)).toEqual([]);
      expect(countsOf(await run(file, 'street-lighting'))).toMatchObject({ added: 3 });
    });

    it('is refused where it would retire most of it, unless that is confirmed', async () => {
      const many = Array.from({ length: 20 }, (_, index) => lamp(`k${index}`, [110.4 + index / 1000, 20]));
      await run(write('lamps.geojson', collection(many)), 'street-lighting');
      write('lamps.geojson', collection(many.slice(0, 3)));
      expect(await run(join(folder, 'lamps.geojson'), 'street-lighting')).toMatchObject({
        code: 'retires-most',
      });
      expect(await numberOf('lamp')).toBe(20);
      expect(
        countsOf(await run(join(folder, 'lamps.geojson'), 'street-lighting', { sure: true })),
      ).toMatchObject({ retired: 17, unchanged: 3 });
    });

    it('keeps what another source refers to, and says so', async () => {
      const points = Array.from({ length: 4 }, (_, index) =>
        feature(`n${index}`, { type: 'Point', coordinates: [2 + index / 1000, 41] }, {}),
      );
      const set = { map: [], set: new Map([['class', 'JS']]) };
      await run(write('nodes.geojson', collection(points)), 'underground-pipes', {
        source: 'net',
        wishes: set,
      });
      const line = feature(
        'p',
        {
          type: 'LineString',
          coordinates: [
            [2, 41],
            [2.003, 41],
          ],
        },
        { node_1: 'n0', node_2: 'n3' },
      );
      await run(write('arcs.geojson', collection([line])), 'underground-pipes', {
        source: 'net',
        wishes: set,
      });
      expect((await database.pool.query('select start_point, end_point from pipe_line')).rows).toEqual([
        { start_point: 'net.n0', end_point: 'net.n3' },
      ]);
      const report = await run(write('nodes.geojson', collection(points.slice(0, 2))), 'underground-pipes', {
        source: 'net',
        wishes: set,
      });
      expect('collections' in report && report.collections[0]).toMatchObject({
        unchanged: 2,
        retired: 1,
        kept: 1,
      });
    });
  });

  it('keeps where each feature came from, and what was said of it', async () => {
    await run(
      write('lamps.geojson', collection([lamp('a', [110.4, 20], { Note: '路口' })])),
      'street-lighting',
      { licence: 'PDDL 1.0', attribution: 'City' },
    );
    const {
      rows: [row],
    } = await database.pool.query(
      'select s.key, s.licence, s.attribution, s.crs, length(s.sha256) as hash, l.extra, r.read_count, r.mapping from lamp l join source s on s.id = l.source_id join import_run r on r.source_id = s.id',
    );
    expect(row).toMatchObject({
      key: 'lamps',
      licence: 'PDDL 1.0',
      attribution: 'City',
      crs: 'CRS84',
      hash: 64,
      extra: { Note: '路口' },
      read_count: 1,
    });
  });

  it('rejects what breaks a rule with its place and reason, and takes the rest', async () => {
    const file = write(
      'trees.geojson',
      collection([
        feature(1, { type: 'Point', coordinates: [110.4, 20] }, { 树高: '12 m', 树种: '椰子' }),
        feature(2, null, {}),
        feature(3, { type: 'Point', coordinates: [] }, {}),
        feature(4, { type: 'Point', coordinates: [110.4, null] }, {}),
        feature(
          5,
          {
            type: 'Polygon',
            coordinates: [
              [
                [110, 20],
                [110.1, 20],
                [110, 20.1],
                [110, 20],
              ],
            ],
          },
          {},
        ),
        feature(1, { type: 'Point', coordinates: [110.5, 20] }, {}),
        feature(7, { type: 'Point', coordinates: [110.5, 20] }, { 树高: -3 }),
        feature(8, { type: 'Point', coordinates: [110.5, 20] }, { 树高: -9999, 胸径: '1,250 mm' }),
        feature(9, { type: 'Point', coordinates: [0, 0] }, {}),
        ...Array.from({ length: 200 }, (_, index) =>
          feature(`t${index}`, { type: 'Point', coordinates: [110.5, 20] }, { 树高: 8 }),
        ),
      ]),
    );
    const report = await run(file, 'greening-remote-sensing', {
      target: { theme: undefined, collection: 'trees' },
    });
    if (report instanceof StoreError) throw report;
    expect(report.rejections.map(({ place, code }) => `${place.split(',')[0]} ${code}`)).toEqual([
      'feature 2 geometry-missing',
      'feature 3 geometry-empty',
      'feature 4 coordinate-not-finite',
      'feature 5 geometry-kind',
      'feature 9 coordinate-zero',
      'feature 6 duplicate-id',
    ]);
    expect(await numberOf('import_rejection')).toBe(6);
    expect(report.findings).toContain('trees.height_metres: 1 sentinels became none');
    const { rows } = await database.pool.query(
      `select source_key, species, height_metres, trunk_cm, extra from tree where source_key in ('1', '7', '8') order by 1`,
    );
    expect(rows).toEqual([
      { source_key: '1', species: '椰子', height_metres: 12, trunk_cm: null, extra: {} },
      { source_key: '7', species: null, height_metres: null, trunk_cm: null, extra: { height_metres: -3 } },
      { source_key: '8', species: null, height_metres: null, trunk_cm: 125, extra: {} },
    ]);
  });

  it('repairs a polygon where its area stays, rejects it where not, and measures what the file does not give', async () => {
    const square = [
      [110, 20],
      [110.01, 20],
      [110.01, 20.01],
      [110, 20.01],
    ];
    const file = write(
      'parks.geojson',
      collection([
        feature('open', { type: 'Polygon', coordinates: [square] }, {}),
        feature(
          'spike',
          { type: 'Polygon', coordinates: [[...square, [110, 20], [109.999, 20], [110, 20]]] },
          {},
        ),
        feature(
          'bow',
          {
            type: 'Polygon',
            coordinates: [
              [
                [110, 20],
                [110.01, 20.01],
                [110.01, 20],
                [110, 20.01],
                [110, 20],
              ],
            ],
          },
          {},
        ),
      ]),
    );
    const report = await run(file, 'greening-remote-sensing');
    if (report instanceof StoreError) throw report;
    expect(report.collections[0]).toMatchObject({ added: 2, repaired: 2, rejected: 1 });
    expect(report.rejections[0]?.code).toBe('polygon-invalid');
    const { rows } = await database.pool.query<{ area: number; valid: boolean }>(
      'select area_m2 as area, ST_IsValid(geom) as valid from green_space',
    );
    for (const { area, valid } of rows) {
      expect(valid).toBe(true);
      // 0.01° at 20.005° north: 1046.2 m by 1107.1 m, by the meridian and parallel arcs of GRS 80.
      expect(area).toBeCloseTo(1_158_250, -4);
    }
  });

  it('takes references that lead nowhere out of their field', async () => {
    const line = feature(
      'p',
      {
        type: 'LineString',
        coordinates: [
          [2, 41],
          [2.003, 41],
        ],
      },
      { node_1: 'x', node_2: 'y' },
    );
    const report = await run(write('arcs.geojson', collection([line])), 'underground-pipes', {
      wishes: { map: [], set: new Map([['class', 'PS']]) },
    });
    expect(
      'findings' in report &&
        report.findings.some((finding) => finding.startsWith('start_point: 1 lead to no known item')),
    ).toBe(true);
    expect((await database.pool.query('select start_point, extra from pipe_line')).rows).toEqual([
      { start_point: null, extra: { start_point: 'x', end_point: 'y' } },
    ]);
  });

  it('puts generic features apart by grade', async () => {
    const bin = feature(
      1,
      { type: 'Point', coordinates: [110.4, 20] },
      { LOCATION: 'PARK', 联系电话: '13800001234', other: 1 },
    );
    await run(write('bins.geojson', collection([bin])), 'waste-sorting');
    expect(
      (await database.pool.query('select id, properties, restricted_properties, extra from feature')).rows,
    ).toEqual([
      {
        id: 'bins.1',
        properties: { place: 'PARK' },
        restricted_properties: { keeper_phone: '13800001234' },
        extra: { other: 1 },
      },
    ]);
  });

  it('takes hostile names and texts as they are', async () => {
    const text = `{"type":"FeatureCollection","features":[{"type":"Feature","id":"x'; drop table lamp; --/\\u0000<b>","geometry":{"type":"Point","coordinates":[110.4,20]},
      "properties":{"__proto__":"p","constructor":1,"PoleID":"a\\tb\\\\N\\n\\u0000\\ud800","nested":{"deep":["\\u0000\\ud800"]}}}]}`;
    expect(
      countsOf(await run(write('x’; drop table lamp;--.geojson', text), 'street-lighting')),
    ).toMatchObject({ added: 1 });
    const {
      rows: [row],
    } = await database.pool.query<{ id: string; pole_no: string; extra: Record<string, unknown> }>(
      'select id, pole_no, extra from lamp',
    );
    expect(row?.id).toMatch(/^[\p{L}\p{N}_.-]+$/u);
    expect(row?.pole_no).toBe('a\tb\\N\n\u{fffd}');
    expect(Object.entries(row?.extra ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual([
      ['__proto__', 'p'],
      ['constructor', 1],
      ['nested', { deep: ['\u{fffd}\u{fffd}'] }],
    ]);
  });

  it.each([
    ['a truncated file', 'cut.geojson', collection([lamp('a', [110, 20])]).slice(0, -20), 'file-truncated'],
    ['an empty file', 'empty.geojson', '', 'file-empty'],
    [
      'a broken ZIP called GeoJSON',
      'zip.geojson',
      Buffer.from('504b0304140000000800', 'hex'),
      'archive-broken',
    ],
    [
      'coordinates that are no degrees',
      'plane.geojson',
      collection([lamp('a', [431_986.864, 2_214_712.422])]),
      'crs-missing',
    ],
    ['swapped axes', 'swapped.geojson', collection([lamp('a', [20.02, 110.35])]), 'crs-missing'],
    ['a table without coordinates', 'table.csv', 'name,value\na,1\n', 'no-coordinates'],
  ])('refuses %s and writes nothing', async (_, name, content, code) => {
    expect(await run(write(name, content), 'street-lighting')).toMatchObject({ code });
    expect(await numberOf('lamp')).toBe(0);
    expect(await numberOf('source')).toBe(0);
  });

  it('proposes what coordinates without a CRS could be, the likeliest first', async () => {
    const refused = await run(
      write('plane.geojson', collection([lamp('a', [431_986.864, 2_214_712.422])])),
      'street-lighting',
    );
    expect(refused instanceof StoreError && refused.hint).toMatch(
      /^These numbers look like 1\. --crs EPSG:4546 \(then near 110\.350°, 20\.020°\)/,
    );
    expect(
      countsOf(await run(join(folder, 'plane.geojson'), 'street-lighting', { crs: { crs: 'EPSG:4546' } })),
    ).toMatchObject({ added: 1 });
    const {
      rows: [at],
    } = await database.pool.query<{ x: number; y: number }>(
      'select ST_X(geom) as x, ST_Y(geom) as y from lamp',
    );
    expect(at?.x).toBeCloseTo(110.35, 8);
    expect(at?.y).toBeCloseTo(20.02, 8);
    const swapped = await run(
      write('swapped.geojson', collection([lamp('a', [20.02, 110.35])])),
      'street-lighting',
    );
    expect(swapped instanceof StoreError && swapped.hint).toContain('--crs EPSG:4490 --axes yx');
    expect(
      await run(join(folder, 'plane.geojson'), 'street-lighting', { crs: { crs: 'EPSG:4326' } }),
    ).toMatchObject({ code: 'crs-implausible' });
  });

  it('places GeoParquet by the system that its metadata define, and rejects the geometry that it cannot read', async () => {
    const at = (x: number, y: number): Buffer => {
      const wkb = Buffer.from('0101000000', 'hex');
      const xy = Buffer.alloc(16);
      xy.writeDoubleLE(x, 0);
      xy.writeDoubleLE(y, 8);
      return Buffer.concat([wkb, xy]);
    };
    const crs = {
      $schema: 'https://proj.org/schemas/v0.7/projjson.schema.json',
      type: 'ProjectedCRS',
      name: '城市独立坐标系',
      base_crs: {
        name: 'CGCS2000',
        datum: {
          type: 'GeodeticReferenceFrame',
          name: 'China 2000',
          ellipsoid: { name: 'CGCS2000', semi_major_axis: 6_378_137, inverse_flattening: 298.257222101 },
        },
      },
      conversion: {
        name: 'none',
        method: { name: 'Transverse Mercator', id: { authority: 'EPSG', code: 9807 } },
        parameters: [
          { name: 'Latitude of natural origin', value: 0, unit: 'degree' },
          { name: 'Longitude of natural origin', value: 111, unit: 'degree' },
          { name: 'Scale factor at natural origin', value: 1, unit: 'unity' },
          { name: 'False easting', value: 500_000, unit: 'metre' },
          { name: 'False northing', value: 0, unit: 'metre' },
        ],
      },
      coordinate_system: {
        subtype: 'Cartesian',
        axis: [
          { name: 'Northing', abbreviation: 'X', direction: 'north', unit: 'metre' },
          { name: 'Easting', abbreviation: 'Y', direction: 'east', unit: 'metre' },
        ],
      },
    };
    const places = [at(431_986.864, 2_214_712.422), at(431_986.864, 2_214_712.422).subarray(0, 12)];
    const file = parquetWriteBuffer({
      columnData: [
        { name: 'PoleID', type: 'STRING', data: ['A', 'B'] },
        { name: 'geometry', type: 'BYTE_ARRAY', data: places },
      ],
      kvMetadata: [
        {
          key: 'geo',
          value: JSON.stringify({
            version: '1.1.0',
            primary_column: 'geometry',
            columns: { geometry: { encoding: 'WKB', geometry_types: ['Point'], crs } },
          }),
        },
      ],
    });
    const report = await run(write('lamps.parquet', Buffer.from(file)), 'street-lighting');
    expect(countsOf(report)).toMatchObject({ read: 2, added: 1, rejected: 1 });
    expect(JSON.stringify(report)).toContain('城市独立坐标系');
    const {
      rows: [lampAt],
    } = await database.pool.query<{ x: number; y: number; pole_no: string }>(
      'select ST_X(geom) as x, ST_Y(geom) as y, pole_no from lamp',
    );
    expect(lampAt?.pole_no).toBe('A');
    expect(lampAt?.x).toBeCloseTo(110.35, 8);
    expect(lampAt?.y).toBeCloseTo(20.02, 8);
  });

  it('asks for what a collection needs and the file does not give', async () => {
    const refused = await run(
      write('nodes.geojson', collection([feature('a', { type: 'Point', coordinates: [110, 20] }, {})])),
      'underground-pipes',
    );
    expect(refused).toMatchObject({ code: 'field-missing' });
    expect(refused instanceof StoreError && refused.message).toContain('JS Water');
  });

  describe('of the tables of a pipe survey', () => {
    // 4546: 431986.864 E, 2214712.422 N is 110.35°, 20.02°. The X of a survey points north.
    const points = [
      '物探点号,X,Y,地面高程,点编码,特征,附属物,管线种类',
      'WS1,2214712.422,431986.864,10.00,52022205,,检查井,PS',
      'WS2,2214712.422,432036.864,9.80,52022205,,检查井,PS',
      'WS3,2214812.422,432036.864,9.90,52022205,三通,检查井,PS',
      'WS4,2214812.422,432036.864,9.90,52022205,,检查井,PS',
    ].join('\n');
    const lines = [
      '起始点号,终止点号,起点埋深,终点埋深,起点高程,终点高程,埋设方式,材质,管径,建设年代,道路名称,管理单位,管线种类',
      'WS1,WS2,2.00,2.10,8.00,7.70,直埋,T,600,2015,海秀路,水务集团,PS',
      'WS2,WS3,2.10,2.60,7.70,7.00,直埋,T,600,2015,海秀路,水务集团,PS',
      'WS3,WS2,2.10,2.60,7.70,7.00,直埋,T,600,2015,海秀路,水务集团,PS',
      'WS3,WS9,2.10,2.60,7.70,7.00,直埋,,600,2015,海秀路,水务集团,PS',
    ].join('\n');

    it('draws the lines between the points, and says which checks they fail', async () => {
      const [first, second] = await runAll(
        [write('lines.csv', lines), write('points.csv', points)],
        undefined,
        {
          source: 'survey-2024',
          crs: { crs: 'EPSG:4546' },
        },
      );
      if (!first || !second) throw new Error('there are two reports');
      if ('failed' in first) throw first.failed;
      if ('failed' in second) throw second.failed;
      expect(countsOf(first)).toMatchObject({ added: 4, rejected: 0 });
      expect(first.assumed).toContain(
        'a point table of a pipe survey: its X is taken for the northing, as surveys have it',
      );
      expect(first.findings.map((finding) => finding.split(' ', 2).join(' '))).toEqual(
        expect.arrayContaining(['same-place: 1', 'feature-or-appurtenance: 1']),
      );
      expect(countsOf(second)).toMatchObject({ added: 3, rejected: 1 });
      expect(second.rejections).toMatchObject([
        { place: 'line 5', code: 'ends-unknown', reason: expect.stringContaining('WS9') },
      ]);
      expect(second.findings.map((finding) => finding.split(' ', 2).join(' '))).toEqual(
        expect.arrayContaining([
          'line-reversed: 1',
          'segment-long: 2',
          'level-end: 2',
          'level-start: 1',
          'tee-lines: 1',
        ]),
      );
      const { rows } = await database.pool.query(
        `select source_key, start_point, end_point, round(ST_X(ST_StartPoint(geom))::numeric, 6)::float8 as x, round(ST_Y(ST_StartPoint(geom))::numeric, 6)::float8 as y,
                ST_Z(ST_StartPoint(geom)) as z, round(length_metres::numeric, 1)::float8 as length, material, width_mm from pipe_line order by source_key limit 1`,
      );
      expect(rows).toEqual([
        {
          source_key: 'WS1-WS2',
          start_point: 'survey-2024.WS1',
          end_point: 'survey-2024.WS2',
          x: 110.35,
          y: 20.02,
          // Of its axis: its top lies at 8 m, and half of 600 mm above it.
          z: 7.7,
          length: 50,
          material: 'T',
          width_mm: 600,
        },
      ]);
    });

    /** A clean survey of a street: four manholes in a row, 40 m apart, falling by 0.2 m, and a branch at the third. */
    const north = 2214712.422;
    const east = 431986.864;
    const pointHead = '物探点号,X,Y,地面高程,点编码,特征,附属物,管线种类';
    const cleanPoints = [
      ['A1', 0, 0, 10, '', '检查井'],
      ['A2', 0, 40, 10, '', '检查井'],
      ['A3', 0, 80, 10, '三通', ''],
      ['A4', 0, 120, 10, '', '检查井'],
      ['B1', 40, 80, 10, '', '检查井'],
    ] as const;
    const lineHead =
      '起始点号,终止点号,起点埋深,终点埋深,起点高程,终点高程,埋设方式,材质,管径,建设年代,道路名称,管理单位,管线种类';
    const line = (
      from: string,
      to: string,
      depths: readonly [number, number],
      more = '直埋,混凝土,600,2015,海秀路,水务集团,PS',
    ) => [from, to, depths[0], depths[1], 10 - depths[0], 10 - depths[1], more].join(',');
    const cleanLines = [
      line('A1', 'A2', [2, 2.2]),
      line('A2', 'A3', [2.2, 2.4]),
      line('A3', 'A4', [2.4, 2.6]),
      line('B1', 'A3', [2.2, 2.4]),
    ];
    const pointRow = ([no, dn, de, ground, feature, appurtenance]: readonly [
      string,
      number,
      number,
      number | string,
      string,
      string,
    ]) => [no, north + dn, east + de, ground, '52022205', feature, appurtenance, 'PS'].join(',');
    const surveyOf = async (points: readonly string[], lines: readonly string[]) => {
      const reports = await runAll(
        [
          write('survey-points.csv', [pointHead, ...points].join('\n')),
          write('survey-lines.csv', [lineHead, ...lines].join('\n')),
        ],
        undefined,
        { source: 'street', crs: { crs: 'EPSG:4546' } },
      );
      return reports.map((report) => {
        if ('failed' in report) throw report.failed;
        return {
          found: report.survey.map(({ code, places }) => `${code} ${places.toSorted().join(' ')}`),
          rejected: report.rejections.map(({ place, code }) => `${code} ${place}`),
        };
      });
    };

    it('finds nothing in a clean survey', async () => {
      const nothing = { found: [], rejected: [] };
      expect(await surveyOf(cleanPoints.map(pointRow), cleanLines)).toEqual([nothing, nothing]);
    });

    it('finds each planted fault under its name and in its place, and no other', async () => {
      const points = [
        ...cleanPoints.map(pointRow),
        pointRow(['A4', 0, 200, 10, '', '检查井']),
        pointRow(['C1', 0, 40, 10, '', '检查井']),
        pointRow(['C2', 300, 0, 10, '', '']),
        pointRow(['C3', 300, 40, '', '', '检查井']),
        pointRow(['D1', 600, 0, 10, '', '检查井']),
        pointRow(['D2', 600, 30, 10, '', '检查井']),
        pointRow(['D3', 600.001, 0.02, 10, '', '检查井']),
        pointRow(['D4', 620, 30, 10, '', '检查井']),
        pointRow(['E1', 900, 0, 10, '四通', '']),
        pointRow(['E2', 900, 100, 10, '', '检查井']),
        pointRow(['E3', 960, -5, 10, '', '检查井']),
      ];
      const lines = [
        ...cleanLines,
        line('A1', 'A2', [2, 2.2]),
        line('A4', 'A3', [2.6, 2.4]),
        line('A1', 'A1', [2, 2]),
        line('A1', 'Z9', [2, 2]),
        // 30 m long: 8 m deeper is 14.9°, 20 m deeper on 20 m is 45°; and it turns back onto itself.
        line('D1', 'D2', [2, 10]),
        line('D2', 'D4', [10, 30]),
        line('D3', 'D2', [2, 10], '直埋,铸铁,600,2015,海秀路,水务集团,PS'),
        line('D1', 'D3', [2, 2], '直埋,混凝土,,,,,PS'),
        'E1,E2,2,2.1,8,7.5,直埋,混凝土,600,2015,海秀路,水务集团,PS',
        'E1,E3,2.5,2.6,7.5,7.4,,砼,800,2015,海秀路,水务集团,PS',
      ];
      const [ofPoints, ofLines] = await surveyOf(points, lines);
      expect(ofPoints).toEqual({
        found: [
          'same-place line 8',
          'feature-or-appurtenance line 9',
          'missing-ground-elevation-metres line 10',
        ],
        rejected: ['duplicate-id line 7'],
      });
      expect(ofLines).toEqual({
        found: [
          'line-reversed line 7',
          'point-dangling C1 C2 C3',
          'segment-long line 14',
          'segment-short line 13',
          'slope-alarm line 10 line 12',
          'slope-steep line 11',
          'depth-deep line 11',
          'level-end line 14',
          'point-levels-differ E1',
          'point-depths-differ E1',
          'point-materials-differ D2 D3',
          'point-sections-differ E1',
          'tee-lines A3',
          'cross-lines E1',
          'turn-sharp A4 D1',
          'missing-laying line 15',
          'missing-width-mm line 13',
          'missing-laid-year line 13',
          'missing-maintainer line 13',
          'missing-road-name line 13',
          'network-apart D4 E3',
        ],
        rejected: ['start-is-end line 8', 'duplicate-id line 6', 'ends-unknown line 9'],
      });
    });
  });

  describe('that is killed', () => {
    const count = 3000;
    const file = () =>
      write(
        'lamps.geojson',
        collection(Array.from({ length: count }, (_, index) => lamp(`k${index}`, [110.4 + index / 1e5, 20]))),
      );

    it('before it is applied leaves the city as it was, and nothing behind after the next sweep', async () => {
      await killedAt('checking', file());
      expect(await numberOf('lamp')).toBe(0);
      expect(await numberOf(`pg_tables where schemaname = 'import_staging'`)).toBeGreaterThan(1);
      const workFolder = join(folder, 'imports');
      expect(readdirSync(workFolder)).toHaveLength(1);
      expect(await sweepStaging(database.pool)).toBe(1);
      expect(await numberOf(`pg_tables where schemaname = 'import_staging'`)).toBe(1);
      expect(
        countsOf(await run(join(folder, 'lamps.geojson'), 'street-lighting', { workFolder })),
      ).toMatchObject({
        added: count,
      });
      expect(readdirSync(workFolder)).toEqual([]);
    });

    it('while it is applied leaves all or nothing', async () => {
      await killedAt('storing', file());
      expect([0, count]).toContain(await numberOf('lamp'));
      expect(countsOf(await run(join(folder, 'lamps.geojson'), 'street-lighting'))).toMatchObject({
        read: count,
        retired: 0,
        rejected: 0,
      });
      expect(await numberOf('lamp')).toBe(count);
    });

    it.skipIf(!server)(
      'in the middle of the transaction leaves nothing (on a server, where a lock can hold it there)',
      async () => {
        const holder = await database.pool.connect();
        await holder.query('begin; lock table lamp in share mode');
        const child = startImporter(file());
        await expect
          .poll(
            async () =>
              (
                await database.pool.query(
                  `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into lamp%'`,
                )
              ).rowCount,
            { timeout: 30_000 },
          )
          .toBe(1);
        await killed(child);
        await holder.query('rollback');
        holder.release();
        await expect
          .poll(
            async () =>
              (
                await database.pool.query(
                  `select from pg_stat_activity where query like '%insert into lamp%' and state <> 'idle' and pid <> pg_backend_pid()`,
                )
              ).rowCount,
            { timeout: 30_000 },
          )
          .toBe(0);
        expect(await numberOf('lamp')).toBe(0);
        expect(await numberOf('source')).toBe(0);
      },
    );

    const killedAt = async (stage: string, path: string): Promise<void> => {
      const child = startImporter(path);
      await new Promise<void>((reached, ended) => {
        child.on('message', (message) => {
          if (message === stage) reached();
        });
        child.on('exit', (code) => ended(new Error(`the importer ended with ${code} before ${stage}`)));
      });
      await killed(child);
    };
  });

  describe.skipIf(NO_DATA !== '')(`of real files${NO_DATA}`, () => {
    it.each([
      ['city/cambridge/INFRA_StreetLights.geojson', 'street-lighting', 'lamp', 6117],
      ['city/cambridge/INFRA_ParkLights.geojson', 'street-lighting', 'lamp', 858],
      ['city/cambridge/DPW_LitterBarrels.geojson', 'waste-sorting', 'feature', 990],
      ['city/cambridge/RECREATION_OpenSpace.geojson', 'greening-remote-sensing', 'green_space', 276],
      ['city/monaco/buildings.geojson', 'buildings', 'building', 1207],
      ['city/monaco/roads.geojson', 'base-map', 'road', 2361],
      ['city/portland/park_trees.csv.gz', 'greening-remote-sensing', 'tree', 25_534],
    ])('%s is in the city after it, twice the same', async (name, theme, table, count) => {
      const path = join(DATA, name);
      // Counted apart from the reader, where it is one whole JSON; the others as SOURCES.md counts them.
      if (name.endsWith('.geojson'))
        expect((JSON.parse(readFileSync(path, 'utf8')) as { features: unknown[] }).features).toHaveLength(
          count,
        );
      expect(countsOf(await run(path, theme))).toEqual({
        read: count,
        added: count,
        updated: 0,
        unchanged: 0,
        retired: 0,
        rejected: 0,
      });
      expect(await numberOf(table)).toBe(count);
      expect(countsOf(await run(path, theme))).toMatchObject({
        added: 0,
        updated: 0,
        unchanged: count,
        retired: 0,
      });
    });

    it('the network L-TOWN has its 785 nodes and 909 links, connected and in metres', async () => {
      const report = await run(join(DATA, 'pipes/epanet/L-TOWN.inp'), undefined, {
        crs: { at: { longitude: 110.46, latitude: 20.03, heightMetres: 0, headingDegrees: 0 } },
      });
      if (report instanceof StoreError) throw report;
      const devices = await numberOf(`pipe_point where appurtenance in ('valve', 'pump')`);
      expect((await numberOf('pipe_point')) - devices).toBe(785);
      expect((await numberOf('pipe_line')) + devices).toBe(909);
      expect(await numberOf('pipe_line where start_point is null or end_point is null')).toBe(0);
      const {
        rows: [length],
      } = await database.pool.query<{ stated: number; drawn: number }>(
        'select sum(length_metres)::float8 as stated, sum(ST_Length(geom::geography)) as drawn from pipe_line',
      );
      expect((length?.drawn ?? 0) / (length?.stated ?? 1)).toBeCloseTo(1, 1);
    });

    it('the sewers of Sant Boi find their nodes, whichever file is named first', async () => {
      const files = ['sewer_arc', 'sewer_node', 'sewer_connec', 'sewer_gully'].map((name) =>
        join(DATA, `pipes/santboi/${name}.geojson`),
      );
      const reports = await runAll(files, 'underground-pipes', {
        source: 'santboi-sewer',
        wishes: { map: [], set: new Map([['class', 'PS']]) },
      });
      expect(
        Object.fromEntries(
          reports.map((report) => [
            basename(report.file),
            'collections' in report && report.collections[0]?.added,
          ]),
        ),
      ).toEqual({
        'sewer_arc.geojson': 206,
        'sewer_node.geojson': 196,
        'sewer_connec.geojson': 471,
        'sewer_gully.geojson': 231,
      });
      expect(await numberOf('pipe_line where start_point is null or end_point is null')).toBe(0);
    });

    it('a network that EPANET refuses is refused with section and line', async () => {
      const refused = await run(join(DATA, 'pipes/epanet/Net1_broken.inp'), undefined, {
        crs: { at: { longitude: 110, latitude: 20, heightMetres: 0, headingDegrees: 0 } },
      });
      expect(refused instanceof StoreError && refused.message).toContain(
        '[JUNCTIONS] line 19: the node 11 is there already, in line 9',
      );
    });

    it('a file that names its CRS lies where it says', async () => {
      await run(join(DATA, 'pipes/swmm/bellinge_small_nodes.geojson'), 'underground-pipes', {
        wishes: { map: [], set: new Map([['class', 'PS']]) },
      });
      const {
        rows: [row],
      } = await database.pool.query<{ n: number; apart: number }>(
        `select count(*)::int as n, max(ST_Distance(geom, ST_Transform(ST_SetSRID(ST_MakePoint((extra ->> 'x')::float8, (extra ->> 'y')::float8), 32632), 4490))) as apart from pipe_point`,
      );
      expect(row?.n).toBe(15);
      expect(row?.apart).toBeLessThan(1e-7); // degrees: a centimetre
    });
  });
}

function requestFor(files: string[], theme: string | undefined, more: Partial<ImportRequest>): ImportRequest {
  return {
    files,
    target: { theme },
    wishes: { map: [], set: new Map() },
    crs: {},
    columns: {},
    workFolder: join(tmpdir(), 'twin-import-work'),
    rasterFolder: join(tmpdir(), 'twin-import-rasters'),
    dryRun: false,
    sure: false,
    ...more,
  };
}

function killed(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.on('close', () => done());
    child.kill('SIGKILL');
  });
}

function countsOf(report: FileReport | StoreError): Record<string, number> {
  if (report instanceof StoreError) throw report;
  const sum = (of: 'read' | 'added' | 'updated' | 'unchanged' | 'retired' | 'rejected'): number =>
    report.collections.reduce((all, one) => all + one[of], 0);
  return {
    read: sum('read'),
    added: sum('added'),
    updated: sum('updated'),
    unchanged: sum('unchanged'),
    retired: sum('retired'),
    rejected: sum('rejected'),
  };
}

function collection(features: readonly object[]): string {
  return JSON.stringify({ type: 'FeatureCollection', features });
}

function feature(id: string | number, geometry: object | null, properties: Record<string, unknown>): object {
  return { type: 'Feature', id, geometry, properties };
}

function lamp(id: string, coordinates: number[], properties: Record<string, unknown> = {}): object {
  return feature(id, { type: 'Point', coordinates }, properties);
}

async function freshDatabase(server: string): Promise<string> {
  const name = `import_${process.pid}_${Date.now()}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
