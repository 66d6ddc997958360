import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeElementMesh } from '@twin/gis-data/themes/building-models/element-mesh.ts';
import type { StoreError } from '@twin/gis-data/store/store-error.ts';
import type { IfcReading } from './ifc-reading.ts';
import { placeModel } from './place-model.ts';
import { readInProcess } from './read-in-process.ts';
import { wallFile } from './wall-file-for-tests.ts';

const REAL = fileURLToPath(new URL('../../../shared/data/ifc/', import.meta.url));
const HAS_REAL = existsSync(REAL);
const GAUSS_KRUGER_111 = {
  name: 'EPSG:4546',
  proj: '+proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
};

/** Elements and spaces with a shape in real files. */
const EXPECTED = {
  'building/AC20-FZK-Haus.ifc': '89',
  'building/ISSUE_021_Mini_Project.ifc': '2636',
  'building/IfcOpenHouse_IFC4.ifc': '34',
  'building/duplex.ifc': '236',
  'building/tested_sample_project.ifc': '93',
  'precast/IFC-Vebo.ifc': '130',
  'precast/IFC-breedplaatvloeren.ifc': '59',
  // Of 164, openings cut away 50 walls and 14 proxies as a whole.
  'precast/IFC-houten_kozijnen.ifc': '100',
  'precast/IFC-kalkzandsteen.ifc': '135',
  'precast/IFC-kanaalplaatvloer.ifc': '50',
  'precast/IFC-kapconstructie_dakkapellen_platdak.ifc': '141',
  'precast/IFC-lateien_en_geveldragers.ifc': '42',
  'precast/IFC-prefab_balkons.ifc': '4',
  'precast/IFC-prefab_trappen.ifc': '10',
  'precast/IFC-prefab_vloer_lifttop.ifc': '2',
  'precast/IFC-staal.ifc': '78',
  'precast/IFC-traphekken.ifc': '14',
};

const ON_GRID = `#30=IFCPROJECTEDCRS('EPSG:4546',$,$,$,$,$,$);
#31=IFCMAPCONVERSION(#3,#30,442000.,2215000.,7.,0.,1.,$);`;

