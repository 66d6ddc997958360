import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request as requestOf } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkbook } from '@twin/gis-data/formats/workbook-for-tests.ts';
import { makeZip } from '@twin/gis-data/formats/zip-for-tests.ts';
import { serveApp, UPLOAD_LIMIT_BYTES, type ServedApp } from '../../app-for-tests.ts';
import { openImportJobs, type JobDocument } from './import-jobs.ts';
import { harmlessName } from './uploads.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const REAL = fileURLToPath(
  new URL('../../../../../shared/data/city/cambridge/INFRA_ParkLights.geojson', import.meta.url),
);
const NO_DATA = existsSync(REAL) ? '' : ' (skipped: the folder ../shared/data is not there)';
const ASK_EVERY_MS = 50;
const WORK_WITHIN_MS = 60_000;

/** 4546: 431986.864 E, 2214712.422 N is 110.35°, 20.02°. The X of a survey points north. */
const POINTS = `物探点号,X,Y,地面高程,点编码,特征,附属物,管线种类
WS1,2214712.422,431986.864,10.00,52022205,,检查井,PS
WS2,2214712.422,432036.864,9.80,52022205,,检查井,PS
WS3,2214812.422,432036.864,9.90,52022205,三通,检查井,PS`;
const LINES = `起始点号,终止点号,起点埋深,终点埋深,起点高程,终点高程,埋设方式,材质,管径,建设年代,道路名称,管理单位,管线种类
WS1,WS2,2.00,2.10,8.00,7.70,直埋,T,600,2015,海秀路,水务集团,PS
WS2,WS3,2.10,2.60,7.70,7.00,直埋,T,600,2015,海秀路,水务集团,PS
WS3,WS9,2.10,2.60,7.70,7.00,直埋,T,600,2015,海秀路,水务集团,PS`;

it('calls a file by what is harmless of its name', () => {
  for (const [given, called] of [
    ['../../etc/passwd', 'passwd'],
    ['C:\\data\\路灯.geojson', '路灯.geojson'],
    ['..', 'file'],
    ['.', 'file'],
    ['', 'file'],
    ['.env', 'env'],
    ['a\0b\n\u{1b}[31m.csv', 'a_b__[31m.csv'],
    ['\u{202e}vsc.exe', '_vsc.exe'],
  ])
    expect(harmlessName(given ?? '')).toBe(called);
  const long = harmlessName(`${'管'.repeat(300)}.shp.zip`);
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(200);
  expect(long).toMatch(/^管+\.shp\.zip$/);
});

describe('imports by upload on the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)(
  'imports by upload on PostgreSQL (skipped when TEST_DATABASE_URL names no server)',
  () => behaviour(SERVER),
);

