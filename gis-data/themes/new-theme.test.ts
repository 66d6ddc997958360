import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOM = join(dirname(fileURLToPath(import.meta.url)), '..');

describe('npm run new:theme', () => {
  let room: string;
  let before: string[];

  beforeAll(() => {
    room = mkdtempSync(join(tmpdir(), 'twin-new-theme-'));
    cpSync(ROOM, room, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
    before = lines();
  });
  afterAll(() => rmSync(room, { recursive: true }));

  it('makes a folder and adds one line, in the theme’s place of the legend', () => {
    const { status, stdout } = run('noise-map');
    expect(status).toBe(0);
    expect(stdout).toMatch(/Made themes\/noise-map and its line/);
    expect(readdirSync(join(room, 'themes', 'noise-map')).toSorted()).toEqual(['README.md', 'theme.ts']);
    expect(lines().filter((line) => !before.includes(line))).toEqual([
      "export { default as noiseMap } from './noise-map/theme.ts';",
    ]);
    expect(lines()).toHaveLength(before.length + 1);
  });

  it('makes a theme that the registry takes: before the province’s map, with a collection of its own', () => {
    const script = `import { themes, collectionById } from './index.ts';
      console.log(JSON.stringify({ order: themes.map((theme) => theme.id), collection: collectionById('noise-map')?.collection.source }));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: room,
      encoding: 'utf8',
    });
    const { order, collection } = JSON.parse(stdout) as { order: string[]; collection: unknown };
    expect(order.slice(-2)).toEqual(['noise-map', 'administrative-areas']);
    expect(collection).toBe('feature');
  });

  it.each([
    [[], /Name one theme: npm run new:theme waste-sorting/],
    [['two', 'themes'], /Name one theme/],
    [['Noise_Map'], /"Noise_Map" cannot be a theme’s id/],
    [['../outside'], /cannot be a theme’s id/],
    [['noise--map'], /cannot be a theme’s id/],
    [['buildings'], /There is a theme buildings already/],
    [['noise-map'], /There is a theme noise-map already/],
    [['pipe-lines'], /A collection is called pipe-lines already/],
  ])('refuses %j with one sentence and changes nothing', (ids, sentence) => {
    const folders = readdirSync(join(room, 'themes'));
    const index = lines();
    const { status, stderr } = run(...ids);
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(sentence);
    expect(readdirSync(join(room, 'themes'))).toEqual(folders);
    expect(lines()).toEqual(index);
  });

  function run(...ids: string[]): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(process.execPath, [join(room, 'themes', 'new-theme.ts'), ...ids], { encoding: 'utf8' });
  }

  function lines(): string[] {
    return readFileSync(join(room, 'themes', 'index.ts'), 'utf8').split('\n');
  }
});
