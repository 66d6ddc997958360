import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { cityGml } from './city-gml.ts';
import { cityJson } from './city-json.ts';
import type { FileFacts, Format, SourceItem } from './format.ts';
import { solidToFootprint, type Vertex } from './solid-to-footprint.ts';

/** A box of 10 by 20 by 6, standing at height 3. */
const CORNERS: Vertex[] = [
  [0, 0, 3],
  [10, 0, 3],
  [10, 20, 3],
  [0, 20, 3],
  [0, 0, 9],
  [10, 0, 9],
  [10, 20, 9],
  [0, 20, 9],
];
const FACES = [
  [0, 3, 2, 1],
  [4, 5, 6, 7],
  [0, 1, 5, 4],
  [1, 2, 6, 5],
  [2, 3, 7, 6],
  [3, 0, 4, 7],
];

describe('the footprint of a solid', () => {
  const boxes = FACES.map((face) => ({
    rings: [face.flatMap((at) => (CORNERS[at] ? [CORNERS[at]] : []))],
    ground: false,
  }));

  it('is the lowest of its level surfaces, with foot and height', () => {
    const found = solidToFootprint(boxes, 1);
    expect(found).toMatchObject({ baseMetres: 3, heightMetres: 6 });
    expect(areaOf(found?.geometry.coordinates)).toBe(200);
  });

  it('joins the triangles that a ground is cut into', () => {
    const [a, b, c, d] = CORNERS;
    if (!a || !b || !c || !d) throw new Error('the box has four lower corners');
    const halves = [
      [a, b, c],
      [a, c, d],
    ].map((ring) => ({ rings: [ring], ground: true }));
    const found = solidToFootprint([...halves, ...boxes.slice(1)], 1);
    expect(found?.geometry.coordinates).toHaveLength(1);
    expect(areaOf(found?.geometry.coordinates)).toBe(200);
  });

  it('is none where there are walls only', () => {
    expect(solidToFootprint(boxes.slice(2), 1)).toBeUndefined();
    expect(solidToFootprint([], 1)).toBeUndefined();
  });
});

