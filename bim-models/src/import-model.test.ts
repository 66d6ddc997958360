import { existsSync, globSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@twin/gis-data/store/connect.ts';
import { openFreshCity } from '@twin/gis-data/store/open-fresh-city.ts';
import type { StoreError } from '@twin/gis-data/store/store-error.ts';
import { importModel, type ModelReport, type ModelRequest } from './import-model.ts';
import { listModels } from './model-versions.ts';
import { undoModel } from './undo-model.ts';
import { wallFile } from './wall-file-for-tests.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const REAL = fileURLToPath(new URL('../../../shared/data/ifc/', import.meta.url));
const AT = { longitude: 110.45, latitude: 20.03, heightMetres: 3, headingDegrees: 0 };
/** A second wall beside the first one, of the same shape. */
const SECOND = `#51=IFCWALL('1234567890abcdefABCDEG',$,'wall 2',$,$,#13,#18,'W-2',.SOLIDWALL.);`;

/** Without bodies that can be drawn, or, by the place of a person, off the earth because their coordinates are a grid's. */
const REFUSED = {
  'hostile/empty.ifc': 'ifc-empty',
  'hostile/unterminated-string.ifc': 'ifc-unreadable',
  'infra/DrainageSystem-1-1.ifc': 'ifc-off-earth',
  'infra/DrainageSystem-1-2.ifc': 'ifc-off-earth',
  'infra/Georeferencing-Survey-12d-1.ifc': 'ifc-without-elements',
  'infra/Georeferencing-Tin-12d-1.ifc': 'ifc-without-elements',
  'infra/MCON-1.ifc': 'ifc-without-elements',
  'infra/SpatialStructure-4.ifc': 'ifc-without-elements',
  'infra/SpatialStructure1.ifc': 'ifc-without-elements',
  'infra/Tin-1.ifc': 'ifc-without-elements',
  'spec-4.3/segmented-reference-curve.ifc': 'ifc-without-elements',
  'spec-4.3/structural-curve-member.ifc': 'ifc-without-elements',
  'spec-4.3/tessellation-with-blob-texture.ifc': 'ifc-without-elements',
  'spec-4.3/tessellation-with-image-texture.ifc': 'ifc-without-elements',
  'spec-4.3/tessellation-with-pixel-texture.ifc': 'ifc-without-elements',
};

describe('the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)('PostgreSQL (skipped when TEST_DATABASE_URL names no server)', () =>
  behaviour(SERVER),
);

function behaviour(server: string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), 'twin-model-'));
  const kept = join(folder, 'models');
  let database: Database;
  const importFile = (file: string, wish: Partial<ModelRequest> = {}): Promise<ModelReport> =>
    importModel(database.pool, { file, folder: kept, dryRun: false, ...wish }, () => Promise.resolve(true));
  const importText = (text: string, wish: Partial<ModelRequest> = {}): Promise<ModelReport> => {
    const file = join(folder, 'house.ifc');
    writeFileSync(file, text);
    return importFile(file, wish);
  };
  const walls = async (): Promise<string[]> => {
    const { rows } = await database.pool.query<{ wall: string }>(
      `select concat_ws(' ', tag, materials, extra->'sets'->'Pset_WallCommon'->>'FireRating') as wall
       from bim_element where model = 'house' order by tag`,
    );
    return rows.map(({ wall }) => wall);
  };
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: StoreError) => error.code,
    );

  beforeAll(async () => {
    database = await openFreshCity(server, folder);
  }, 120_000);
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('stores nothing on trial, and says what it would', async () => {
    const tried = await importText(wallFile(), { dryRun: true });
    expect(tried).toMatchObject({ outcome: 'tried', elements: 1, crs: 'IfcSite', source: 'ifc/house' });
    expect(await walls()).toEqual([]);
    expect(await listModels(database.pool)).toEqual([]);
    expect(existsSync(kept)).toBe(false);
  });

  it('stores a model once, however often its file comes', async () => {
    expect(await importText(wallFile())).toMatchObject({
      outcome: 'imported',
      difference: { added: ['1234567890abcdefABCDEF'], removed: [], moved: [], changed: [], unchanged: 0 },
    });
    expect(await walls()).toEqual(['W-1 C30 2 h']);
    expect(await importText(wallFile())).toMatchObject({ outcome: 'unchanged' });
    expect(await listModels(database.pool)).toMatchObject([{ source: 'ifc/house', imports: 1 }]);
  });

  it('says of a new version what was added, changed, moved and removed, by GlobalId', async () => {
    const second = await importText(wallFile({ place: SECOND }).replace("'2 h'", "'3 h'"));
    expect(second.difference).toEqual({
      added: ['1234567890abcdefABCDEG'],
      removed: [],
      moved: [],
      changed: ['1234567890abcdefABCDEF'],
      unchanged: 0,
    });
    const third = await importText(
      wallFile({ place: SECOND })
        .replace("'2 h'", "'3 h'")
        .replace(/#19=.*\n/, ''),
      {
        at: AT,
      },
    );
    expect(third.crs).toBe('as given');
    expect(third.difference).toMatchObject({
      removed: ['1234567890abcdefABCDEF'],
      moved: ['1234567890abcdefABCDEG'],
    });
  });

  it('goes back version by version, to nothing', async () => {
    expect(await undoModel(database.pool, 'ifc/house', kept)).toEqual({
      undone: 'house.ifc',
      restored: 'house.ifc',
    });
    expect(await walls()).toEqual(['W-1 C30 3 h', 'W-2']);
    await undoModel(database.pool, 'ifc/house', kept);
    expect(await walls()).toEqual(['W-1 C30 2 h']);
    expect(await undoModel(database.pool, 'ifc/house', kept)).toEqual({
      undone: 'house.ifc',
      restored: null,
    });
    expect(await walls()).toEqual([]);
    expect(await codeOf(undoModel(database.pool, 'ifc/house', kept))).toBe('source-unknown');
    expect(readdirSync(kept)).toHaveLength(3);
  });

  it('says where a person’s place is needed, and what is missing', async () => {
    const nowhere = wallFile().replace('(20,1,43,0),(110,26,51,0)', '$,$');
    expect(await codeOf(importText(nowhere))).toBe('ifc-without-place');
    expect(await codeOf(importText(nowhere, { at: AT, dryRun: true }))).toBe('done');
    expect(await codeOf(importFile(join(folder, 'none.ifc')))).toBe('ifc-missing');
  });

  it('takes no name that another source’s model has', async () => {
    const {
      rows: [source],
    } = await database.pool.query<{ id: number }>(
      `insert into source (key, title, licence, crs) values ('demo/house', '', '', '') returning id`,
    );
    await database.pool.query(
      `insert into bim_model (id, title, file_name, schema_name, crs, bearing_degrees, element_count, without_geometry_count, source_id, source_key, geom)
       values ('house', '', '', '', '', 0, 0, 0, $1, 'house', ST_SetSRID('POINT Z (110 20 0)'::geometry, 4490))`,
      [source?.id],
    );
    expect(await codeOf(importText(wallFile()))).toBe('ifc-name-taken');
    expect(await codeOf(importText(wallFile(), { name: '二号 楼', dryRun: true }))).toBe('done');
  });

  describe.skipIf(!existsSync(REAL))(
    'with real files (skipped where ../shared/data/ifc is not there)',
    () => {
      it('takes every file, or refuses it for the right reason', async () => {
        // Buildings and precast parts are read, and counted, in read-ifc.test.ts.
        const outcomes: Record<string, string> = {};
        for (const name of globSync('{infra,spec-4.3,hostile}/*.ifc', { cwd: REAL }).toSorted())
          outcomes[name] = await importFile(join(REAL, name), { at: AT, dryRun: true }).then(
            ({ elements }) => `${elements}`,
            (error: StoreError) => error.code,
          );
        const refused = Object.entries(outcomes).filter(([, outcome]) => !/^[1-9]\d*$/.test(outcome));
        expect(Object.fromEntries(refused)).toEqual(REFUSED);
        expect(Object.keys(outcomes).length - refused.length).toBeGreaterThan(30);
      }, 300_000);
    },
  );
}
