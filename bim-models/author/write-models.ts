/** Writes the three models of the demo district into a folder. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { TODAY } from '@twin/gis-data/demo/calendar.ts';
import type { DemoPart, Row } from '@twin/gis-data/demo/district.ts';
import { must } from '@twin/gis-data/demo/line.ts';
import { HOSPITAL_ID, OFFICE_ID, PREFAB_TOWER_ID } from '@twin/gis-data/themes/buildings/demo.ts';
import { hospital } from './hospital.ts';
import { office } from './office.ts';
import { prefabTower } from './prefab-tower.ts';

export type ModelFile = {
  /** Of the model, and of its row in `source` after the district's own. */
  readonly key: string;
  readonly title: string;
  /** Within the data folder. */
  readonly file: string;
  readonly sha256: string;
};

const FOLDER = 'demo';
const TIMESTAMP = `${TODAY}T00:00:00`;
type Tables = Required<DemoPart>['tables'];
const MODELS: readonly { key: string; title: string; make: (tables: Tables) => string }[] = [
  {
    key: 'hospital',
    title: '示范区人民医院 建筑模型(演示)',
    make: (tables) => {
      const parts = rowsOf(tables, 'building').filter((row) =>
        String(row['structure']).startsWith('基础隔震'),
      );
      const ward = rowWithId(parts, HOSPITAL_ID);
      return hospital(
        [ward, ...parts.filter((row) => row !== ward)],
        rowsOf(tables, 'isolation_bearing'),
        TIMESTAMP,
      );
    },
  },
  {
    key: 'prefab-tower',
    title: '琼台安居苑 5 号楼 建筑模型(演示)',
    make: (tables) =>
      prefabTower(
        rowWithId(rowsOf(tables, 'building'), PREFAB_TOWER_ID),
        rowsOf(tables, 'prefab_part'),
        TIMESTAMP,
      ),
  },
  {
    key: 'office',
    title: '望海国际 A 座 建筑模型(演示)',
    make: (tables) => {
      const buildings = rowsOf(tables, 'building');
      const tower = rowWithId(buildings, OFFICE_ID);
      const crown = must(
        buildings.find(
          (row) => row['min_height_metres'] === tower['height_metres'] && sameBlock(row.id, OFFICE_ID),
        ),
      );
      return office(tower, crown, TIMESTAMP);
    },
  },
];

/** Overwrites what is there; a file is whole or not there at all. */
export async function writeModels(tables: Tables, dataDir: string): Promise<ModelFile[]> {
  await mkdir(join(dataDir, FOLDER), { recursive: true });
  const written: ModelFile[] = [];
  for (const { key, title, make } of MODELS) {
    const text = make(tables);
    const file = `${FOLDER}/${key}.ifc`;
    await writeFile(join(dataDir, `${file}.part`), text);
    await rename(join(dataDir, `${file}.part`), join(dataDir, file));
    written.push({ key, title, file, sha256: createHash('sha256').update(text).digest('hex') });
  }
  return written;
}

function rowsOf(tables: Tables, table: string): readonly Row[] {
  return tables[table] ?? [];
}

function rowWithId(rows: readonly Row[], id: string): Row {
  return must(rows.find((row) => row.id === id));
}

function sameBlock(id: string, other: string): boolean {
  return id.split('-')[0] === other.split('-')[0];
}
