import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What each room may import from; itself always. The viewer reads declarations only. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'gis-data': [],
  migrations: [],
  tiler: ['gis-data'],
  'bim-models': ['gis-data'],
  api: ['gis-data', 'tiler', 'bim-models'],
  viewer: ['gis-data'],
  e2e: ['api', 'bim-models', 'gis-data', 'viewer', 'tiler'],
};
const DECLARATIONS =
  /^gis-data\/(theme|index|limit|tile-version)\.ts$|^gis-data\/themes\/(index|[a-z-]+\/[a-z-]+)\.ts$/;

describe('the house', () => {
  it('imports only downwards', () => {
    const found = Object.keys(ALLOWED).flatMap((room) =>
      sources(room).flatMap((file) => violations(file, readFileSync(join(ROOT, file), 'utf8'))),
    );
    expect(found).toEqual([]);
  });

  it('would notice a planted violation', () => {
    expect(violations('tiler/src/planted.ts', `import { createApp } from '@twin/api/src/app.ts';`)).toEqual([
      'tiler/src/planted.ts imports api/src/app.ts',
    ]);
    expect(
      violations('viewer/src/planted.ts', `import { openDatabase } from '@twin/gis-data/store/connect.ts';`),
    ).toEqual(['viewer/src/planted.ts imports gis-data/store/connect.ts']);
    expect(violations('gis-data/store/planted.ts', `import x from '../../tiler/src/x.ts';`)).toEqual([
      'gis-data/store/planted.ts imports tiler/src/x.ts',
    ]);
  });

  it('has one place that imports Cesium', () => {
    const found = sources('viewer').filter((file) =>
      /from '(cesium|@cesium\/[^']*)'/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(found).toEqual(['viewer/src/cesium.ts']);
  });

  it('has one fetch() in the viewer', () => {
    const found = sources('viewer').filter((file) =>
      /(?<![\w.])fetch\(/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(found).toEqual(['viewer/src/http.ts']);
  });
});

function sources(room: string): string[] {
  return readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.tsx?$/.test(entry.name) &&
        !entry.name.includes('.test.') &&
        !/node_modules|\/dist/.test(entry.parentPath),
    )
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .toSorted();
}

function violations(file: string, text: string): string[] {
  const room = file.split('/')[0] ?? '';
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].flatMap(([, target = '']) => {
    const path = target.startsWith('@twin/')
      ? target.slice('@twin/'.length)
      : target.startsWith('.')
        ? relative(ROOT, resolve(ROOT, file, '..', target))
        : undefined;
    const other = path?.split('/')[0];
    if (path === undefined || other === undefined || other === room || !(other in ALLOWED)) return [];
    const fine = ALLOWED[room]?.includes(other) && (room !== 'viewer' || DECLARATIONS.test(path));
    return fine ? [] : [`${file} imports ${path}`];
  });
}
