import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import type { ConvertedLayer } from './convert-layers.ts';
import { convertParquet } from './convert-parquet.ts';
import { readWkb } from './wkb.ts';

/** What PostGIS 3.3 writes: EWKB, and ISO WKB in both orders of bytes. */
const WKB = {
  ewkb: '01010000E08A1100006666666666965B4085EB51B81E05344000000000000008400000000000001C40',
  bigEndian: '0000000bb9405b9666666666664034051eb851eb854008000000000000401c000000000000',
  measured:
    '01d207000002000000000000000000f03f00000000000000400000000000002240000000000000084000000000000010400000000000002240',
  parts:
    '01ee0300000100000001eb030000010000000400000000000000000000000000000000000000000000000000f03f000000000000f03f0000000000000000000000000000f03f0000000000000000000000000000f03f000000000000f03f00000000000000000000000000000000000000000000f03f',
  empty: '0101000000000000000000f87f000000000000f87f',
  mixed:
    '0107000000020000000101000000000000000000f03f0000000000000040010400000002000000010100000000000000000008400000000000001040010100000000000000000014400000000000001840',
  curve:
    '01080000000300000000000000000000000000000000000000000000000000f03f000000000000f03f00000000000000400000000000000000',
} as const;

describe('well-known binary', () => {
  it.each([
    ['of PostGIS, with its number', WKB.ewkb, { type: 'Point', coordinates: [110.35, 20.02, 3] }],
    ['the most telling byte first', WKB.bigEndian, { type: 'Point', coordinates: [110.35, 20.02, 3] }],
    [
      'without its measures',
      WKB.measured,
      {
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      'of parts with heights',
      WKB.parts,
      {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [0, 0, 1],
              [1, 0, 1],
              [0, 1, 1],
              [0, 0, 1],
            ],
          ],
        ],
      },
    ],
    [
      'of kinds together',
      WKB.mixed,
      {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Point', coordinates: [1, 2] },
          {
            type: 'MultiPoint',
            coordinates: [
              [3, 4],
              [5, 6],
            ],
          },
        ],
      },
    ],
    ['of an empty point', WKB.empty, null],
    ['of a curve, which GeoJSON lacks', WKB.curve, { type: 'WKB type 8' }],
  ])('is read %s', (_, hex, geometry) => {
    expect(readWkb(Buffer.from(hex, 'hex'))).toEqual(geometry);
  });

  it('that ends early, counts more than it has or is nested without end is refused at once', () => {
    const { curve: _, ...read } = WKB; // the coordinates of a curve are not asked for
    for (const hex of Object.values(read))
      expect(() => readWkb(Buffer.from(hex, 'hex').subarray(0, -1))).toThrow(RangeError);
    expect(() => readWkb(Buffer.from('0102000000ffffffff', 'hex'))).toThrow(RangeError);
    expect(() => readWkb(Buffer.from('010700000001000000'.repeat(100_000), 'hex'))).toThrow(RangeError);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'twin-parquet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const POINTS: ColumnSource = {
  name: 'place',
  type: 'BYTE_ARRAY',
  data: [WKB.ewkb, WKB.empty, WKB.curve].map((hex) => Buffer.from(hex, 'hex')),
};
const NAMES: ColumnSource = { name: '名称', type: 'STRING', data: ['海秀路, "东"', undefined, '龙昆路'] };

type Writing = Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'>;
function write(columnData: ColumnSource[], geo?: object, more: Writing = {}): string {
  const file = join(mkdtempSync(join(folder, 'file-')), 'a.parquet');
  const kvMetadata = geo ? [{ key: 'geo', value: JSON.stringify(geo) }] : [];
  writeFileSync(file, Buffer.from(parquetWriteBuffer({ columnData, kvMetadata, ...more })));
  return file;
}
const convert = (file: string): Promise<ConvertedLayer> =>
  convertParquet(file, mkdtempSync(join(folder, 'out-')));
const featuresOf = ({ path }: ConvertedLayer): { geometry: unknown; properties: Record<string, unknown> }[] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('GeoParquet', () => {
  const wkb = (crs?: object | null): object => ({
    version: '1.1.0',
    primary_column: 'place',
    columns: { place: { encoding: 'WKB', geometry_types: [], ...(crs !== undefined && { crs }) } },
  });

  it('becomes GeoJSON, with each value as JSON has it', async () => {
    const file = write(
      [
        NAMES,
        POINTS,
        { name: 'lamps', type: 'INT64', data: [3n, 9_007_199_254_740_993n, undefined] },
        {
          name: 'seen',
          type: 'TIMESTAMP',
          data: ['2024-06-01T08:00:00Z', '2024-06-02', '0001-01-01'].map((t) => new Date(t)),
        },
      ],
      wkb(),
    );
    const layer = await convert(file);
    expect(layer).toMatchObject({ format: 'geojson', crs: 'CRS84', features: 3, notes: [] });
    expect(featuresOf(layer)).toEqual([
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [110.35, 20.02, 3] },
        properties: { 名称: '海秀路, "东"', lamps: 3, seen: '2024-06-01T08:00:00.000Z' },
      },
      {
        type: 'Feature',
        geometry: null,
        properties: { 名称: null, lamps: '9007199254740993', seen: '2024-06-02T00:00:00.000Z' },
      },
      {
        type: 'Feature',
        geometry: { type: 'WKB type 8' },
        properties: { 名称: '龙昆路', lamps: null, seen: '0001-01-01T00:00:00.000Z' },
      },
    ]);
  });

  it.each([
    ['a number', { id: { authority: 'EPSG', code: 4546 } }, 'EPSG:4546'],
    ['the longitude and latitude of OGC', { id: { authority: 'OGC', code: 'CRS84' } }, 'CRS84'],
    [
      'a definition without a number',
      { type: 'ProjectedCRS', name: 'x' },
      '{"type":"ProjectedCRS","name":"x"}',
    ],
    ['no system that is known', null, undefined],
  ])('names its system: %s', async (_, crs, expected) => {
    expect((await convert(write([POINTS], wkb(crs)))).crs).toBe(expected);
  });

  it('may hold coordinates themselves, as GeoArrow has them', async () => {
    const file = write(
      [
        {
          name: 'line',
          data: [
            [
              { x: 110.1, y: 20.1 },
              { x: 110.2, y: 20.2 },
            ],
            [{ x: 1, y: 2 }],
          ],
        },
      ],
      { version: '1.1.0', primary_column: 'line', columns: { line: { encoding: 'linestring' } } },
      {
        schema: [
          { name: 'root', num_children: 1 },
          { name: 'line', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
          { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
          { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
          { name: 'x', type: 'DOUBLE', repetition_type: 'REQUIRED' },
          { name: 'y', type: 'DOUBLE', repetition_type: 'REQUIRED' },
        ],
      },
    );
    expect(featuresOf(await convert(file)).map(({ geometry }) => geometry)).toEqual([
      {
        type: 'LineString',
        coordinates: [
          [110.1, 20.1],
          [110.2, 20.2],
        ],
      },
      { type: 'LineString', coordinates: [[1, 2]] },
    ]);
  });

  it('needs no metadata of its own where the column is of Parquet’s type for geometries', async () => {
    const data = [{ type: 'Point', coordinates: [110.35, 20.02] }];
    const layer = await convert(write([{ name: 'shape', type: 'GEOMETRY', data }]));
    expect(layer).toMatchObject({ format: 'geojson', crs: 'CRS84' });
    expect(featuresOf(layer)[0]?.geometry).toEqual(data[0]);
  });

  it('says which geometry it leaves out, and leaves boxes out without a word', async () => {
    const file = write(
      [NAMES, POINTS, { ...POINTS, name: 'door' }, { name: 'box', type: 'DOUBLE', data: [1, 2, 3] }],
      {
        primary_column: 'place',
        columns: {
          door: { encoding: 'WKB' },
          place: { encoding: 'WKB', covering: { bbox: { xmin: ['box', 'xmin'] } } },
        },
      },
    );
    const layer = await convert(file);
    expect(layer.notes).toEqual(['other columns of geometry are left out: door']);
    expect(Object.keys(featuresOf(layer)[0]?.properties ?? {})).toEqual(['名称']);
  });

  it('is whole, however many groups it has and however it is compressed', async () => {
    const count = 70_000; // more than are held at a time
    const columns: ColumnSource[] = [
      { name: 'code', type: 'STRING', data: Array.from({ length: count }, (_, index) => `L${index}`) },
      {
        name: 'place',
        type: 'BYTE_ARRAY',
        data: Array.from({ length: count }, () => Buffer.from(WKB.ewkb, 'hex')),
      },
    ];
    const codecs: Writing[] = [
      { codec: 'UNCOMPRESSED', rowGroupSize: 100_000 },
      { codec: 'SNAPPY', rowGroupSize: 1000 },
      { codec: 'GZIP', compressors: { GZIP: (bytes) => gzipSync(bytes) } },
      { codec: 'ZSTD', compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) } },
    ];
    for (const how of codecs) {
      const features = featuresOf(await convert(write(columns, wkb(), how)));
      expect(features.map(({ properties }) => properties['code'])).toEqual(columns[0]?.data);
    }
  });

  it('without geometry is a table', async () => {
    const layer = await convert(
      write([NAMES, { name: 'lon', type: 'DOUBLE', data: [110.1, Number.NaN, 110.3] }]),
    );
    expect(layer.format).toBe('csv');
    expect(readFileSync(layer.path, 'utf8')).toBe('名称,lon\n"海秀路, ""东""",110.1\n,\n龙昆路,110.3\n');
  });

  it('is refused with the reason where it cannot be read', async () => {
    const lz4 = write([POINTS], wkb(), { codec: 'LZ4_RAW', compressors: { LZ4_RAW: (bytes) => bytes } });
    await expect(convert(lz4)).rejects.toMatchObject({
      code: 'format-not-read',
      message: expect.stringContaining('LZ4_RAW'),
    });
    const other = write([POINTS], { columns: { place: { encoding: 'TWKB' } } });
    await expect(convert(other)).rejects.toMatchObject({
      code: 'format-not-read',
      message: expect.stringContaining('TWKB'),
    });
    await expect(convert(write([{ ...POINTS, data: [] }], wkb()))).rejects.toMatchObject({
      code: 'no-features',
    });
    const whole = readFileSync(write([NAMES, POINTS], wkb()));
    for (const bytes of [
      whole.subarray(0, 4),
      whole.subarray(0, -20),
      Buffer.concat([whole.subarray(0, 40), whole.subarray(60)]),
    ]) {
      const file = join(mkdtempSync(join(folder, 'file-')), 'cut.parquet');
      writeFileSync(file, bytes);
      await expect(convert(file)).rejects.toMatchObject({ code: 'file-broken' });
    }
  });
});