function behaviour(server: string | undefined): void {
  let app: ServedApp;
  let officer: { cookie: string };
  beforeAll(async () => {
    app = await serveApp(server);
    officer = await app.signIn('data-officer');
  }, 120_000);
  afterAll(async () => {
    await app.close();
    expect(app.failures).toEqual([]);
  });

  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = officer) =>
    fetch(`${app.base}/api${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const json = async <T = JobDocument>(response: Promise<Response>): Promise<T> =>
    (await (await response).json()) as T;
  const code = async (response: Promise<Response>): Promise<[number, string]> => {
    const { code } = await json<{ code: string }>(response);
    return [(await response).status, code];
  };
  const upload = (id: string, name: string, content: string | Buffer): Promise<Response> =>
    fetch(`${app.base}/api/imports/${id}/files/${encodeURIComponent(name)}`, {
      method: 'PUT',
      headers: { ...officer, 'content-type': 'application/octet-stream' },
      body: typeof content === 'string' ? content : new Uint8Array(content),
    });
  const begin = async (files: Record<string, string | Buffer>): Promise<string> => {
    const { id } = await json(ask('POST', '/imports'));
    for (const [name, content] of Object.entries(files))
      expect((await upload(id, name, content)).status).toBe(201);
    return id;
  };
  const ended = async (id: string): Promise<JobDocument> => {
    const late = Date.now() + WORK_WITHIN_MS;
    for (;;) {
      const job = await json(ask('GET', `/imports/${id}`));
      if (!/waiting|ing$/.test(job.state)) return job;
      if (Date.now() > late) throw new Error(`the import is still ${job.state}`);
      await new Promise((again) => setTimeout(again, ASK_EVERY_MS));
    }
  };
  const planned = async (id: string, options: unknown = {}): Promise<JobDocument> => {
    expect((await ask('POST', `/imports/${id}/plan`, options)).status).toBe(202);
    return ended(id);
  };
  const imported = async (id: string): Promise<JobDocument> => {
    expect((await ask('POST', `/imports/${id}/run`, {})).status).toBe(202);
    return ended(id);
  };
  const itemsOf = async (collection: string): Promise<number> =>
    (
      await json<{ numberMatched: number }>(
        fetch(`${app.base}/ogc/collections/${collection}/items?limit=1`, { headers: officer }),
      )
    ).numberMatched;
  const uploadedFiles = (id: string): string[] =>
    readdirSync(join(app.folder, 'imports/uploads', id), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  type Source = { source: string; importId: number; by: string | null; licence: string };
  const sources = async (): Promise<Source[]> =>
    (await json<{ sources: Source[] }>(ask('GET', '/sources'))).sources;

  it('takes readings in a workbook to the meter that they name, and back', { timeout: 120_000 }, async () => {
    await app.pool.query(`
      insert into source (id, key, title, licence, crs, simulated) values (2000, 'meters', 'Made by hand', 'CC0-1.0', 'EPSG:4490', true);
      insert into metered_building (id, name, building_class, energy_use, floor_area_m2, height_metres, energy_class, source_id,
          source_key, division, operator, geom)
        values ('read', 'Read', 'A', 'office-government', 1000, 30, 'none', 2000, 'read', '460100', 'ours',
          ST_Multi(ST_MakeEnvelope(110, 20, 110.001, 20.001, 4490)));
      insert into energy_meter (id, metered_building, energy_kind, sub_item, meter_no, source_id, source_key, division, operator, geom)
        values ('read-1', 'read', 'electricity', 'power', 'YS7001', 2000, 'read-1', '460100', 'ours',
          ST_SetSRID(ST_MakePoint(110, 20, 0), 4490))`);
    const stored = async (): Promise<unknown> =>
      (
        await app.pool.query(
          `select coalesce(sum(o.sum), 0)::real as sum from observation_day o
           join datastream d on d.id = o.datastream_id where d.feature_id = 'read-1'`,
        )
      ).rows[0];
    const hours = Array.from({ length: 24 }, (_, at) => at + 1);
    const workbook = makeWorkbook({
      说明: [
        ['项目', '说明'],
        ['单位', 'kWh'],
      ],
      电量: [['2025年1月'], ['日期', '表号', ...hours], [{ serial: 45_658 }, 'YS7001', ...hours]],
    });
    const id = await begin({ '电量.xlsx': workbook });
    const asked = await planned(id);
    expect(asked.plan).toMatchObject([{ file: '电量.xlsx › 电量', refused: null }]);
    expect(await stored()).toEqual({ sum: 0 });
    const done = await imported(id);
    expect(done).toMatchObject({ state: 'done', results: [{ refused: null }] });
    expect(await stored()).toEqual({ sum: 300 });
    const mine = (await sources()).find(({ source }) => source.startsWith('readings/'));
    const undo = `/sources/${encodeURIComponent(mine?.source ?? '')}/imports/${mine?.importId}`;
    expect((await ask('DELETE', undo)).status).toBe(200);
    expect(await stored()).toEqual({ sum: 0 });
  });

  it.skipIf(NO_DATA !== '')(
    `takes a real GeoJSON from its upload to items and back${NO_DATA}`,
    { timeout: 120_000 },
    async () => {
      const before = await itemsOf('lamps');
      const id = await begin({ 'INFRA_ParkLights.geojson': readFileSync(REAL) });
      const without = await planned(id);
      expect(without.plan).toMatchObject([
        { format: 'GeoJSON', features: 858, refused: { code: 'theme-missing' }, source: 'INFRA_ParkLights' },
      ]);
      expect(without.plan[0]?.proposals.themes).toContain('street-lighting');
      expect(without.plan[0]?.records).toHaveLength(5);
      const { plan, state } = await planned(id, { theme: 'street-lighting', licence: 'PDDL 1.0' });
      expect(state).toBe('planned');
      expect(plan).toMatchObject([{ refused: null, crs: 'CRS84', routes: [{ collection: 'lamps' }] }]);
      expect(await itemsOf('lamps')).toBe(before);
      const done = await imported(id);
      expect(done).toMatchObject({ state: 'done', files: [] });
      expect(done.results).toMatchObject([
        { outcome: 'imported', collections: [{ collection: 'lamps', read: 858, added: 858, rejected: 0 }] },
      ]);
      expect(done.results[0]?.shownAt).toMatch(/^#v=1&extent=-71\.\d+,42\.\d+,.*&layers=lamps~1~100$/);
      expect(await itemsOf('lamps')).toBe(before + 858);
      expect(existsSync(join(app.folder, 'imports/uploads', id))).toBe(false);
      const [source] = await sources();
      expect(source).toMatchObject({
        source: 'INFRA_ParkLights',
        by: '数据管理员 Data officer',
        licence: 'PDDL 1.0',
      });
      const undo = `/sources/INFRA_ParkLights/imports/${source?.importId}`;
      expect((await ask('DELETE', undo)).status).toBe(200);
      expect(await itemsOf('lamps')).toBe(before);
      expect(await code(ask('DELETE', undo))).toEqual([404, 'source-unknown']);
      const { rows } = await app.pool.query(
        `select a.name, e.action, e.subject from audit_entry e join account a on a.id = e.account_id
         where subject = 'source/INFRA_ParkLights' order by e.id`,
      );
      expect(rows).toEqual([
        { name: 'data-officer', action: 'imported', subject: 'source/INFRA_ParkLights' },
        { name: 'data-officer', action: 'import-undone', subject: 'source/INFRA_ParkLights' },
      ]);
      expect((await app.pool.query('select from broken_audit_entries()')).rows).toEqual([]);
    },
  );

  it(
    'takes the two tables of a pipe survey, first asking in which grid they lie, and lists what was rejected',
    { timeout: 120_000 },
    async () => {
      const before = await itemsOf('pipe-points');
      const id = await begin({ '管线.csv': LINES, '管点.csv': POINTS });
      const asked = await planned(id, { source: 'survey-2026' });
      const points = asked.plan.find(({ file }) => file === '管点.csv');
      expect(points).toMatchObject({
        refused: { code: 'crs-missing' },
        routes: [{ collection: 'pipe-points' }],
      });
      expect(points?.proposals.crs[0]).toMatchObject({ crs: 'EPSG:4546', inHainan: true });
      const { plan } = await planned(id, { source: 'survey-2026', crs: 'EPSG:4546' });
      expect(plan.map(({ file, refused }) => [file, refused])).toEqual([
        ['管点.csv', null],
        ['管线.csv', null],
      ]);
      const { results } = await imported(id);
      expect(results).toMatchObject([
        { file: '管点.csv', source: 'survey-2026/管点', collections: [{ added: 3 }] },
        {
          file: '管线.csv',
          collections: [{ added: 2, rejected: 1 }],
          rejections: [{ place: 'line 4', code: 'ends-unknown' }],
        },
      ]);
      expect(await itemsOf('pipe-points')).toBe(before + 3);
      const report = await ask('GET', `/imports/${id}/report`);
      expect(report.headers.get('content-disposition')).toContain('attachment');
      expect(await report.text()).toContain('ends-unknown');
      for (const { source, importId } of (await sources()).toSorted((a, b) => b.importId - a.importId))
        await ask('DELETE', `/sources/${encodeURIComponent(source)}/imports/${importId}`);
      expect(await itemsOf('pipe-points')).toBe(before);
    },
  );

  const lamp = (name: string, x = 110.4): string =>
    JSON.stringify({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          id: 1,
          properties: { pole_no: name, label: 'old' },
          geometry: { type: 'Point', coordinates: [x, 20] },
        },
      ],
    });
  const lighting = { theme: 'street-lighting' };

  it(
    'follows the mapping that a person gives, for each file apart, and leaves out what is not wanted',
    { timeout: 120_000 },
    async () => {
      const id = await begin({ 'a.geojson': lamp('A1'), 'b.geojson': lamp('B1'), 'c.geojson': lamp('C1') });
      const options = {
        ...lighting,
        each: {
          a: { ...lighting, map: [{ from: 'label', field: 'pole_no' }], leave: ['pole_no'] },
          c: { ...lighting, skip: true },
        },
      };
      const { plan } = await planned(id, options);
      const mapped = plan.map(({ source, routes }) => [
        source,
        routes[0]?.mappings.map(({ from, field }) => `${from}>${field}`),
      ]);
      expect(mapped).toEqual([
        ['a', ['label>pole_no']],
        ['b', ['pole_no>pole_no']],
        ['c', ['pole_no>pole_no']],
      ]);
      const { results } = await imported(id);
      expect(results.map(({ outcome }) => outcome)).toEqual(['imported', 'imported', 'left']);
      for (const { source, importId } of await sources())
        expect((await ask('DELETE', `/sources/${source}/imports/${importId}`)).status).toBe(200);
    },
  );

  it('does not undo another import than the one that was looked at', { timeout: 120_000 }, async () => {
    for (const name of ['first', 'second']) {
      const id = await begin({ 'lamps.geojson': lamp(name) });
      await planned(id, lighting);
      await imported(id);
    }
    const [{ importId } = { importId: 0 }] = await sources();
    expect(await code(ask('DELETE', `/sources/lamps/imports/${importId - 1}`))).toEqual([
      409,
      'undo-not-last',
    ]);
    for (const id of [importId, importId - 1])
      expect((await ask('DELETE', `/sources/lamps/imports/${id}`)).status).toBe(200);
    expect(await sources()).toEqual([]);
  });

  it('is for accounts that may edit and see the whole city, and for each its own', async () => {
    const mine = await begin({});
    const planner = await app.signIn('planner');
    for (const [method, path, body] of [
      ['GET', '/imports', undefined],
      ['POST', '/imports', undefined],
      ['GET', `/imports/${mine}`, undefined],
      ['POST', `/imports/${mine}/plan`, {}],
      ['PUT', `/imports/${mine}/files/a.csv`, undefined],
      ['GET', '/sources', undefined],
      ['DELETE', '/sources/lamps/imports/1', undefined],
    ] as const) {
      expect([path, ...(await code(ask(method, path, body, {})))]).toEqual([path, 401, 'sign-in-needed']);
      expect([path, ...(await code(ask(method, path, body, planner)))]).toEqual([path, 403, 'editor-needed']);
    }
    const foreign = { ...officer, 'sec-fetch-site': 'cross-site' };
    expect(await code(ask('POST', '/imports', undefined, foreign))).toEqual([403, 'cross-site']);
    await app.pool.query("update account set editor = true where name in ('planner', 'operator')");
    await app.pool.query("update account set division = '460108' where name = 'operator'");
    expect(await code(ask('GET', `/imports/${mine}`, undefined, await app.signIn('planner')))).toEqual([
      404,
      'import-unknown',
    ]);
    expect(await code(ask('GET', '/imports', undefined, await app.signIn('operator')))).toEqual([
      403,
      'whole-city-needed',
    ]);
    // The operator sees no pipes, and so imports none.
    await app.pool.query("update account set division = null where name = 'operator'");
    const low = await app.signIn('operator');
    const { id } = await json(ask('POST', '/imports', undefined, low));
    await fetch(`${app.base}/api/imports/${id}/files/p.csv`, { method: 'PUT', headers: low, body: POINTS });
    await ask('POST', `/imports/${id}/plan`, { crs: 'EPSG:4546' }, low);
    await expect
      .poll(async () => (await json(ask('GET', `/imports/${id}`, undefined, low))).plan[0]?.refused?.code, {
        timeout: WORK_WITHIN_MS,
      })
      .toBe('collection-forbidden');
    await app.pool.query("update account set editor = false where name in ('planner', 'operator')");
    for (const unknown of ['x', "' or true --", '00000000-0000-0000-0000-000000000000'])
      expect(await code(ask('GET', `/imports/${encodeURIComponent(unknown)}`))).toEqual([
        404,
        'import-unknown',
      ]);
  });

  it('keeps nothing of an upload that is broken off half-way', async () => {
    const id = await begin({});
    const { host } = new URL(app.base);
    await new Promise<void>((done) => {
      const sent = requestOf(`http://${host}/api/imports/${id}/files/half.csv`, {
        method: 'PUT',
        headers: { ...officer, 'content-length': 1_000_000 },
      });
      sent.on('error', () => done());
      sent.write('x'.repeat(100_000), () => setImmediate(() => sent.destroy()));
      sent.on('close', () => done());
    });
    await expect.poll(() => uploadedFiles(id)).toEqual([]);
    expect((await json(ask('GET', `/imports/${id}`))).files).toEqual([]);
    expect(await code(ask('POST', `/imports/${id}/plan`, {}))).toEqual([409, 'import-empty']);
  });

  it('refuses what is larger than the limit, by what is announced and by what comes', async () => {
    const id = await begin({});
    const { host } = new URL(app.base);
    const status = (headers: Record<string, string | number>, chunks: number): Promise<number> =>
      new Promise((done, fail) => {
        const sent = requestOf(
          `http://${host}/api/imports/${id}/files/large.csv`,
          { method: 'PUT', headers: { ...officer, ...headers } },
          (response) => {
            response.resume();
            done(response.statusCode ?? 0);
            sent.destroy();
          },
        );
        let isAnswered = false;
        sent.on('response', () => {
          isAnswered = true;
        });
        sent.on('error', (error) => (isAnswered ? undefined : fail(error)));
        sent.flushHeaders();
        for (let chunk = 0; chunk < chunks; chunk++) sent.write(Buffer.alloc(500_000, 'x'));
      });
    expect(await status({ 'content-length': UPLOAD_LIMIT_BYTES + 1 }, 0)).toBe(413);
    expect(await status({ 'transfer-encoding': 'chunked' }, UPLOAD_LIMIT_BYTES / 500_000 + 1)).toBe(413);
    expect(uploadedFiles(id)).toEqual([]);
    expect(await code(ask('POST', `/imports/${id}/plan`, { theme: 'x'.repeat(1_100_000) }))).toEqual([
      413,
      'body-too-large',
    ]);
    // Two at once count together.
    const half = Buffer.alloc(UPLOAD_LIMIT_BYTES * 0.6, 'x');
    const both = await Promise.all([upload(id, 'one.csv', half), upload(id, 'two.csv', half)]).catch(
      () => [],
    );
    expect(both.filter(({ status: answered }) => answered === 201).length).toBeLessThan(2);
    await ask('DELETE', `/imports/${id}`);
    expect(existsSync(join(app.folder, 'imports/uploads', id))).toBe(false);
  });

  it('gives a verdict on hostile and empty files, and goes on', { timeout: 120_000 }, async () => {
    const bomb = makeZip([{ name: 'a.geojson', content: Buffer.alloc(80 * 1024 * 1024) }]);
    const outside = makeZip([{ name: '../../outside.geojson', content: Buffer.from(lamp('X')) }]);
    const id = await begin({
      'bomb.zip': bomb,
      'outside.zip': outside,
      'empty.csv': '',
      '../../../evil.geojson': lamp('good'),
      'odd.geojson': lamp('A').replace('"label"', '"la\\u0000bel\\ud800"'),
    });
    const { plan } = await planned(id, lighting);
    expect(Object.fromEntries(plan.map(({ file, refused }) => [file, refused?.code ?? null]))).toEqual({
      'bomb.zip': 'archive-bomb',
      'outside.zip': 'archive-path',
      'empty.csv': 'file-empty',
      'evil.geojson': null,
      'odd.geojson': null,
    });
    expect(existsSync(join(app.folder, 'outside.geojson'))).toBe(false);
    expect((await ask('DELETE', `/imports/${id}/files/${encodeURIComponent('odd.geojson')}`)).status).toBe(
      204,
    );
    const { state, results } = await imported(id);
    expect(state).toBe('done');
    expect(results.filter(({ outcome }) => outcome === 'imported').map(({ file }) => file)).toEqual([
      'evil.geojson',
    ]);
    // What was refused can be tried again in another way.
    expect(uploadedFiles(id)).toContain('bomb.zip');
    for (const { source, importId } of await sources())
      await ask('DELETE', `/sources/${source}/imports/${importId}`);
  });

  it('names what is wrong with options', async () => {
    const id = await begin({ 'a.geojson': lamp('A') });
    for (const body of [
      { them: 'street-lighting' },
      { at: { longitude: 500, latitude: 0 } },
      { source: '../x' },
      { theme: 'a\0b' },
      { set: { note: 'half \ud800' } },
      [],
      'x',
    ])
      expect(await code(ask('POST', `/imports/${id}/plan`, body))).toEqual([
        400,
        expect.stringMatching(/^body-/),
      ]);
    await ask('DELETE', `/imports/${id}`);
  });

  it(
    'does one import after the other, says how many come before, and lets go of what is cancelled',
    { timeout: 120_000 },
    async () => {
      const ids = [];
      for (const name of ['q1', 'q2', 'q3']) {
        const id = await begin({ [`${name}.geojson`]: lamp(name) });
        await planned(id, lighting);
        ids.push(id);
      }
      const started = await Promise.all(ids.map((id) => json(ask('POST', `/imports/${id}/run`, {}))));
      expect(Math.max(...started.map(({ ahead = 0 }) => ahead))).toBeGreaterThan(0);
      const last = ids.at(-1) ?? '';
      expect(await code(ask('POST', `/imports/${last}/run`, {}))).toEqual([409, 'import-busy']);
      expect(await code(upload(last, 'more.csv', 'a,b'))).toEqual([409, 'import-busy']);
      expect((await json(ask('POST', `/imports/${last}/cancel`))).state).toBe('cancelled');
      const states = await Promise.all(ids.map(async (id) => (await ended(id)).state));
      expect(states).toEqual(['done', 'done', 'cancelled']);
      expect(await code(ask('POST', `/imports/${last}/cancel`))).toEqual([409, 'import-idle']);
      expect((await sources()).map(({ source }) => source)).not.toContain('q3');
      for (const { source, importId } of await sources())
        await ask('DELETE', `/sources/${source}/imports/${importId}`);
    },
  );

  it(
    'says of a job that its process left that it was interrupted, and takes those that waited',
    { timeout: 120_000 },
    async () => {
      const [broken, waiting] = [
        await begin({ 'w.geojson': lamp('w') }),
        await begin({ 'v.geojson': lamp('v') }),
      ];
      await app.pool.query("update import_job set state = 'importing', pid = 999999999 where id = $1", [
        broken,
      ]);
      await app.pool.query(
        `update import_job set state = 'plan-waiting', pid = 999999999, options = '{"theme": "street-lighting"}' where id = $1`,
        [waiting],
      );
      const next = await openImportJobs({
        pool: app.pool,
        dataDir: app.folder,
        limitBytes: UPLOAD_LIMIT_BYTES,
        report: (error) => {
          throw error;
        },
      });
      expect((await json(ask('GET', `/imports/${broken}`))).state).toBe('interrupted');
      expect((await ended(waiting)).plan).toMatchObject([{ source: 'v', refused: null }]);
      // It can be done again.
      await planned(broken, lighting);
      expect((await imported(broken)).results).toMatchObject([{ outcome: 'imported' }]);
      await next.close();
    },
  );

  it('is described in the OpenAPI document, with the session', async () => {
    const { paths } = await json<{ paths: Record<string, Record<string, unknown>> }>(
      fetch(`${app.base}/api/openapi.json`),
    );
    expect(Object.keys(paths['/session'] ?? {})).toEqual(['get', 'post', 'delete']);
    expect(Object.keys(paths['/imports'] ?? {})).toEqual(['get', 'post']);
    expect(paths['/imports/{id}/files/{name}']?.['put']).toMatchObject({
      requestBody: { content: { 'application/octet-stream': {} } },
      parameters: [
        { name: 'id', in: 'path' },
        { name: 'name', in: 'path' },
      ],
    });
    const options = await fetch(`${app.base}/api/imports/x/plan`, { method: 'OPTIONS' });
    expect(options.headers.get('allow')).toBe('POST, OPTIONS');
  });
}