describe('an IFC file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-ifc-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let serial = 0;
  const read = (content: string | Uint8Array, limits = {}): Promise<IfcReading> => {
    const file = join(folder, `${++serial}.ifc`);
    writeFileSync(file, content);
    return readInProcess(file, limits);
  };
  const codeOf = (reading: Promise<unknown>): Promise<string> =>
    reading.then(
      () => 'read',
      (error: StoreError) => error.code,
    );

  it('gives each element its class, storey, materials, sets, box and shape', async () => {
    const { elements, shapes, facts } = await read(wallFile());
    expect(elements).toMatchObject([
      {
        guid: '1234567890abcdefABCDEF',
        class: 'IfcWall',
        name: 'wall',
        tag: 'W-1',
        storey: '一',
        materials: ['C30'],
        sets: { Pset_WallCommon: { FireRating: '2 h' } },
        foot: [1, 2, 0.5],
        shape: 0,
      },
    ]);
    expect(elements[0]?.size.map((metres) => Math.round(metres * 1000))).toEqual([4000, 200, 3000]);
    // Two triangles on each of six sides: eight bytes of head, 24 vertices of 20, 36 indices of 4.
    expect(shapes.map(({ length }) => length)).toEqual([8 + 24 * 20 + 36 * 4]);
    expect(facts.counts).toEqual({ IfcDoor: 1, IfcWall: 1 });
    expect(facts.withoutGeometry).toEqual({ IfcDoor: 1 });
  });

  it('is in metres whatever its unit of length', async () => {
    const millimetres = await read(
      wallFile({ unit: 'IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.)', scale: 1000 }),
    );
    expect(millimetres.facts.metresPerUnit).toBe(0.001);
    expect(millimetres.elements[0]?.foot.map((metres) => Math.round(metres * 1000))).toEqual([
      1000, 2000, 500,
    ]);
    const { normals = [] } = decodeElementMesh(millimetres.shapes[0] ?? new Uint8Array()) ?? {};
    expect(new Set(Array.from(normals, Math.abs))).toEqual(new Set([0, 127]));
    const none = await read(wallFile({ unit: 'IFCSIUNIT(*,.AREAUNIT.,$,.SQUARE_METRE.)' }));
    expect(none.facts.warnings).toEqual([expect.stringContaining('no unit of length')]);
  });

  it('stands where its map conversion says: rotated, on its grid', async () => {
    const { facts } = await read(wallFile({ place: ON_GRID }));
    expect(facts.mapConversion).toMatchObject({ easting: 442_000, northing: 2_215_000, xAxis: [0, 1] });
    const place = placeModel(facts, GAUSS_KRUGER_111);
    // By gdaltransform, 442000 E and 2215000 N of EPSG:4546.
    const [longitude, latitude] = place.lonLat(0, 0);
    expect(longitude).toBeCloseTo(110.445682567, 8);
    expect(latitude).toBeCloseTo(20.022923015, 8);
    // x of the model points north, so y points west; the grid's north is turned by −0.19° there.
    expect(place.bearingDegrees).toBeCloseTo(270 - 0.1898, 3);
    expect(place.heightMetres).toBe(7);
  });

  it('is said to disagree where its site lies far from its map conversion', async () => {
    const { facts } = await read(wallFile({ place: ON_GRID }));
    // 20°01′43″ is 0.63 km north of the grid's place.
    expect(placeModel(facts, GAUSS_KRUGER_111).warnings).toEqual([
      expect.stringMatching(/its IfcSite lies [67]\d\d m from where/),
    ]);
    const bySite = placeModel({ ...facts, mapConversion: null }, undefined);
    expect(bySite.lonLat(0, 0)[1]).toBeCloseTo(20 + 1 / 60 + 43 / 3600, 8);
    expect(bySite.warnings).toEqual([expect.stringContaining('IfcSite')]);
    expect(() => placeModel({ mapConversion: null, site: null }, undefined)).toThrow('says nowhere');
  });

  it('of another kind, cut, empty or without a shape ends with a code that says so', async () => {
    expect(await codeOf(read(''))).toBe('ifc-empty');
    expect(await codeOf(read('PK\u0003\u0004'))).toBe('ifc-unreadable');
    expect(await codeOf(read('<ifcXML/>'))).toBe('ifc-unreadable');
    expect(await codeOf(read(wallFile().slice(0, -30)))).toBe('ifc-truncated');
    expect(await codeOf(read(wallFile().replace("'IFC4'", "'AUTOMOTIVE_DESIGN'")))).toBe(
      'ifc-schema-unknown',
    );
    expect(await codeOf(read(wallFile().replace(/#19=.*\n/, '')))).toBe('ifc-without-elements');
    const circle = wallFile().replace('#21=IFCMATERIAL(', '#21=IFCMATERIALLIST((#21));\n#41=IFCMATERIAL(');
    expect(await codeOf(read(circle))).toBe('ifc-unreadable');
    expect(await codeOf(readInProcess(join(folder, 'nowhere.ifc')))).toBe('ifc-missing');
  });

  it('is not read beyond the limits of size and time', async () => {
    expect(await codeOf(read(wallFile(), { bytes: 1000 }))).toBe('ifc-too-large');
    expect(await codeOf(read(wallFile(), { seconds: 0.01 }))).toBe('ifc-too-slow');
  });

  it('leaves out what has no GlobalId of the standard’s form, and says so', async () => {
    const second = `#50=IFCWALL('short',$,'wall 2',$,$,#13,#18,'W-2',.SOLIDWALL.);`;
    const { elements, facts } = await read(wallFile({ place: second }));
    expect(elements.map(({ tag }) => tag)).toEqual(['W-1']);
    expect(facts.warnings).toEqual([expect.stringContaining('1 elements have no GlobalId')]);
  });

  it('keeps what it can of lines that lead nowhere', async () => {
    const { elements } = await read(
      wallFile({ place: "#40=IFCRELDEFINESBYPROPERTIES('x',$,$,$,(#19,#999),#998);" }),
    );
    expect(elements[0]?.sets['Pset_WallCommon']).toEqual({ FireRating: '2 h' });
    expect(elements[0]?.materials).toEqual(['C30']);
  });

  describe.skipIf(!HAS_REAL)('of the real world (skipped where ../shared/data/ifc is not there)', () => {
    it('is read, or refused for a reason, in every schema', async () => {
      const outcomes = new Map<string, string>();
      for (const group of ['building', 'precast', 'hostile']) {
        for (const name of readdirSync(join(REAL, group)).filter((one) => one.endsWith('.ifc'))) {
          const outcome = await readInProcess(join(REAL, group, name)).then(
            ({ elements }) => `${elements.length}`,
            (error: StoreError) => error.code,
          );
          outcomes.set(`${group}/${name}`, outcome);
        }
      }
      expect(outcomes.get('hostile/empty.ifc')).toBe('ifc-empty');
      expect(outcomes.get('hostile/unterminated-string.ifc')).toBe('ifc-unreadable');
      // Counted by IfcOpenShell: elements with a representation, but for openings, and spaces with one.
      expect(Object.fromEntries(outcomes)).toMatchObject(EXPECTED);
      for (const [name, outcome] of outcomes)
        if (!name.startsWith('hostile')) expect(Number(outcome), name).toBeGreaterThan(0);
    }, 120_000);

    it('has as many walls as its text has lines of them', async () => {
      const file = join(REAL, 'building/duplex.ifc');
      const { facts } = await readInProcess(file);
      const lines = readFileSync(file, 'latin1').match(/=\s*IFCWALL(STANDARDCASE)?\(/g)?.length;
      expect((facts.counts['IfcWall'] ?? 0) + (facts.counts['IfcWallStandardCase'] ?? 0)).toBe(lines);
    });
  });
});
