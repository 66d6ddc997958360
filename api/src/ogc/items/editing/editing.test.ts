import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveApp, type ServedApp } from '../../../app-for-tests.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const EPSG = 'http://www.opengis.net/def/crs/EPSG/0';
const CRS84H = 'http://www.opengis.net/def/crs/OGC/0/CRS84h';

type Feature = {
  id: string;
  geometry: { type: string; coordinates: unknown };
  properties: Record<string, unknown>;
};
type Answer = { status: number; etag: string; headers: Headers; body: Feature & Refusal };
type Refusal = { code: string; detail: string; errors?: { field: string; detail: string }[] };

describe('editing by OGC API Features Part 4 on the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)(
  'editing by OGC API Features Part 4 on PostgreSQL (skipped when TEST_DATABASE_URL names no server)',
  () => behaviour(SERVER),
);

function behaviour(server: string | undefined): void {
  let app: ServedApp;
  let editor: { cookie: string };
  beforeAll(async () => {
    app = await serveApp(server);
    editor = await app.signIn('data-officer');
  }, 120_000);
  afterAll(async () => {
    await app.close();
    expect(app.failures).toEqual([]);
  });

  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`${app.base}/ogc/collections/${path}`, {
      method,
      headers: {
        ...editor,
        ...(body === undefined ? {} : { 'content-type': TYPES[method] ?? '' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('etag') ?? '',
      headers: response.headers,
      body: (text.startsWith('{') ? JSON.parse(text) : {}) as Answer['body'],
    };
  };
  const TYPES: Readonly<Record<string, string>> = {
    POST: 'application/geo+json',
    PUT: 'application/geo+json',
    PATCH: 'application/merge-patch+json',
  };
  const revisionOf = async (collection: string): Promise<number> => {
    const { rows } = await app.pool.query<{ revision: string }>(
      'select revision from collection where id = $1',
      [collection],
    );
    return Number(rows[0]?.revision);
  };
  const faults = ({ status, body }: Answer): unknown[] => [
    status,
    body.code,
    ...(body.errors ?? []).map(({ field }) => field),
  ];
  const line = (...coordinates: number[][]): unknown => ({ type: 'LineString', coordinates });
  const road = (
    properties: object,
    geometry: unknown = line([110.46, 20.03], [110.461, 20.03]),
  ): unknown => ({
    type: 'Feature',
    geometry,
    properties: { class: 'branch', width_metres: 12, ...properties },
  });

  it('creates an item of a typed table, with its address, version, source, audit entry and a new revision', async () => {
    const revision = await revisionOf('roads');
    const made = await send('POST', 'roads/items', road({ name: '新路' }));
    expect([made.status, made.body.detail]).toEqual([201, undefined]);
    expect(made.headers.get('location')).toBe(`${app.base}/ogc/collections/roads/items/${made.body.id}`);
    const read = await send('GET', `roads/items/${made.body.id}`);
    expect(read.etag).toBe(made.etag);
    expect(read.body.properties).toEqual(made.body.properties);
    expect(read.body.properties).toMatchObject({ name: '新路', class: 'branch', width_metres: 12 });
    expect(await revisionOf('roads')).toBeGreaterThan(revision);
    const { rows } = await app.pool.query(
      `select a.name, e.action, e.before, e.after -> 'properties' ->> 'name' as after, s.key
       from audit_entry e join account a on a.id = e.account_id, road r join source s on s.id = r.source_id
       where e.subject = 'roads/' || $1 and r.id = $1`,
      [made.body.id],
    );
    expect(rows).toEqual([
      { name: 'data-officer', action: 'item-created', before: null, after: '新路', key: 'online-edits' },
    ]);
  });

  it('creates, replaces, patches and deletes an item of the generic table', async () => {
    const bin = (properties: object): unknown => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [110.455, 20.031] },
      properties,
    });
    const made = await send(
      'POST',
      'waste-points/items',
      bin({ place: '戊', stream: 'other', fill_percent: 5 }),
    );
    expect(made.status).toBe(201);
    const path = `waste-points/items/${made.body.id}`;
    const replaced = await send('PUT', path, bin({ place: '己', stream: 'kitchen' }), {
      'if-match': made.etag,
    });
    expect([
      replaced.status,
      replaced.body.properties['place'],
      replaced.body.properties['fill_percent'],
    ]).toEqual([200, '己', null]);
    const patched = await send(
      'PATCH',
      path,
      { properties: { fill_percent: 80, collected_at: '2025-06-01T08:00:00+08:00' } },
      { 'if-match': replaced.etag },
    );
    expect(patched.body.properties).toMatchObject({
      place: '己',
      stream: 'kitchen',
      fill_percent: 80,
      collected_at: '2025-06-01T00:00:00.000Z',
    });
    const found = await send('GET', 'waste-points/items?fill_percent=80');
    expect(found.body).toMatchObject({ features: [{ id: made.body.id }] });
    expect((await send('DELETE', path, undefined, { 'if-match': patched.etag })).status).toBe(204);
    expect((await send('GET', path)).status).toBe(404);
  });

  it('keeps what the editor may not see, and the source that an item came from', async () => {
    const before = await send('GET', 'waste-points/items/b1');
    const { geometry, properties } = before.body;
    const body = { type: 'Feature', geometry, properties: { ...properties, place: '甲乙' } };
    const replaced = await send('PUT', 'waste-points/items/b1', body, { 'if-match': before.etag });
    expect(replaced.status).toBe(200);
    const { rows } = await app.pool.query(
      `select restricted_properties ->> 'keeper' as keeper, source_id, properties ->> 'place' as place from feature where id = 'b1'`,
    );
    expect(rows).toEqual([{ keeper: '王五', source_id: 1, place: '甲乙' }]);
    const refused = await send(
      'PATCH',
      'waste-points/items/b1',
      { properties: { keeper_phone: '13800000001' } },
      {
        'if-match': replaced.etag,
      },
    );
    expect(faults(refused)).toEqual([422, 'item-invalid', 'keeper_phone']);
  });

  it('asks for the version that a change is meant for, and refuses a change of another', async () => {
    const path = 'roads/items/r1';
    const { etag, body } = await send('GET', path);
    const inGrid = await send('GET', `${path}?crs=${EPSG}/4546`);
    expect(inGrid.etag).not.toBe(etag);
    for (const [method, wanted] of [
      ['PUT', road({})],
      ['PATCH', { properties: { lanes: 2 } }],
      ['DELETE', undefined],
    ] as const) {
      expect(faults(await send(method, path, wanted))).toEqual([428, 'version-needed']);
      for (const other of ['"0-0-json"', `"${'0'.repeat(32)}-0-json"`, 'anything'])
        expect(faults(await send(method, path, wanted, { 'if-match': other }))).toEqual([
          412,
          'version-changed',
        ]);
    }
    // The version is the item's, in whatever system it was read; a proxy may have made the tag weak.
    const first = await send('PATCH', path, { properties: { lanes: 4 } }, { 'if-match': `W/${inGrid.etag}` });
    expect([first.status, first.body.properties['lanes']]).toEqual([200, 4]);
    expect(faults(await send('PATCH', path, { properties: { lanes: 3 } }, { 'if-match': etag }))).toEqual([
      412,
      'version-changed',
    ]);
    expect((await send('GET', path)).body.properties).toEqual({ ...body.properties, lanes: 4 });
  });

  it('lets one of two changes at once win', async () => {
    const { etag } = await send('GET', 'roads/items/r2');
    const both = await Promise.all(
      [5, 7].map((lanes) => send('PATCH', 'roads/items/r2', { properties: { lanes } }, { 'if-match': etag })),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  });

  it.each([
    [`${EPSG}/4490`, [20.03, 110.45], [20.03, 110.451]],
    // 110.35, 20.02 and 110.351, 20.02 by PROJ
    [`${EPSG}/4546`, [2214712.422, 431986.864], [2214712.0631, 432091.4855]],
  ])('honours the system of the body: %s', async (system, from, to) => {
    const made = await send('POST', 'roads/items', road({}, line(from, to)), {
      'content-crs': `<${system}>`,
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.headers.get('content-crs')).toBe(`<${system}>`);
    const back = made.body.geometry.coordinates as number[][];
    for (const [index, position] of [from, to].entries())
      for (const axis of [0, 1]) expect(back[index]?.[axis]).toBeCloseTo(position[axis] ?? 0, 3);
    const { body } = await send('GET', `roads/items/${made.body.id}`);
    const [longitude = 0, latitude = 0] = (body.geometry.coordinates as number[][])[0] ?? [];
    expect([Math.round(longitude), Math.round(latitude)]).toEqual([110, 20]);
  });

  it('stores heights of the national datum, whichever the body has, and asks for them where the table has them', async () => {
    const point = (...coordinates: number[]): unknown => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates },
      properties: { point_no: 'P9', class: 'PS', depth_metres: 2 },
    });
    expect(faults(await send('POST', 'pipe-points/items', point(110.35, 20.02)))).toEqual([
      422,
      'item-invalid',
      'geometry',
    ]);
    const plain = await send('POST', 'pipe-points/items', point(110.35, 20.02, 5));
    expect(plain.body.geometry.coordinates).toEqual([110.35, 20.02, 5]);
    const read = await send('GET', `pipe-points/items/${plain.body.id}?crs=${CRS84H}`);
    const raised = read.body.geometry.coordinates as number[];
    const again = await send('POST', 'pipe-points/items', point(...raised), { 'content-crs': `<${CRS84H}>` });
    const { body } = await send('GET', `pipe-points/items/${again.body.id}`);
    expect((body.geometry.coordinates as number[])[2]).toBeCloseTo(5, 3);
  });

  it('measures on the ellipsoid what the body does not say, and keeps what it says', async () => {
    const pipe = (properties: object): unknown => ({
      type: 'Feature',
      geometry: line([110.35, 20.02, 1], [110.351, 20.02, 1]),
      properties: { class: 'PS', ...properties },
    });
    // By GeographicLib: 0.001° along the parallel of 20.02°.
    expect((await send('POST', 'pipe-lines/items', pipe({}))).body.properties['length_metres']).toBeCloseTo(
      104.6,
      1,
    );
    const said = await send('POST', 'pipe-lines/items', pipe({ length_metres: 99 }));
    expect(said.body.properties['length_metres']).toBe(99);
    const moved = await send(
      'PATCH',
      `pipe-lines/items/${said.body.id}`,
      { geometry: line([110.35, 20.02, 1], [110.352, 20.02, 1]) },
      { 'if-match': said.etag },
    );
    expect(moved.body.properties['length_metres']).toBeCloseTo(209.3, 1);
  });

  it('names every field that is wrong, and stores nothing', async () => {
    const revision = await revisionOf('roads');
    const wrong = await send(
      'POST',
      'roads/items',
      road(
        {
          class: 'alley',
          lanes: 1.5,
          built_year: 'old',
          name: 7,
          one_way: 'yes',
          colour: 'red',
          width_metres: 1e300,
        },
        { type: 'Point', coordinates: [1, 2] },
      ),
    );
    expect(faults(wrong)).toEqual([
      422,
      'item-invalid',
      'class',
      'lanes',
      'built_year',
      'name',
      'one_way',
      'colour',
      'geometry',
    ]);
    expect(wrong.body.detail).toContain('class is one of');
    expect(faults(await send('POST', 'roads/items', road({ width_metres: 1e300 })))).toEqual([
      422,
      'item-invalid',
      'width_metres',
    ]);
    expect(faults(await send('POST', 'roads/items', road({ width_metres: -1 })))).toEqual([
      422,
      'item-invalid',
      'width_metres',
    ]);
    expect(faults(await send('POST', 'roads/items', road({ class: null })))).toEqual([
      422,
      'item-invalid',
      'class',
    ]);
    for (const geometry of [
      null,
      { type: 'LineString', coordinates: [] },
      { type: 'LineString', coordinates: [[110, 20]] },
      line([110, 20], [110, 20]),
      line([110, 20], [300, 20]),
      line([20, 110], [20, 111]),
      {
        type: 'LineString',
        coordinates: [
          [110, '20'],
          [111, 20],
        ],
      },
      {
        type: 'LineString',
        coordinates: [
          [
            [110, 20],
            [111, 20],
          ],
        ],
      },
      {
        type: 'MultiLineString',
        coordinates: [
          [
            [110, 20],
            [111, 20],
          ],
        ],
      },
      { type: 'GeometryCollection', geometries: [] },
    ])
      expect(faults(await send('POST', 'roads/items', road({}, geometry))), JSON.stringify(geometry)).toEqual(
        [422, 'item-invalid', 'geometry'],
      );
    const bowTie = [
      [110, 20],
      [110.1, 20.1],
      [110.1, 20],
      [110, 20.1],
      [110, 20],
    ];
    const water = await send('POST', 'water/items', {
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [bowTie] },
      properties: { kind: 'river' },
    });
    expect([...faults(water), water.body.detail]).toEqual([
      422,
      'item-invalid',
      'geometry',
      expect.stringContaining('Self-intersection'),
    ]);
    expect(await revisionOf('roads')).toBe(revision);
  });

  it('keeps references whole', async () => {
    const pipe = (start: string): unknown => ({
      type: 'Feature',
      geometry: line([110.35, 20.02, 1], [110.351, 20.02, 1]),
      properties: { class: 'PS', start_point: start },
    });
    expect(faults(await send('POST', 'pipe-lines/items', pipe('nowhere')))).toEqual([
      422,
      'item-invalid',
      'start_point',
    ]);
    expect((await send('POST', 'pipe-lines/items', pipe('p1'))).status).toBe(201);
    const { etag } = await send('GET', 'pipe-points/items/p1');
    const refused = await send('DELETE', 'pipe-points/items/p1', undefined, { 'if-match': etag });
    expect(faults(refused)).toEqual([409, 'item-referred-to']);
    expect(refused.body.detail).toContain('pipe-lines');
  });

  it('is for editors, who are told of their methods; others read', async () => {
    const planner = await app.signIn('planner');
    const allowed = async (path: string, headers: Record<string, string>): Promise<string | null> =>
      (await send('OPTIONS', path, undefined, headers)).headers.get('allow');
    expect(await allowed('roads/items', {})).toBe('GET, HEAD, POST, OPTIONS');
    expect(await allowed('roads/items/r1', {})).toBe('GET, HEAD, PUT, PATCH, DELETE, OPTIONS');
    expect(await allowed('roads/items/r1', planner)).toBe('GET, HEAD, OPTIONS');
    expect(faults(await send('POST', 'roads/items', road({}), planner))).toEqual([403, 'editor-needed']);
    expect(faults(await send('POST', 'roads/items', road({}), { cookie: '' }))).toEqual([
      401,
      'sign-in-needed',
    ]);
    expect(faults(await send('POST', 'roads/items', road({}), { 'sec-fetch-site': 'cross-site' }))).toEqual([
      403,
      'cross-site',
    ]);
    expect(faults(await send('PUT', 'roads/items', road({})))).toEqual([405, 'method-not-allowed']);
    expect(faults(await send('POST', 'nothing/items', road({})))).toEqual([404, 'collection-unknown']);
    expect(faults(await send('PUT', 'roads/items/nothing', road({}), { 'if-match': '*' }))).toEqual([
      404,
      'item-unknown',
    ]);
    expect(faults(await send('POST', 'roads/items', '{"type"'))).toEqual([400, 'body-malformed']);
    expect(faults(await send('POST', 'roads/items', road({}), { 'content-type': 'text/xml' }))).toEqual([
      415,
      'media-type-unsupported',
    ]);
    expect(faults(await send('POST', 'roads/items', road({}), { 'content-crs': '<EPSG:1>' }))).toEqual([
      400,
      'parameter-invalid',
    ]);
    const described = async (headers: Record<string, string>): Promise<string> =>
      (await fetch(`${app.base}/ogc/api`, { headers })).text();
    expect(await described(editor)).toContain('roads.replace');
    expect(await described(planner)).not.toContain('roads.replace');
  });

  it('keeps an official of one city from the rows of another', async () => {
    await app.pool.query(
      `insert into account (name, display_name, grade, editor, division, password_hash)
       select 'sanya', 'sanya', grade, editor, '4602', password_hash from account where name = 'data-officer'`,
    );
    await app.pool.query(
      `update pipe_point set division = case id when 'p2' then '460202' else '460106' end where id in ('p2', 'p3')`,
    );
    const response = await fetch(`${app.base}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'sanya', password: app.passwords.get('data-officer') }),
    });
    const sanya = { cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
    const patch = { properties: { depth_metres: 9 } };
    expect(faults(await send('PATCH', 'pipe-points/items/p3', patch, { ...sanya, 'if-match': '*' }))).toEqual(
      [404, 'item-unknown'],
    );
    expect((await send('PATCH', 'pipe-points/items/p2', patch, { ...sanya, 'if-match': '*' })).status).toBe(
      200,
    );
  });

  it('never fails inside, whatever the body is', async () => {
    const numbers = fc.oneof(fc.double(), fc.constantFrom(110, 20, 1e308, -0));
    const coordinates = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, numbers, fc.string(), fc.array(tie('any'), { maxLength: 4 })),
    })).any;
    const geometry = fc.record({
      type: fc.constantFrom('Point', 'LineString', 'Polygon', 'MultiPolygon', 'MultiPoint', '__proto__'),
      coordinates: fc.oneof(
        coordinates,
        fc.array(fc.tuple(fc.double({ min: 110, max: 111 }), fc.double({ min: 20, max: 21 }))),
      ),
    });
    const name = fc.constantFrom(
      'name',
      'class',
      'width_metres',
      'depth_metres',
      '__proto__',
      'constructor',
      'fill_percent',
      'collected_at',
      'surveyed_on',
      'status',
    );
    const properties = fc.dictionary(
      name,
      fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('PS', 'lane', '0', '2025-02-30')),
    );
    const body = fc.oneof(
      fc.record({ type: fc.constant('Feature'), geometry, properties }),
      fc.jsonValue({ maxDepth: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('roads', 'waste-points', 'pipe-points', 'pipe-lines', 'water'),
        body,
        fc.constantFrom(undefined, `<${EPSG}/4546>`, `<${EPSG}/3857>`, `<${CRS84H}>`),
        async (collection, wanted, system) => {
          const { status } = await send(
            'POST',
            `${collection}/items`,
            JSON.stringify(wanted),
            system ? { 'content-crs': system } : {},
          );
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 250 },
    );
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(
      (
        await send(
          'POST',
          'roads/items',
          `{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":${deep}}}`,
        )
      ).status,
    ).toBe(422);
  }, 120_000);

  it('leaves the audit trail whole', async () => {
    expect((await app.pool.query('select * from broken_audit_entries()')).rows).toEqual([]);
  });
}