describe('CityJSON', () => {
  const building = {
    type: 'Building',
    attributes: { 名称: '市民中心' },
    geometry: [
      { type: 'MultiSurface', lod: '0', boundaries: [[[0, 1, 2, 3]]] },
      { type: 'Solid', lod: '2.2', boundaries: [FACES.map((face) => [face])] },
    ],
  };
  const head = {
    type: 'CityJSON',
    version: '2.0',
    transform: { scale: [0.5, 0.5, 0.5], translate: [100, 200, 0] },
    metadata: { referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/4546' },
  };
  const vertices = CORNERS.map((corner) => corner.map((value) => value * 2));

  it.each([
    ['a document', JSON.stringify({ ...head, CityObjects: { b: building, r: { type: 'Road' } }, vertices })],
    [
      'a document over many lines',
      JSON.stringify({ ...head, CityObjects: { b: building, r: { type: 'Road' } }, vertices }, null, 1),
    ],
    [
      'a sequence',
      [
        { ...head, CityObjects: {}, vertices: [] },
        { type: 'CityJSONFeature', id: 'b', CityObjects: { b: building }, vertices },
        { type: 'CityJSONFeature', id: 'r', CityObjects: { r: { type: 'Road' } }, vertices: [] },
      ]
        .map((object) => JSON.stringify(object))
        .join('\n'),
    ],
  ])('is read as %s', async (_, text) => {
    const { items, facts } = await read(cityJson, text);
    expect(items).toMatchObject([
      {
        feature: {
          key: 'b',
          collection: 'buildings',
          properties: { 名称: '市民中心', height_metres: 6, ground_elevation_metres: 3 },
        },
      },
    ]);
    const [item] = items;
    if (!item || !('feature' in item)) throw new Error('a feature was expected');
    expect(JSON.stringify(item.feature.geometry)).toContain('[110,220]');
    expect(facts).toMatchObject({
      crs: 'EPSG:4546',
      notes: [expect.anything(), expect.stringContaining('1 Road')],
    });
  });

  it('of a building and its parts makes one, also where a part is its own ancestor', async () => {
    const objects = {
      b: { type: 'Building', children: ['p'] },
      p: { type: 'BuildingPart', parents: ['b'], children: ['b', 'p'], geometry: building.geometry },
    };
    const { items } = await read(cityJson, JSON.stringify({ ...head, CityObjects: objects, vertices }));
    expect(items).toMatchObject([{ feature: { key: 'b', properties: { height_metres: 6 } } }]);
  });

  it('is refused where it is cut off, and a building without surfaces is rejected', async () => {
    const text = JSON.stringify({ ...head, CityObjects: { b: building }, vertices });
    await expect(read(cityJson, text.slice(0, -5))).rejects.toMatchObject({ code: 'file-truncated' });
    const bare = JSON.stringify({ ...head, CityObjects: { b: { type: 'Building' } }, vertices: [['x']] });
    expect((await read(cityJson, bare)).items).toMatchObject([{ rejection: { code: 'geometry-missing' } }]);
  });
});

describe('CityGML', () => {
  const polygon = (ring: number[]): string =>
    `<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>${[...ring, ring[0] ?? 0]
      .map((at) => CORNERS[at] ?? [0, 0, 0])
      // Degrees of about a tenth of a metre, latitude first.
      .map(([x, y, z]) => `${20 + y / 1e6} ${110 + x / 1e6} ${z}`)
      .join(' ')}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>`;
  const model = `<?xml version="1.0"?><core:CityModel xmlns:gml="g"><gml:Envelope srsName="http://www.opengis.net/def/crs/EPSG/0/6697"/>
    <core:cityObjectMember><bldg:Building gml:id="B1"><gml:name>図書館</gml:name><bldg:measuredHeight uom="m">6.2</bldg:measuredHeight>
    <bldg:lod0FootPrint>${polygon([0, 1, 2, 3])}</bldg:lod0FootPrint><bldg:lod1Solid>${FACES.map(polygon).join('')}</bldg:lod1Solid>
    </bldg:Building></core:cityObjectMember><core:cityObjectMember><luse:LandUse/></core:cityObjectMember></core:CityModel>`;

  it('gives buildings with longitude first, their attributes, foot and height', async () => {
    const { items, facts } = await read(cityGml, model);
    expect(items).toMatchObject([
      {
        feature: {
          key: 'B1',
          properties: { name: '図書館', measuredHeight: '6.2', height_metres: 6, ground_elevation_metres: 3 },
        },
      },
    ]);
    const [item] = items;
    if (!item || !('feature' in item)) throw new Error('a feature was expected');
    expect(JSON.stringify(item.feature.geometry)).toContain('[110.00001,20.00002]');
    expect(facts).toMatchObject({
      crs: 'EPSG:6697',
      notes: [expect.anything(), expect.stringContaining('1 LandUse')],
    });
  });

  it.each([
    ['is cut off', model.slice(0, -40), 'xml-broken'],
    [
      'has entities that grow',
      `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${model.replace('図書館', '&b;')}`,
      'xml-broken',
    ],
    [
      'has no buildings',
      '<CityModel><cityObjectMember><Road/></cityObjectMember></CityModel>',
      'no-features',
    ],
  ])('is refused where it %s', async (_, text, code) => {
    await expect(read(cityGml, text)).rejects.toMatchObject({ code });
  });
});

async function read(format: Format, text: string): Promise<{ items: SourceItem[]; facts: FileFacts }> {
  expect(format.recognises(text)).toBe(true);
  const bytes = Buffer.from(text);
  // In small pieces, as a slow disk gives them.
  const pieces = Array.from({ length: Math.ceil(bytes.length / 100) }, (_, at) =>
    bytes.subarray(at * 100, at * 100 + 100),
  );
  const reader = format.read(Readable.from(pieces), {});
  const items: SourceItem[] = [];
  for (;;) {
    const next = await reader.next();
    if (next.done) return { items, facts: next.value };
    items.push(...next.value);
  }
}

function areaOf(coordinates: number[][][][] = []): number {
  const ring = coordinates[0]?.[0] ?? [];
  return Math.abs(
    ring.reduce((sum, [x = 0, y = 0], index) => {
      const [nx = 0, ny = 0] = ring[(index + 1) % ring.length] ?? [];
      return sum + (x * ny - nx * y) / 2;
    }, 0),
  );
}
