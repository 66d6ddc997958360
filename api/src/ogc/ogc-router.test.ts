import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveOgc, type Served } from './ogc-for-tests.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const GDALTRANSFORM = '/usr/bin/gdaltransform';
const OGR2OGR = '/usr/bin/ogr2ogr';
const OGRINFO = '/usr/bin/ogrinfo';
/** Not `spawnSync`: the server that GDAL asks lives in this process. */
const run = promisify(execFile);
const EPSG = 'http://www.opengis.net/def/crs/EPSG/0';
const OGC = 'http://www.opengis.net/def/crs/OGC';

type Feature = { id: string; geometry: { coordinates: unknown }; properties: Record<string, unknown> };
type Refusal = { status: number; code?: string; detail: string };
type Page = { features: Feature[]; numberMatched: number; links: { rel: string; href: string }[] };

describe('the OGC API on the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)('the OGC API on PostgreSQL (skipped when TEST_DATABASE_URL names no server)', () =>
  behaviour(SERVER),
);

function behaviour(server: string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), 'twin-export-'));
  let served: Served;
  beforeAll(async () => {
    served = await serveOgc(server);
  }, 120_000);
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true });
    expect(served.failures).toEqual([]);
  });

  const ask = (
    path: string,
    query: Readonly<Record<string, string>>,
    grade = 'government',
  ): Promise<Response> =>
    fetch(`${served.ogc}/collections/${path}?${new URLSearchParams(query).toString()}`, {
      headers: { 'x-grade': grade },
    });
  const page = async (collection: string, query: Readonly<Record<string, string>>): Promise<Page> => {
    const response = await ask(`${collection}/items`, query);
    const text = await response.text();
    expect(response.status, text).toBe(200);
    return JSON.parse(text) as Page;
  };
  const ids = async (collection: string, query: Readonly<Record<string, string>>): Promise<string> =>
    (await page(collection, query)).features.map(({ id }) => id).join(' ');
  const problem = async (
    path: string,
    query: Readonly<Record<string, string>>,
    grade?: string,
  ): Promise<Refusal> => (await (await ask(path, query, grade)).json()) as Refusal;

  describe('coordinates', () => {
    it('lists the same systems for each collection, and the one that is stored among them', async () => {
      const { crs, storageCrs } = (await (await ask('roads', {})).json()) as {
        crs: string[];
        storageCrs: string;
      };
      expect(crs).toEqual([
        `${OGC}/1.3/CRS84`,
        `${OGC}/0/CRS84h`,
        `${EPSG}/4490`,
        `${EPSG}/4545`,
        `${EPSG}/4546`,
        `${EPSG}/3857`,
      ]);
      expect(storageCrs).toBe(`${EPSG}/4490`);
    });

    it.each([
      [undefined, `${OGC}/1.3/CRS84`, [110.35, 20.02, 5]],
      [`${EPSG}/4490`, `${EPSG}/4490`, [20.02, 110.35, 5]],
      // By gdaltransform; northing before easting, as the authority has it.
      [`${EPSG}/4545`, `${EPSG}/4545`, [2216307.7223, 745942.7339, 5]],
      [`${EPSG}/4546`, `${EPSG}/4546`, [2214712.4216, 431986.8643, 5]],
      [`${EPSG}/3857`, `${EPSG}/3857`, [12284105.809, 2275400.3521, 5]],
    ])('come in %s, said by Content-Crs', async (crs, said, expected) => {
      const response = await ask('pipe-points/items', { limit: '1', ...(crs ? { crs } : {}) });
      expect(response.headers.get('content-crs')).toBe(`<${said}>`);
      const [point] = ((await response.json()) as Page).features;
      const coordinates = point?.geometry.coordinates as number[];
      expected.forEach((value, index) => expect(coordinates[index]).toBeCloseTo(value, 3));
      const single = await ask('pipe-points/items/p1', crs ? { crs } : {});
      expect(single.headers.get('content-crs')).toBe(`<${said}>`);
      expect(((await single.json()) as Feature).geometry.coordinates).toEqual(coordinates);
    });

    it.skipIf(!existsSync(GDALTRANSFORM))(
      'agree with PROJ by way of GDAL to a millimetre (skipped where gdal-bin is not installed)',
      async () => {
        for (const srid of [4545, 4546, 3857]) {
          const { stdout } = spawnSync(GDALTRANSFORM, ['-s_srs', 'EPSG:4490', '-t_srs', `EPSG:${srid}`], {
            input: '110.45 20.034\n110.451 20.034\n',
            encoding: 'utf8',
          });
          const expected = stdout
            .trim()
            .split('\n')
            .map((line) => line.split(' ').map(Number).slice(0, 2));
          const { features } = await page('roads', { id: 'r5', crs: `${EPSG}/${srid}` });
          const line = features[0]?.geometry.coordinates as number[][];
          line.forEach((position, index) => {
            const eastFirst = srid === 3857 ? position : position.toReversed();
            eastFirst.forEach((value, axis) =>
              expect(value).toBeCloseTo(expected[index]?.[axis] ?? Number.NaN, 3),
            );
          });
        }
      },
    );

    it('have heights above the ellipsoid in CRS84h, and none where none is known', async () => {
      const height = async (crs: string): Promise<number> => {
        const { features } = await page('pipe-points', { id: 'p1', crs });
        const coordinates = features[0]?.geometry.coordinates as number[] | undefined;
        return coordinates?.[2] ?? Number.NaN;
      };
      const geoid = (await height(`${OGC}/0/CRS84h`)) - (await height(`${OGC}/1.3/CRS84`));
      // The geoid lies ten to thirteen metres under the ellipsoid at Haikou.
      expect(geoid).toBeGreaterThan(-13);
      expect(geoid).toBeLessThan(-10);
      const { features } = await page('roads', { id: 'r1', crs: `${OGC}/0/CRS84h` });
      expect(features[0]?.geometry.coordinates).toEqual([
        [110.45, 20.03],
        [110.451, 20.03],
      ]);
    });

    it('of a bbox are read in the system that bbox-crs names, in the order of its axes', async () => {
      expect(await ids('roads', { bbox: '110.44,20.0305,110.46,20.0325' })).toBe('r2 r3');
      expect(await ids('roads', { bbox: '20.0305,110.44,20.0325,110.46', 'bbox-crs': `${EPSG}/4490` })).toBe(
        'r2 r3',
      );
      // 110.45° 20.0305° and 110.451° 20.0325° by gdaltransform.
      for (const [srid, bbox] of [
        [4546, '2215834,442440,2216055,442550'],
        [3857, '12295225,2276640,12295360,2276890'],
      ]) {
        const found = await page('roads', { bbox: String(bbox), 'bbox-crs': `${EPSG}/${srid}` });
        expect(found.numberMatched, String(srid)).toBe(found.features.length);
        expect(found.features.map(({ id }) => id).join(' '), String(srid)).toBe('r2 r3');
      }
    });

    it('of any box in any system are answered or refused, and never fail inside', async () => {
      const number = fc.oneof(
        fc.double(),
        fc.integer({ min: -180, max: 180 }),
        fc.integer({ min: -2e7, max: 2e7 }),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(number, { minLength: 4, maxLength: 6 }),
          fc.constantFrom(...['4490', '4545', '4546', '3857'].map((srid) => `${EPSG}/${srid}`)),
          fc.boolean(),
          async (numbers, system, isFilter) => {
            const box = numbers.map(String).join(',');
            const response = await ask(
              'roads/items',
              isFilter
                ? { filter: `S_INTERSECTS(geometry, BBOX(${box}))`, 'filter-crs': system }
                : { bbox: box, 'bbox-crs': system },
            );
            await response.arrayBuffer();
            expect(response.status, response.url).toBeLessThan(500);
          },
        ),
        { numRuns: 200 },
      );
      // The corners of what each projected system takes.
      for (const [srid, box] of [
        ['4545', '0,-600000,6700000,1600000'],
        ['4546', '0,-600000,6700000,1600000'],
        ['3857', '-20037508,-20037508,20037508,20037508'],
      ])
        expect(
          (await page('roads', { bbox: String(box), 'bbox-crs': `${EPSG}/${srid}` })).numberMatched,
          srid,
        ).toBe(5);
    });

    it.each([
      [{ crs: 'EPSG:4546' }, 'crs is one of'],
      [{ crs: `${EPSG}/9999` }, 'crs is one of'],
      [{ 'bbox-crs': 'x', bbox: '1,2,3,4' }, 'bbox-crs is one of'],
      [{ 'bbox-crs': `${EPSG}/4490`, bbox: '110.42,20.01,110.47,20.05' }, 'south,west,north,east in degrees'],
      [{ 'bbox-crs': `${EPSG}/4546`, bbox: '0,0,1e9,1e9' }, 'northing'],
      [{ 'bbox-crs': `${EPSG}/3857`, bbox: '3,1,2,2' }, 'easting'],
    ])('that cannot be are refused: %o', async (query, words) => {
      const refused = await problem('roads/items', query);
      expect([refused.status, refused.code]).toEqual([400, 'parameter-invalid']);
      expect(refused.detail).toContain(words);
    });
  });

  it.skipIf(!existsSync(OGRINFO))(
    'answers GDAL by rows and by place as the store has them (skipped where gdal-bin is not installed)',
    async () => {
      for (const [args, expected] of [
        [[], 5],
        [['-where', 'width_metres > 10'], 3],
        [['-where', "class = 'arterial' AND lanes >= 5"], 1],
        [['-where', "name LIKE '海%'"], 2],
        [['-spat', '110.44', '20.0305', '110.46', '20.0325'], 2],
        [['-where', 'one_way = 1', '-spat', '110.44', '20.0305', '110.46', '20.0325'], 1],
      ] as const) {
        const { stdout, stderr } = await run(OGRINFO, [
          '-ro',
          '-so',
          ...args,
          `OAPIF:${served.ogc}`,
          'roads',
        ]);
        expect(stderr).toBe('');
        expect(/^Feature Count: (\d+)$/m.exec(stdout)?.[1], args.join(' ')).toBe(String(expected));
      }
    },
  );

  describe('a filter', () => {
    it.each([
      ["name = '海府路'", 'r1'],
      ["class IN ('lane', 'path')", 'r4 r5'],
      ["class NOT IN ('lane', 'path') AND lanes >= 4", 'r1 r2'],
      // Stored in single precision, where 40.1 is 40.0999985.
      ['width_metres = 40.1', 'r1'],
      ['width_metres - carriageway_metres > 5', 'r1 r2'],
      ['lanes * 2 + 1 = 5 OR lanes ^ 2 = 16', 'r2 r3'],
      ['built_year % 10 = 5', 'r1'],
      ['built_year DIV 100 = 19', 'r1'],
      ['width_metres / (lanes - 2) > 5', 'r1 r2'],
      ['width_metres BETWEEN 6 AND 36', 'r2 r3 r4'],
      ['width_metres NOT BETWEEN 6 AND 36', 'r1 r5'],
      ['name IS NULL', 'r5'],
      ['name IS NOT NULL AND built_year IS NULL', 'r4'],
      ['one_way = TRUE', 'r3 r4'],
      ['NOT (one_way = TRUE OR lanes > 4)', 'r2'],
      ["name LIKE '海%'", 'r1 r2'],
      ["name LIKE '50\\%%'", 'r4'],
      ["name NOT LIKE '海__'", 'r3 r4'],
      ["CASEI(name_en) LIKE CASEI('haifu%')", 'r1'],
      ["CASEI(name_en) = CASEI('HAIXIU ROAD')", 'r2'],
      ["ACCENTI(CASEI(name)) LIKE ACCENTI(CASEI('%ÉTE'))", 'r3'],
      ["name_en = 'Summer''s'", 'r3'],
      ["name_en = 'Summer\\'s'", 'r3'],
      ['"width_metres" < 6', 'r5'],
      ["id = 'r3'", 'r3'],
      ['TRUE', 'r1 r2 r3 r4 r5'],
      ['carriageway_metres < width_metres', 'r1 r2 r3'],
    ])('%s finds %s', async (filter, expected) => {
      expect(await ids('roads', { filter })).toBe(expected);
    });

    it.each([
      ['S_INTERSECTS(geometry, BBOX(110.44, 20.0305, 110.46, 20.0325))', 'r2 r3'],
      [
        'S_INTERSECTS(geometry, POLYGON((110.4502 20.0295, 110.4504 20.0295, 110.4504 20.0305, 110.4502 20.0295)))',
        'r1',
      ],
      ['S_WITHIN(geometry, POLYGON((110.4 20, 110.5 20, 110.5 20.0315, 110.4 20.0315, 110.4 20)))', 'r1 r2'],
      [
        'S_DISJOINT(geometry, POLYGON((110.4 20, 110.5 20, 110.5 20.0315, 110.4 20.0315, 110.4 20)))',
        'r3 r4 r5',
      ],
      ['S_CONTAINS(geometry, POINT(110.4505 20.032))', 'r3'],
      ['S_CROSSES(geometry, LINESTRING(110.4505 20.0295, 110.4505 20.0315))', 'r1 r2'],
      ['S_TOUCHES(geometry, POINT(110.45 20.03))', 'r1'],
      ['S_EQUALS(geometry, LINESTRING(110.451 20.034, 110.45 20.034))', 'r5'],
      ['S_OVERLAPS(geometry, LINESTRING(110.4505 20.03, 110.452 20.03))', 'r1'],
      ['S_INTERSECTS(MULTIPOINT((110.45 20.03), (110.45 20.033)), geometry)', 'r1 r4'],
      [
        'S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(110.45 20.03), LINESTRING(110.45 20.0305, 110.45 20.0315)))',
        'r1 r2',
      ],
      ['S_INTERSECTS(geometry, POINT Z (110.45 20.03 7))', 'r1'],
      // An outline in the form of an eight, both halves of which lie on roads.
      [
        'S_INTERSECTS(geometry, POLYGON((110.4502 20.0295, 110.4504 20.0345, 110.4502 20.0345, 110.4504 20.0295, 110.4502 20.0295)))',
        'r1 r2 r3 r4 r5',
      ],
    ])('%s finds %s', async (filter, expected) => {
      expect(await ids('roads', { filter })).toBe(expected);
    });

    it.each([
      ["collected_at = TIMESTAMP('2025-05-01T00:00:00Z')", 'b1'],
      ["collected_at > '2025-05-01T00:00:00Z'", 'b2 b3'],
      ["T_AFTER(collected_at, DATE('2025-05-01'))", 'b2 b3'],
      ["T_BEFORE(collected_at, DATE('2025-05-03'))", 'b1 b2'],
      ["T_DURING(collected_at, INTERVAL('2025-05-02', '2025-05-03'))", 'b2 b3'],
      ["T_INTERSECTS(collected_at, INTERVAL('..', '2025-05-02T00:00:00Z'))", 'b1 b2'],
      ["T_DISJOINT(collected_at, DATE('2025-05-02'))", 'b1 b3'],
      ["T_EQUALS(collected_at, TIMESTAMP('2025-05-03T08:00:00+08:00'))", 'b3'],
      ["T_STARTS(collected_at, INTERVAL('2025-05-03T00:00:00Z', '..'))", 'b3'],
      ["T_CONTAINS(INTERVAL('2025-05-01', '2025-05-02'), collected_at)", 'b1 b2'],
      ["stream = 'kitchen' AND fill_percent > 90", 'b2'],
      ['fill_percent IS NULL OR fill_percent < 20', 'b1 b4'],
    ])('%s finds %s in the generic table', async (filter, expected) => {
      expect(await ids('waste-points', { filter })).toBe(expected);
    });

    it.each([
      ["surveyed_on >= DATE('2024-06-30')", 'p2'],
      ["surveyed_on BETWEEN '2024-01-01' AND '2024-12-31'", 'p1 p2'],
      ["T_DURING(surveyed_on, INTERVAL('2024-02-29', '..'))", 'p1 p2'],
      ["T_AFTER(surveyed_on, TIMESTAMP('2024-06-29T15:59:59Z'))", 'p2'],
      ["T_MEETS(INTERVAL('2024-01-01', surveyed_on), INTERVAL(DATE('2024-03-01'), '..'))", 'p1'],
    ])('%s finds %s among days', async (filter, expected) => {
      expect(await ids('pipe-points', { filter })).toBe(expected);
    });

    it.each([
      [
        {
          op: 'and',
          args: [
            { op: '>', args: [{ property: 'lanes' }, 3] },
            { op: 'like', args: [{ property: 'name' }, '%秀%'] },
          ],
        },
        'r2',
      ],
      [
        {
          op: 's_intersects',
          args: [{ property: 'geometry' }, { type: 'Point', coordinates: [110.45, 20.03] }],
        },
        'r1',
      ],
      [
        {
          op: 's_intersects',
          args: [{ property: 'geometry' }, { bbox: [110.44, 20.0335, 110.46, 20.0345] }],
        },
        'r5',
      ],
      [
        {
          op: 'in',
          args: [{ op: 'casei', args: [{ property: 'name_en' }] }, [{ op: 'casei', args: ['HAIFU road'] }]],
        },
        'r1',
      ],
      [{ op: 'not', args: [{ op: 'isNull', args: [{ property: 'carriageway_metres' }] }] }, 'r1 r2 r3'],
    ])('in JSON, %j finds %s', async (filter, expected) => {
      expect(await ids('roads', { filter: JSON.stringify(filter), 'filter-lang': 'cql2-json' })).toBe(
        expected,
      );
    });

    it('may be as long as an address can be', async () => {
      const filter = Array.from({ length: 400 }, (_, n) => `lanes = ${n}`).join(' OR ');
      expect(await ids('roads', { filter })).toBe('r1 r2 r3 r4');
    });

    it('reads coordinates in the system that filter-crs names', async () => {
      // 110.4505° 20.0305° to 20.0325° by gdaltransform: northing before easting.
      const filter = 'S_INTERSECTS(geometry, LINESTRING(2215834.6 442498.9, 2216055.9 442499.7))';
      expect(await ids('roads', { filter, 'filter-crs': `${EPSG}/4546` })).toBe('r2 r3');
      const degrees = 'S_INTERSECTS(geometry, POINT(20.03 110.45))';
      expect(await ids('roads', { filter: degrees, 'filter-crs': `${EPSG}/4490` })).toBe('r1');
    });

    it('goes together with all other parameters, and its pages count the same', async () => {
      const query = {
        filter: 'width_metres > 3',
        bbox: '110.44,20.0305,110.46,20.04',
        one_way: 'true',
        limit: '1',
      };
      const first = await page('roads', query);
      expect([first.numberMatched, first.features.map(({ id }) => id)]).toEqual([2, ['r3']]);
      const next = first.links.find(({ rel }) => rel === 'next')?.href ?? '';
      const second = (await (await fetch(next)).json()) as Page;
      expect([second.numberMatched, second.features.map(({ id }) => id)]).toEqual([2, ['r4']]);
      expect(second.links.map(({ rel }) => rel)).not.toContain('next');
    });

    it('counts anew once the collection has changed', async () => {
      const query = { filter: "class = 'path'" };
      expect((await page('roads', query)).numberMatched).toBe(1);
      await served.pool.query("update road set class = 'path' where id = 'r4'");
      expect((await page('roads', query)).numberMatched).toBe(2);
      await served.pool.query("update road set class = 'lane' where id = 'r4'");
    });

    it('cannot ask for a field above the grade of the reader: it is as unknown as one that does not exist', async () => {
      const filter = "keeper = '王五'";
      const hidden = await problem('waste-points/items', { filter }, 'public');
      const missing = await problem('waste-points/items', { filter: "kepeer = '王五'" }, 'public');
      expect([hidden.status, hidden.code]).toEqual([400, 'filter-invalid']);
      expect(hidden.detail.replaceAll('keeper', 'kepeer')).toBe(missing.detail);
      const seen = await ask('waste-points/items', { filter }, 'restricted');
      expect(((await seen.json()) as Page).numberMatched).toBe(4);
      const shown = await (await ask('waste-points/queryables', {}, 'public')).text();
      expect(shown).not.toContain('keeper');
    });

    it.each([
      ['name = ', 'character 7: a value is expected, not the end'],
      ["name = 'x' y", 'character 12: AND, OR or the end is expected, not y'],
      ["name = 'x", "character 8: the quote ' has no end"],
      ['name ~ 3', 'character 6: ~ does not belong here'],
      ["one_way = TRUE AND colour = 'red'", 'character 20: colour is no property'],
      ['lanes = 2 AND name = 3', 'character 15: text cannot be compared with a number'],
      ['FOO(name) = 3', 'character 1: there is no function FOO'],
      ['name', 'character 1: a filter is a condition, and this is text'],
      ['lanes + 1', 'a filter is a condition'],
      ["collected_at = 'noon'", 'no property'],
      ['S_INTERSECTS(geometry, POINT(200 20))', 'character 24: the position 200 20 cannot lie in'],
      ['S_INTERSECTS(geometry, POLYGON((1 1, 2 2, 3 1)))', '4 positions at least'],
      ['S_INTERSECTS(geometry, POLYGON((1 1, 2 2, 3 1, 4 4)))', 'end where it begins'],
      ['S_INTERSECTS(name, POINT(1 2))', 'character 14: a geometry is expected, not text'],
      ['geometry = POINT(1 2)', 'S_EQUALS'],
      ["name LIKE 'a\\\\\\'", 'single backslash'],
      [`${'('.repeat(100)}TRUE${')'.repeat(100)}`, 'brackets lie more than 64 deep'],
      [`lanes ${'+ 1 '.repeat(300)} = 3`, 'operations lie more than 64 deep'],
      ["T_AFTER(DATE('2025-01-01'), INTERVAL(INTERVAL('..', '2025-01-01'), '..'))", 'not in another'],
      ["T_AFTER(INTERVAL('..', '..'), DATE('2025-01-01'))", 'one end of an interval has to be a time'],
      [
        "DATE('2025-01-01') < TIMESTAMP('2025-01-01T00:00:00Z')",
        'T_INTERSECTS and its kin compare days with moments',
      ],
      [`name LIKE ${'CASEI('.repeat(100)}'x'${')'.repeat(100)}`, 'deep'],
      ['', 'character 1: a value is expected'],
      ['lanes = 1e999', 'too large'],
    ])('%s is refused, with the place: %s', async (filter, words) => {
      const refused = await problem('roads/items', { filter });
      expect([refused.status, refused.code]).toEqual([400, 'filter-invalid']);
      expect(refused.detail).toContain(words);
    });

    it.each([
      ['10 ^ (lanes * 400) > 1', 'filter-not-computable'],
      ['(0 - lanes) ^ 0.5 > 1', 'filter-not-computable'],
    ])('%s, which no number answers, is refused', async (filter, code) => {
      const refused = await problem('roads/items', { filter });
      expect([refused.status, refused.code]).toEqual([400, code]);
    });

    it.each([
      ['{', 'filter is not JSON'],
      ['[]', 'filter, /: a value is expected'],
      ['{"op":"and","args":[true,{"op":"nand","args":[]}]}', 'filter, /args/1: there is no operation nand'],
      ['{"op":"=","args":[{"property":"lanes"}]}', '2 arguments are expected, not 1'],
      ['{"op":"constructor","args":[]}', 'there is no operation constructor'],
      [
        '{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":["a"]}]}',
        '/args/1: a position',
      ],
    ])('in JSON, %s is refused, with the place', async (filter, words) => {
      const refused = await problem('roads/items', { filter, 'filter-lang': 'cql2-json' });
      expect(refused.status).toBe(400);
      expect(refused.detail).toContain(words);
    });

    it('in another language is refused, even where there is none', async () => {
      expect((await problem('roads/items', { filter: 'TRUE', 'filter-lang': 'sql' })).status).toBe(400);
      expect((await problem('roads/items', { 'filter-lang': 'sql' })).status).toBe(400);
    });

    it('never fails inside, whatever is written', async () => {
      const word = fc.constantFrom(
        'name',
        'lanes',
        'width_metres',
        'one_way',
        'geometry',
        'id',
        'AND',
        'OR',
        'NOT',
        'LIKE',
        'IN',
        'BETWEEN',
        'IS',
        'NULL',
        '(',
        ')',
        ',',
        '=',
        '<>',
        '+',
        '/',
        '^',
        '%',
        'DIV',
        "'x'",
        "'%\\'",
        '3',
        '-1',
        '1e308',
        'TRUE',
        'CASEI(',
        'S_TOUCHES(',
        'S_EQUALS(',
        'POINT(1 2)',
        'POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))',
        'LINESTRING(0 0, 0 0)',
        'GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1))',
        'BBOX(1,2,3,4)',
        'T_AFTER(',
        "DATE('2025-01-01')",
        "INTERVAL('..', '2025-01-01')",
        "DATE('0000-01-01')",
        "TIMESTAMP('2025-01-01T00:00:00+23:59')",
      );
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            fc.array(word, { maxLength: 9 }).map((words) => words.join(' ')),
            fc.string({ unit: 'binary' }),
          ),
          fc.constantFrom('cql2-text', 'cql2-json'),
          async (filter, language) => {
            const response = await ask('roads/items', {
              filter: filter.toWellFormed(),
              'filter-lang': language,
            });
            await response.arrayBuffer();
            expect(response.status, filter).toBeLessThan(500);
          },
        ),
        { numRuns: 300 },
      );
    });

    it('that relates a broken shape of the store never fails inside: newer libraries answer, older ones cannot', async () => {
      await served.pool.query(`insert into feature (collection, id, source_id, source_key, geom)
        values ('land-use', 'broken', 1, 'broken', ST_GeomFromText('POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 5 1, 5 2, 1 2, 1 1))', 4490))`);
      const filter = 'S_TOUCHES(geometry, POLYGON((0 0, 4 0, 4 4, 0 4, 0 0)))';
      const answer = await problem('land-use/items', { filter });
      await served.pool.query("delete from feature where id = 'broken'");
      expect(answer.code ?? 'answered').toMatch(/^(answered|filter-not-computable)$/);
    });

    it('relates every kind of geometry to every other by every operator without failing', async () => {
      const geometries = [
        'geometry',
        'POINT(110.45 20.03)',
        'MULTIPOINT(110.45 20.03, 110.45 20.03)',
        'LINESTRING(110.45 20.03, 110.45 20.03)',
        'MULTILINESTRING((110.45 20.03, 110.46 20.03),(110.45 20.03, 110.46 20.03))',
        'BBOX(170, -10, -170, 10)',
        'BBOX(1,1,1,1)',
        'POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))',
        'POLYGON((0 0, 1 0, 0 0, 0 0))',
        'MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)),((0 0, 1 0, 1 1, 0 0)))',
        // A hole that leaves its polygon, parts that overlap, an outline that runs back on itself.
        'POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 5 1, 5 2, 1 2, 1 1))',
        'MULTIPOLYGON(((0 0, 2 0, 2 2, 0 2, 0 0)), ((1 1, 3 1, 3 3, 1 3, 1 1)))',
        'POLYGON((0 0, 2 0, 2 2, 0 2, 0 0, 0 2, 2 2, 2 0, 0 0))',
        'GEOMETRYCOLLECTION(POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 5 1, 5 2, 1 2, 1 1)), POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))',
        'GEOMETRYCOLLECTION(POINT(110.45 20.03), POLYGON((110 20, 111 20, 111 21, 110 20)))',
      ];
      for (const op of [
        'INTERSECTS',
        'EQUALS',
        'DISJOINT',
        'TOUCHES',
        'WITHIN',
        'OVERLAPS',
        'CROSSES',
        'CONTAINS',
      ])
        for (const left of geometries)
          for (const right of geometries) {
            const filter = `S_${op}(${left}, ${right})`;
            const response = await ask('roads/items', { filter });
            expect(response.status, `${filter} ${await response.text()}`).toBe(200);
          }
    }, 120_000);
  });

  it('tells the role, the place and the codes of each property in its schema, and keeps what is above the grade', async () => {
    const schema = async (grade: string): Promise<Record<string, Record<string, unknown>>> =>
      (
        (await (await ask('waste-points/schema', {}, grade)).json()) as {
          properties: Record<string, Record<string, unknown>>;
        }
      ).properties;
    const properties = await schema('public');
    expect(Object.keys(properties).slice(0, 4)).toEqual(['id', 'geometry', 'place', 'stream']);
    expect(properties['id']?.['x-ogc-role']).toBe('id');
    expect(properties['geometry']).toMatchObject({
      'x-ogc-role': 'primary-geometry',
      format: 'geometry-point-or-multipoint',
    });
    expect(properties['collected_at']?.['x-ogc-role']).toBe('primary-instant');
    expect(properties['stream']?.['oneOf']).toContainEqual({
      const: 'kitchen',
      title: '厨余垃圾 Kitchen',
    });
    expect(properties['keeper']).toBeUndefined();
    expect((await schema('restricted'))['keeper']).toBeDefined();
  });

  describe('vector tiles', () => {
    const json = async <T>(address: string): Promise<T> =>
      (await (await fetch(address, { headers: { 'x-grade': 'government' } })).json()) as T;

    it('are found from the collection, by its tileset, at row before column', async () => {
      const { links } = await json<Page>(`${served.ogc}/collections/roads`);
      const list = links.find(({ rel }) => rel.endsWith('/tilesets-vector'))?.href ?? '';
      const { tilesets } = await json<{ tilesets: Page[] }>(list);
      const tileset = await json<Page & { boundingBox: unknown; layers: unknown[] }>(
        tilesets[0]?.links.find(({ rel }) => rel === 'self')?.href ?? '',
      );
      expect(tileset.boundingBox).toMatchObject({
        lowerLeft: [110.45, 20.03],
        upperRight: [110.451, 20.034],
      });
      const template = tileset.links.find(({ rel }) => rel === 'item')?.href ?? '';
      // 110.45° E, 20.03° N in the tile of zoom 14 by the formula of web mercator.
      const [x, y] = [13218, 7261];
      const address = template
        .replace('{tileMatrix}', '14')
        .replace('{tileRow}', String(y))
        .replace('{tileCol}', String(x));
      const tile = await fetch(address);
      expect(tile.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
      const own = await fetch(`${served.ogc.replace(/ogc$/, 'tiles')}/roads/14/${x}/${y}`);
      expect(Buffer.from(await tile.arrayBuffer()).equals(Buffer.from(await own.arrayBuffer()))).toBe(true);
    });

    it('lie in the tile matrix set of the standard', async () => {
      const { tileMatrices, uri } = await json<{ uri: string; tileMatrices: Record<string, number>[] }>(
        `${served.ogc}/tileMatrixSets/WebMercatorQuad`,
      );
      expect(uri).toBe('http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad');
      // Annex D.1 of OGC 17-083r4.
      expect(tileMatrices[0]?.['scaleDenominator']).toBeCloseTo(559_082_264.028_717, 4);
      expect(tileMatrices[0]?.['cellSize']).toBeCloseTo(156_543.033_928_041, 8);
      expect(tileMatrices[18]?.['scaleDenominator']).toBeCloseTo(2132.729_583_849_784, 8);
      expect(tileMatrices[18]?.['matrixWidth']).toBe(262_144);
    });

    it.each([
      ['/collections/pipe-lines/tiles/WebMercatorQuad', 404],
      ['/collections/pipe-lines/tiles/WebMercatorQuad/14/7261/13218', 404],
      ['/collections/roads/tiles/WorldCRS84Quad', 404],
      ['/collections/roads/tiles/WebMercatorQuad/x/1/1', 400],
      ['/collections/roads/tiles/WebMercatorQuad/3/9/9', 400],
      ['/tileMatrixSets/none', 404],
      ['/styles/none', 404],
      ['/styles/underground-pipes', 404],
    ])('%s is answered %i to the public', async (path, status) => {
      expect((await fetch(served.ogc + path)).status).toBe(status);
    });

    it('have a style for each theme and one for the city, of what the visitor may see', async () => {
      const { styles } = await json<{ styles: { id: string; links: { href: string }[] }[] }>(
        `${served.ogc}/styles`,
      );
      expect(styles.map(({ id }) => id)).toContain('underground-pipes');
      for (const { links } of styles) {
        const style = await json<{
          sources: Record<string, unknown>;
          layers: { id: string; source?: string }[];
        }>(links[0]?.href ?? '');
        const [background, ...layers] = style.layers;
        expect(background?.id).toBe('background');
        for (const { source = '' } of layers) expect(style.sources[source]).toBeDefined();
      }
      const open = await (await fetch(`${served.ogc}/styles/city`)).text();
      expect(open).not.toContain('pipe-lines');
    });

    it('are coloured by the codes of the declaration, and by the finer ones where those have a colour', async () => {
      const style = await json<{ layers: { id: string; paint: Record<string, unknown> }[] }>(
        `${served.ogc}/styles/underground-pipes`,
      );
      const colour = style.layers.find(({ id }) => id === 'pipe-lines')?.paint['line-color'];
      expect(colour).toEqual([
        'match',
        ['get', 'sub_class'],
        expect.any(String),
        expect.any(String),
        expect.any(String),
        expect.any(String),
        expect.arrayContaining(['match', ['get', 'class'], 'JS']),
      ]);
    });
  });

  describe('the catalogue', () => {
    type Entry = {
      id: string;
      time: unknown;
      geometry: unknown;
      properties: Record<string, unknown>;
      links: { rel: string; href: string }[];
    };
    const catalogue = async (
      query: string,
      grade = 'government',
    ): Promise<{ numberMatched: number; features: Entry[] }> =>
      (await (await fetch(`${served.ogc}/catalogue${query}`, { headers: { 'x-grade': grade } })).json()) as {
        numberMatched: number;
        features: Entry[];
      };

    it('has a record of each collection, with its licence, its sources, its freshness and how complete it is', async () => {
      const { features } = await catalogue('');
      const record = features.find(({ id }) => id === 'waste-points');
      expect(record?.properties).toMatchObject({ type: 'dataset', license: 'CC0-1.0', itemCount: 4 });
      // Of four bins three have a filling and a time, none a volume, all a place.
      expect(record?.properties['completeness']).toMatchObject({
        place: 1,
        fill_percent: 0.75,
        collected_at: 0.75,
        volume_litres: 0,
      });
      expect(record?.properties['completeness']).not.toHaveProperty('keeper');
      expect(record?.properties['sources']).toMatchObject([
        { title: 'Made by hand', license: 'CC0-1.0', bbox: [110.4505, 20.03, 110.4505, 20.033] },
      ]);
      expect(record?.time).toEqual({ interval: ['2025-05-01T00:00:00.000Z', '2025-05-03T00:00:00.000Z'] });
      expect(Date.parse(String(record?.properties['updated']))).toBeLessThanOrEqual(Date.now());
      const empty = features.find(({ id }) => id === 'lamps');
      expect([empty?.geometry, empty?.time, empty?.properties['itemCount']]).toEqual([null, null, 0]);
      for (const { href } of record?.links ?? []) expect((await fetch(href)).status, href).toBe(200);
    });

    it('is searched by words in either language, and holds nothing above the grade', async () => {
      expect((await catalogue('?q=drop-off')).features.map(({ id }) => id)).toEqual(['waste-points']);
      expect((await catalogue('?q=投放点 waste')).numberMatched).toBe(1);
      expect((await catalogue('?q=nothing-like-it')).numberMatched).toBe(0);
      expect((await catalogue('', 'public')).features.map(({ id }) => id)).not.toContain('pipe-points');
      expect((await fetch(`${served.ogc}/catalogue/pipe-points`)).status).toBe(404);
    });

    it('is told in DCAT too, each dataset with the files to be had', async () => {
      const response = await fetch(`${served.ogc}/catalogue?f=dcat`);
      expect(response.headers.get('content-type')).toMatch(/^application\/ld\+json/);
      const document = (await response.json()) as Record<string, unknown> & {
        'dcat:dataset': Record<string, unknown>[];
      };
      expect(document['@type']).toBe('dcat:Catalog');
      const dataset = document['dcat:dataset'].find((one) => one['dct:identifier'] === 'roads');
      expect(dataset).toMatchObject({ '@type': 'dcat:Dataset', 'dct:license': 'CC0-1.0' });
      expect(dataset?.['dcat:distribution']).toContainEqual({
        '@type': 'dcat:Distribution',
        'dcat:accessURL': { '@id': `${served.ogc}/collections/roads/items?f=fgb` },
        'dcat:mediaType': 'application/flatgeobuf',
      });
    });

    it('has a page for people', async () => {
      for (const path of [
        '/catalogue',
        '/catalogue/roads',
        '/styles',
        '/styles/city',
        '/tileMatrixSets',
        '/collections/roads/tiles',
      ])
        expect(await (await fetch(`${served.ogc}${path}?f=html`)).text(), path).toContain('<h1>');
    });
  });

  describe('a file', () => {
    const download = async (path: string, query: Readonly<Record<string, string>>): Promise<Buffer> => {
      const response = await ask(path, query);
      expect(response.status).toBe(200);
      return Buffer.from(await response.arrayBuffer());
    };
    const saved = async (collection: string, query: Readonly<Record<string, string>>): Promise<string> => {
      const endings: Readonly<Record<string, string>> = { geojsonseq: 'geojsons', shp: 'shp.zip' };
      const format = query['f'] ?? '';
      const file = join(folder, `${collection}.${endings[format] ?? format}`);
      writeFileSync(file, await download(`${collection}/items`, query));
      return file;
    };

    const info = (file: string): string =>
      spawnSync('/usr/bin/ogrinfo', ['-al', '-ro', file], { encoding: 'utf8' }).stdout;

    it('of comma-separated values opens in a spreadsheet, with nothing for no value and quotes where they are needed', async () => {
      const response = await ask('roads/items', { f: 'csv', filter: "id IN ('r3', 'r5')" });
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(response.headers.get('content-disposition')).toBe('attachment; filename="roads.csv"');
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      const [head = '', ...lines] = bytes.toString('utf8').slice(1).trimEnd().split('\r\n');
      expect(head.split(',').slice(0, 5)).toEqual(['WKT', 'id', 'name', 'name_en', 'class']);
      expect(lines[0]).toContain(
        `"LINESTRING (110.45 20.032, 110.451 20.032)",r3,Rue de l'Été,Summer's,branch,12,7,2,`,
      );
      expect(lines[1]).toContain('"LINESTRING (110.45 20.034, 110.451 20.034)",r5,,,path,3,,,');
    });

    it('of a text sequence has one feature for each record', async () => {
      const text = (await download('waste-points/items', { f: 'geojsonseq' })).toString('utf8');
      const records = text.split('\u001E').slice(1);
      expect(records.every((record) => record.endsWith('\n'))).toBe(true);
      expect(records.map((record) => (JSON.parse(record) as Feature).id)).toEqual(['b1', 'b2', 'b3', 'b4']);
    });

    it('holds what limit asks for, and says where the next one is', async () => {
      const response = await ask('roads/items', { f: 'geojsonseq', limit: '2' });
      expect((await response.text()).split('\n').length - 1).toBe(2);
      const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1] ?? '';
      expect((await (await fetch(next)).text()).includes('"r3"')).toBe(true);
    });

    it('is whole, however many batches it is read in', async () => {
      await served.pool.query(`insert into feature (collection, id, source_id, source_key, geom)
        select 'waste-points', 'many-' || n, 1, 'many-' || n, ST_SetSRID(ST_MakePoint(110, 20), 4490) from generate_series(1, 4500) n`);
      const text = (await download('waste-points/items', { f: 'geojsonseq' })).toString('utf8');
      const ids = new Set(
        text
          .split('\n')
          .slice(0, -1)
          .map((record) => (JSON.parse(record.slice(1)) as Feature).id),
      );
      expect(ids.size).toBe(4504);
      await served.pool.query("delete from feature where id like 'many-%'");
    });

    it('of a wrong format is refused', async () => {
      expect((await problem('roads/items', { f: 'xls' })).detail).toBe(
        'f is one of json, html, csv, fgb, geojsonseq, gpkg, parquet, shp.',
      );
    });

    it.skipIf(!existsSync(OGR2OGR)).each(['csv', 'fgb', 'geojsonseq', 'gpkg'])(
      'as %s comes back from GDAL with every item, its geometry and its attributes (skipped where gdal-bin is not installed)',
      async (f) => {
        for (const collection of ['roads', 'waste-points', 'pipe-points']) {
          const { stdout } = spawnSync(
            OGR2OGR,
            [
              '-f',
              'GeoJSON',
              '-lco',
              'COORDINATE_PRECISION=9',
              '/vsistdout/',
              await saved(collection, { f }),
            ],
            { encoding: 'utf8' },
          );
          const read = (JSON.parse(stdout) as { features: (Feature & { properties: { id?: string } })[] })
            .features;
          const { features } = await page(collection, {});
          expect(read.length, collection).toBe(features.length);
          for (const [index, { id, geometry, properties }] of features.entries()) {
            const twin = read[index];
            expect(twin?.properties.id ?? twin?.id).toBe(id);
            expect(twin?.geometry.coordinates).toEqual(geometry.coordinates);
            for (const [name, value] of Object.entries(properties))
              expect(plainWords(twin?.properties[name], name), name).toBe(plainWords(value, name));
          }
        }
      },
    );

    it.skipIf(!existsSync(OGR2OGR))(
      'of FlatGeobuf names its layer, its one kind of geometry and its system, east before north (skipped where gdal-bin is not installed)',
      async () => {
        const wells = info(await saved('pipe-points', { f: 'fgb', crs: `${EPSG}/4546` }));
        expect(wells).toMatch(/^Layer name: pipe-points$/m);
        expect(wells).toMatch(/^Geometry: 3D Point$/m);
        expect(wells).toContain('EPSG",4546');
        expect(wells).toMatch(/POINT Z \(431986\.8643 2214712\.4216 5\)/);
        expect(wells).toMatch(/depth_metres: Real/);
        expect(info(await saved('roads', { f: 'fgb' }))).toContain('WGS 84');
        expect(info(await saved('lamps', { f: 'fgb' }))).toMatch(/^Feature Count: 0$/m);
      },
    );

    it.skipIf(!existsSync(OGR2OGR))(
      'of GeoPackage has a spatial index, dates that are dates, and its kind of geometry even where it is empty (skipped where gdal-bin is not installed)',
      async () => {
        const wells = info(await saved('pipe-points', { f: 'gpkg', crs: `${EPSG}/4546` }));
        expect(wells).toMatch(/^Layer name: pipe-points$/m);
        expect(wells).toMatch(/^Geometry: 3D Point$/m);
        expect(wells).toContain('EPSG",4546');
        expect(wells).toMatch(/POINT Z \(431986\.8643 2214712\.4216 5\)/);
        expect(wells).toMatch(/surveyed_on: Date \(/);
        const lamps = info(await saved('lamps', { f: 'gpkg' }));
        expect(lamps).toMatch(/^Feature Count: 0$/m);
        expect(lamps).toMatch(/^Geometry: Point$/m);
        const bytes = await download('roads/items', { f: 'gpkg' });
        expect(bytes.includes('rtree_roads_geom')).toBe(true);
      },
    );

    it.skipIf(!existsSync(OGR2OGR))(
      'of Shapefile is one archive, in UTF-8, with every item (skipped where gdal-bin is not installed)',
      async () => {
        const roads = info(await saved('roads', { f: 'shp' }));
        const { features } = await page('roads', {});
        expect(roads).toMatch(new RegExp(`^Feature Count: ${features.length}$`, 'm'));
        expect(roads).toMatch(/^Geometry: Line String$/m);
        expect(roads).toContain('WGS 84');
        for (const { properties } of features)
          if (typeof properties['name'] === 'string') expect(roads).toContain(properties['name']);
      },
    );

    it('of Shapefile is refused where kinds of geometry are mixed, with the format that can', async () => {
      await served.pool.query(`insert into feature (collection, id, source_id, source_key, geom)
        values ('waste-points', 'line', 1, 'line', ST_GeomFromText('LINESTRING(110 20, 110.001 20)', 4490))`);
      const refused = await problem('waste-points/items', { f: 'shp' });
      expect(refused).toMatchObject({ status: 400, code: 'format-unfit' });
      expect(refused.detail).toBe(
        'A Shapefile holds one kind of geometry, and this selection has LINESTRING, POINT; ask for f=gpkg.',
      );
      const response = await ask('waste-points/items', { f: 'gpkg' });
      expect(response.status).toBe(200);
      await served.pool.query("delete from feature where id = 'line'");
    });

    it('of GeoParquet holds every item with its types, the box of each, and the system in PROJJSON', async () => {
      for (const collection of ['roads', 'waste-points', 'pipe-points']) {
        const bytes = await download(`${collection}/items`, { f: 'parquet' });
        const file = Uint8Array.from(bytes).buffer;
        const rows = (await parquetReadObjects({ file })) as Record<string, unknown>[];
        const { features } = await page(collection, {});
        expect(rows.length).toBe(features.length);
        for (const [index, { id, geometry, properties }] of features.entries()) {
          const row = rows[index] ?? {};
          expect(row['id']).toBe(id);
          expect(row['geometry']).toEqual(geometry);
          for (const [name, value] of Object.entries(properties)) {
            const read = row[name];
            const plain =
              read instanceof Date ? read.toISOString() : typeof read === 'bigint' ? Number(read) : read;
            expect(plainWords(plain, name), name).toBe(plainWords(value, name));
          }
        }
      }
      const bytes = await download('pipe-points/items', { f: 'parquet', crs: `${EPSG}/4546` });
      const file = Uint8Array.from(bytes).buffer;
      const { key_value_metadata: pairs } = parquetMetadata(file);
      const geo = JSON.parse(pairs?.find(({ key }) => key === 'geo')?.value ?? '') as {
        version: string;
        columns: { geometry: { geometry_types: string[]; bbox: number[]; crs: { id: object } } };
      };
      expect(geo.version).toBe('1.1.0');
      expect(geo.columns.geometry.geometry_types).toEqual(['Point Z']);
      expect(geo.columns.geometry.crs.id).toEqual({ authority: 'EPSG', code: 4546 });
      const rows = (await parquetReadObjects({ file })) as { bbox: { xmin: number; ymin: number } }[];
      expect(Math.min(...rows.map(({ bbox }) => bbox.xmin))).toBe(geo.columns.geometry.bbox[0]);
      expect(Math.min(...rows.map(({ bbox }) => bbox.ymin))).toBe(geo.columns.geometry.bbox[1]);
    });

    it('of GeoParquet is whole, however many groups it has, and a file even of nothing', async () => {
      await served.pool.query(`insert into feature (collection, id, source_id, source_key, geom)
        select 'waste-points', 'many-' || n, 1, 'many-' || n, ST_SetSRID(ST_MakePoint(110, 20), 4490) from generate_series(1, 41000) n`);
      const read = async (query: Readonly<Record<string, string>>): Promise<Record<string, unknown>[]> => {
        const bytes = await download('waste-points/items', { f: 'parquet', ...query });
        return parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
      };
      expect(new Set((await read({})).map(({ id }) => id)).size).toBe(41_004);
      expect(await read({ filter: "id = 'nothing'" })).toEqual([]);
      await served.pool.query("delete from feature where id like 'many-%'");
    });
  });
}

/** A value as text, since formats differ in how they write the same: 1 and true, 2025/05/01 00:00:00+00 and 2025-05-01T00:00:00.000Z. */
function plainWords(value: unknown, name: string): string {
  const text =
    typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
  if (name === 'surveyed_on' || name === 'collected_at')
    return text && new Date(text.replace(/\+00$/, 'Z').replaceAll('/', '-')).toISOString();
  return text.replace(/^true$/, '1').replace(/^false$/, '0');
}
