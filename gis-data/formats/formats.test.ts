import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { StoreError } from '../store/store-error.ts';
import type { FileFacts, SourceItem } from './format.ts';
import { recogniseFormat } from './index.ts';
import { JsonSlicer } from './json-slices.ts';
import { guessEncoding, openText, readHead, type Encoding } from './open-text.ts';
import { readWkt } from './wkt.ts';

const folder = mkdtempSync(join(tmpdir(), 'twin-formats-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const POINT =
  '{"type":"Feature","id":1,"properties":{"名称":"路灯"},"geometry":{"type":"Point","coordinates":[110.35,20.02]}}';
const COLLECTION = `{"type":"FeatureCollection","features":[${POINT}]}`;

describe('a file of GeoJSON', () => {
  it.each([
    ['UTF-8', Buffer.from(COLLECTION)],
    ['UTF-8 with a mark', Buffer.from(`\u{feff}${COLLECTION}`)],
    ['UTF-16', Buffer.from(`\u{feff}${COLLECTION}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(COLLECTION, 'utf16le')],
    ['big-endian UTF-16', Buffer.from(`\u{feff}${COLLECTION}`, 'utf16le').swap16()],
    ['gzip', gzipSync(COLLECTION)],
  ])('is read in %s', async (_, bytes) => {
    const { items } = await read(bytes);
    expect(items).toMatchObject([
      { feature: { place: 'feature 1, line 1', key: '1', properties: { 名称: '路灯' } } },
    ]);
  });

  it('is read in the Chinese national encoding', async () => {
    // 路灯 in GB 18030
    const gbk = Buffer.concat([
      Buffer.from('{"type":"Feature","properties":{"name":"'),
      Buffer.from('c2b7b5c6', 'hex'),
      Buffer.from('"},"geometry":{"type":"Point","coordinates":[110,20]}}'),
    ]);
    await expect(read(gbk)).rejects.toMatchObject({ code: 'not-utf-8' });
    expect((await read(gbk, 'gb18030')).items).toMatchObject([{ feature: { properties: { name: '路灯' } } }]);
  });

  it('may be newline-delimited, a sequence, a list, one feature, one geometry, or have its members in any order', async () => {
    for (const text of [
      `${POINT}\n${POINT}\n`,
      `\u{1e}${POINT}\n\u{1e}${POINT}\n`,
      `[${POINT},${POINT}]`,
      `{"features":[${POINT},${POINT}],"type":"FeatureCollection"}`,
    ]) {
      expect((await read(Buffer.from(text))).items, text.slice(0, 20)).toHaveLength(2);
    }
    expect((await read(Buffer.from('{"coordinates":[1,2],"type":"Point"}'))).items).toHaveLength(1);
  });

  it('names its CRS by a legacy member, before or after the features', async () => {
    const crs = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32632"}}';
    expect((await read(Buffer.from(`{${crs},"type":"FeatureCollection","features":[]}`))).facts.crs).toBe(
      'EPSG:32632',
    );
    expect(
      (await read(Buffer.from(`{"type":"FeatureCollection","features":[${POINT}],${crs}}`))).facts.crs,
    ).toBe('EPSG:32632');
  });

  it('says what cannot be taken, with its place, and goes on', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = `{"type":"FeatureCollection","features":[\n${POINT},\n{"type":"Feature",,},\n{"type":"Feature","properties":{"d":${deep}},"geometry":null},\n7,\n${POINT.replace('20.02', 'NaN')}]}`;
    const { items } = await read(Buffer.from(text));
    expect(
      items.map((item) =>
        'rejection' in item ? `${item.rejection.place}: ${item.rejection.code}` : item.feature.place,
      ),
    ).toEqual([
      'feature 1, line 2',
      'feature 2, line 3: not-json',
      'feature 3, line 4: nested-too-deep',
      'feature 4, line 5: not-a-feature',
      'feature 5, line 6',
    ]);
    expect(items[4]).toMatchObject({ feature: { geometry: { coordinates: [110.35, null] } } });
  });

  it('with a feature longer than memory allows is read without it', async () => {
    const slicer = new JsonSlicer();
    const chunk = Buffer.from('[1.25,2.5],'.repeat(100_000));
    const found = [...slicer.push(Buffer.from(`{"type":"FeatureCollection","features":[{"c":[`))];
    for (let index = 0; index < 40; index++) found.push(...slicer.push(chunk));
    found.push(...slicer.push(Buffer.from(`[0,0]]},${POINT}]}`)));
    slicer.end();
    expect(found.map((slice) => (slice.kind === 'refused' ? slice.code : slice.kind))).toEqual([
      'member',
      'feature-too-large',
      'element',
      'end',
    ]);
  });

  it('is the same in whatever pieces it comes', () => {
    const bytes = Buffer.from(
      `{"a\\"b":"{[\\\\","features" : [${POINT},{"x":"]}"}],"z":[1,{"k":2}]}\n${POINT}`,
    );
    const whole = new JsonSlicer().push(bytes);
    expect(whole.map((slice) => slice.kind)).toEqual([
      'member',
      'element',
      'element',
      'member',
      'end',
      'member',
      'member',
      'member',
      'member',
      'end',
    ]);
    for (const size of [1, 2, 3, 7, 50]) {
      const slicer = new JsonSlicer();
      const pieces = [];
      for (let at = 0; at < bytes.length; at += size)
        pieces.push(...slicer.push(bytes.subarray(at, at + size)));
      expect(pieces, `in pieces of ${size}`).toEqual(whole);
    }
  });

  it.each([
    ['cut off in a feature', COLLECTION.slice(0, 80), 'file-truncated'],
    ['cut off before its end', COLLECTION.slice(0, -1), 'file-truncated'],
    ['of another kind', '{"objects":{},"type":"Topology"}', 'format-not-read'],
    ['without features', '{"a":1}', 'not-geojson'],
    ['with a tail', `${COLLECTION} x`, 'not-json'],
  ])('%s is refused', async (_, text, code) =>
    expect(read(Buffer.from(text))).rejects.toMatchObject({ code }),
  );
});

describe('a table', () => {
  it.each([
    ['lon,lat,name\n110.35,20.02,a\n', ','],
    ['经度;纬度;名称\n110,35;20,02;a\n', ';'],
    ['x\ty\tname\n110.35\t20.02\ta\n', 'tab'],
    ['name|wkt\na|POINT (110.35 20.02)\n', 'WKT'],
  ])('%j gives a point', async (text) => {
    const { items } = await read(Buffer.from(text));
    expect(items).toMatchObject([
      { feature: { place: 'line 2', geometry: { type: 'Point', coordinates: [110.35, 20.02] } } },
    ]);
  });

  it('keeps what stands in quotes, and both of two columns of the same name', async () => {
    const { items } = await read(Buffer.from('lon,lat,n,n\r\n110,20,"a ""b"",\nc",2\r\n'));
    expect(items).toMatchObject([{ feature: { properties: { n: 'a "b",\nc', 'n (2)': '2' } } }]);
  });

  it('says which records are broken', async () => {
    const { items } = await read(Buffer.from('lon,lat,n\n110,20,1\n110,20,1,2,3\n,,x\nabc,20,1\n'));
    expect(items).toMatchObject([
      { feature: {} },
      { rejection: { place: 'line 3', code: 'record-broken' } },
      { feature: { geometry: null } },
      { feature: { geometry: { coordinates: [Number.NaN, 20] } } },
    ]);
  });

  it.each([
    ['with a quotation mark that nobody closes', `lon,lat,n\n110,20,"a\n${'110,20,b\n'.repeat(10)}`],
    ['with a record longer than any is', `lon,lat,n\n110,20,"${'x'.repeat(9_000_000)}"\n`],
  ])('%s is refused, since what follows would be lost', async (_, text) =>
    expect(read(Buffer.from(text))).rejects.toMatchObject({ code: 'table-broken' }),
  );

  it('can be told which columns are the coordinates', async () => {
    const bytes = Buffer.from('一,二\n110,20\n');
    await expect(read(bytes)).rejects.toMatchObject({ code: 'no-coordinates' });
    expect((await read(bytes, undefined, { xColumn: '一', yColumn: '二' })).items).toMatchObject([
      { feature: { geometry: { coordinates: [110, 20] } } },
    ]);
  });
});

describe('a network', () => {
  const network = (more: string, options = 'UNITS GPM'): Buffer =>
    Buffer.from(
      `[TITLE]\nx\n[JUNCTIONS]\n1 100 5 ;note\n2 50\n[RESERVOIRS]\nR 200\n[PIPES]\n1 R 1 1000 12 100\n2 1 2 1000 8 100\n${more}\n[OPTIONS]\n${options}\n[COORDINATES]\nR 0 0\n1 1000 0\n2 2000 0\n[END]\n`,
    );

  it('of US units comes out in metres and millimetres, and its drawing in feet', async () => {
    const { items, facts } = await read(network(''));
    expect(items.flatMap((item) => ('feature' in item ? [item.feature.properties] : []))).toMatchObject([
      { point_no: '1', elevation_metres: 30.48 },
      { point_no: '2', elevation_metres: 15.24 },
      { appurtenance: 'reservoir', head_metres: 60.96 },
      { start_point: 'R', end_point: '1', length_metres: 304.8, width_mm: 305 },
      { length_metres: 304.8, width_mm: 203 },
    ]);
    expect(facts).toMatchObject({ coordinates: 'plan', plan: { metresPerUnit: 0.3048 } });
  });

  it('of SI units stays as it is, and its drawing is scaled to its lengths', async () => {
    const { items, facts } = await read(network('', 'UNITS LPS'));
    expect(items[3]).toMatchObject({ feature: { properties: { length_metres: 1000, width_mm: 12 } } });
    expect(facts.plan?.metresPerUnit).toBe(1);
  });

  it.each([
    ['an end that is no node', '9 1 X 10 8 100', /\[PIPES\] line 11: 9 ends at X/],
    ['a link twice', '2 1 R 10 8 100', /the link 2 is there already, in line 10/],
    ['a length that is no number', '9 1 2 long 8 100', /9 has long where a positive number must stand/],
    ['an unknown valve', '[VALVES]\nv 1 2 8 XYZ 0', /\[VALVES\] line 12: XYZ is no type of valve/],
  ])('with %s is refused with section and line', async (_, more, message) =>
    expect(read(network(more))).rejects.toThrow(message),
  );

  it('of SWMM gives its drains with sections, inverts and depths in SI units', async () => {
    const text = [
      '[TITLE]',
      '[OPTIONS]',
      'FLOW_UNITS CFS',
      '[SUBCATCHMENTS]',
      'S1 gage J1 5 50 500 0.5 0',
      '[JUNCTIONS]',
      ';;Name Elevation MaxDepth',
      'J1 100 10 0 0 0',
      '[OUTFALLS]',
      'O1 90 FREE NO',
      '[CONDUITS]',
      'C1 J1 O1 400 0.013 1 0 0 0',
      '[WEIRS]',
      'W1 J1 O1 TRANSVERSE 5 3.3',
      '[XSECTIONS]',
      'C1 RECT_CLOSED 2 3 0 0',
      '[COORDINATES]',
      'J1 0 0',
      'O1 300 0',
      '[VERTICES]',
      'C1 150 10',
    ].join('\n');
    const { items, facts } = await read(Buffer.from(text));
    expect(items).toMatchObject([
      {
        feature: {
          key: 'J1',
          place: '[JUNCTIONS] line 8',
          properties: { class: 'PS', appurtenance: 'manhole' },
        },
      },
      { feature: { key: 'O1', properties: { appurtenance: 'outfall' } } },
      {
        feature: {
          collection: 'pipe-lines',
          key: 'C1',
          geometry: {
            coordinates: [
              [0, 0],
              [150, 10],
              [300, 0],
            ],
          },
        },
      },
      { feature: { key: 'weir-W1', geometry: { coordinates: [150, 0] } } },
    ]);
    const values = items.map((item) => ('feature' in item ? item.feature.properties : {}));
    // 100 ft + 10 ft of depth; the conduit begins 1 ft above the invert; 2 ft high, 3 ft wide.
    expect(values[0]?.['ground_elevation_metres']).toBeCloseTo(33.528, 6);
    expect(values[2]).toMatchObject({
      section: 'rectangular',
      width_mm: 914,
      height_mm: 610,
      elevation_reference: 'invert',
    });
    expect(values[2]?.['start_elevation_metres']).toBeCloseTo(30.7848, 6);
    expect(values[2]?.['start_depth_metres']).toBeCloseTo(2.7432, 6);
    expect(values[2]?.['length_metres']).toBeCloseTo(121.92, 6);
    expect(facts).toMatchObject({
      coordinates: 'plan',
      notes: expect.arrayContaining([expect.stringContaining('1 subcatchments')]),
    });
  });

  it('of SWMM that its engine would refuse is refused with the places', async () => {
    const text = '[JUNCTIONS]\nJ1 x\n[CONDUITS]\nC1 J1 J2 0 0.01\n';
    await expect(read(Buffer.from(text))).rejects.toMatchObject({
      code: 'network-broken',
      message: expect.stringMatching(
        /line 4: C1 ends at J2.*has 0 for its length.*no cross-section.*line 2: J1 has no invert/,
      ),
    });
  });
});

describe('a file of KML', () => {
  const placemark = (inner: string): string => `<Placemark id="p1"><name>路灯 1</name>${inner}</Placemark>`;
  const document = (inner: string): Buffer =>
    Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>all</name><Folder><name>海秀路</name>${inner}</Folder></Document></kml>`,
    );

  it('gives placemarks with their folder and extended data', async () => {
    const data =
      '<ExtendedData><Data name="杆号"><value>D1</value></Data><SchemaData><SimpleData name="height">8</SimpleData></SchemaData></ExtendedData>';
    const { items, facts } = await read(
      document(placemark(`${data}<Point><coordinates> 110.35,20.02,3 </coordinates></Point>`)),
    );
    expect(items).toEqual([
      {
        feature: {
          place: 'placemark 1, line 2',
          key: 'p1',
          geometry: { type: 'Point', coordinates: [110.35, 20.02, 3] },
          properties: { folder: '海秀路', name: '路灯 1', 杆号: 'D1', height: '8' },
        },
      },
    ]);
    expect(facts).toEqual({ coordinates: 'degrees', notes: [] });
  });

  it('keeps holes and joins what is of one kind', async () => {
    const ring = (at: number): string =>
      `<LinearRing><coordinates>${at},0 ${at + 1},0 ${at},1 ${at},0</coordinates></LinearRing>`;
    const polygon = `<Polygon><outerBoundaryIs>${ring(0)}</outerBoundaryIs><innerBoundaryIs>${ring(0.1)}</innerBoundaryIs></Polygon>`;
    const { items } = await read(document(placemark(`<MultiGeometry>${polygon}${polygon}</MultiGeometry>`)));
    expect(items).toMatchObject([{ feature: { geometry: { type: 'MultiPolygon' } } }]);
    expect(JSON.stringify(items)).toContain('[[[0,0],[1,0],[0,1],[0,0]],[[0.1,0],[1.1,0],[0.1,1],[0.1,0]]]');
  });

  it.each([
    [
      'cut off',
      document(placemark('<Point><coordinates>1,2</coordinates></Point>')).subarray(0, -20),
      'xml-broken',
    ],
    [
      'a link to a server',
      document('<NetworkLink><Link><href>http://a.example/</href></Link></NetworkLink>'),
      'no-features',
    ],
  ])('is refused where it is %s', async (_, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ code });
  });
});

describe('what is no file of these', () => {
  it.each([
    ['nothing', '', 'file-empty'],
    ['XML', '\u{feff}<?xml version="1.0"?>', 'format-not-read'],
    ['an HTML page instead of the file', '<!DOCTYPE html>\n<p>Sign in, please\n', 'format-not-read'],
    ['an old workbook', '\u{d0}\u{cf}\u{11}\u{e0}', 'format-not-read'],
    ['a model', 'ISO-10303-21;', 'format-not-read'],
    ['text', 'hello world', 'format-unknown'],
  ])('is refused: %s', (_, head, code) => {
    const bytes = Buffer.from(head, /[\u{80}-\u{ff}]/u.test(head) ? 'latin1' : 'utf8');
    expect(() => recogniseFormat(bytes)).toThrow(expect.objectContaining({ code }));
  });

  it('is refused when it unpacks to more than it can be', async () => {
    await expect(
      read(
        gzipSync(
          Buffer.concat([
            Buffer.from('{"type":"FeatureCollection","features":['),
            Buffer.alloc(100_000_000, 0x20),
          ]),
        ),
      ),
    ).rejects.toMatchObject({ code: 'archive-bomb' });
    await expect(read(gzipSync(Buffer.from(COLLECTION.repeat(100))).subarray(0, 60))).rejects.toBeInstanceOf(
      StoreError,
    );
  });
});

describe('well-known text', () => {
  it.each([
    ['POINT Z (1 2 3)', { type: 'Point', coordinates: [1, 2, 3] }],
    [
      'SRID=4490;LINESTRING(1 2, 3 4)',
      {
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      'POLYGON ((0 0, 1 0, 1 1, 0 0))',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
    ],
    [
      'MULTIPOINT ((1 2), (3 4))',
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    ['POINT EMPTY', { type: 'Point', coordinates: [] }],
  ])('%s is a geometry', (text, geometry) => expect(readWkt(text)).toEqual(geometry));
  it.each(['POINT (1 2', 'POINT ((1 2))', 'CIRCLE (1 2)', ''])('%j is none', (text) =>
    expect(readWkt(text)).toBeUndefined(),
  );
});

let serial = 0;
async function read(
  bytes: Buffer,
  encoding?: Encoding,
  options = {},
): Promise<{ items: SourceItem[]; facts: FileFacts }> {
  const file = join(folder, String(serial++));
  writeFileSync(file, bytes);
  const head = await readHead(file);
  const recognised = recogniseFormat(head);
  if (!('format' in recognised)) throw new Error(`it was taken for ${recognised.container}`);
  const reader = recognised.format.read(
    openText(file, encoding ?? guessEncoding(head), () => {}),
    options,
  );
  const items: SourceItem[] = [];
  for (;;) {
    const next = await reader.next();
    if (next.done) return { items, facts: next.value };
    items.push(...next.value);
  }
}
