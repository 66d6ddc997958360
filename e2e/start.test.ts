import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startProduct, type Product } from './product.ts';
import { tilesetProblems } from './tileset-problems.ts';

const folder = mkdtempSync(join(tmpdir(), 'twin-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What stands on the terminal after a start that cannot succeed; it must be one sentence and no stack. */
async function refusal(environment: Readonly<Record<string, string>>): Promise<string> {
  const product = await startProduct({ DATA_DIR: join(folder, 'refused'), ...environment });
  expect(await product.ended).toBe(1);
  expect(product.output()).not.toMatch(/^\s+at |node:internal|\[object/m);
  return product.output();
}

describe('a start that cannot succeed says what to do', () => {
  it('when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const address = other.address();
    const port = String(typeof address === 'object' && address ? address.port : 0);
    expect(await refusal({ PORT: port })).toContain(
      `Port ${port} is in use. End the program that uses it, or choose another with PORT.`,
    );
    other.close();
  });

  it('when variables are wrong, about all of them at once', async () => {
    const said = await refusal({
      PORT: '99999',
      DATABASE_URL: 'mysql://somewhere',
      DEMO: 'perhaps',
      ANONYMOUS_GRADE: 'restricted',
      TRUSTED_PROXIES: '10.0.0.0/33',
    });
    for (const name of ['PORT', 'DATABASE_URL', 'DEMO', 'ANONYMOUS_GRADE', 'TRUSTED_PROXIES'])
      expect(said).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it('when the database server cannot be reached', async () => {
    const said = await refusal({ DATABASE_URL: 'postgresql://somebody:secret@127.0.0.1:1/city' });
    expect(said).toContain('The database of DATABASE_URL cannot be opened');
    expect(said).not.toContain('secret');
  });

  it('when the data folder is of another version', async () => {
    const old = join(folder, 'old');
    mkdirSync(old);
    writeFileSync(join(old, 'version'), 'pglite 0.1 / PostgreSQL 16');
    expect(await refusal({ DATA_DIR: old })).toContain(
      `The data folder ${old} was made by pglite 0.1 / PostgreSQL 16`,
    );
    expect(readFileSync(join(old, 'version'), 'utf8')).toBe('pglite 0.1 / PostgreSQL 16');
  });

  it('when the data folder is a file', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(await refusal({ DATA_DIR: file })).toContain(
      `The data folder ${file} cannot be made or written to`,
    );
  });
});

describe('a start', () => {
  const data = join(folder, 'city');
  const buildings = async ({ base }: Product): Promise<unknown> => {
    const response = await fetch(`${base}/ogc/collections/buildings/items?limit=1&f=json`);
    return ((await response.json()) as { numberMatched: unknown }).numberMatched;
  };

  const scriptsOf = async ({ base }: Product): Promise<string> => {
    const page = await (await fetch(base)).text();
    const [, script] = /<script type="module"[^>]* src="([^"]+)"/.exec(page) ?? [];
    if (script === undefined) throw new Error('the page names no script');
    return (await fetch(new URL(script, base))).text();
  };

  /** Bytes of the finest tile of a layer that its tileset names first. */
  const tileBytes = async ({ base }: Product, layer: string): Promise<number> => {
    type Tile = { readonly content?: { readonly uri: string }; readonly children?: readonly Tile[] };
    const address = `${base}/3dtiles/${layer}/tileset.json`;
    let tile = ((await (await fetch(address)).json()) as { readonly root: Tile }).root;
    while (tile.children?.[0]) [tile] = tile.children;
    if (!tile.content) throw new Error(`the finest tile of ${layer} has no content`);
    const response = await fetch(new URL(tile.content.uri, address));
    return (await response.arrayBuffer()).byteLength;
  };

  it('that is killed while it loads the district leaves nothing half: the next one makes all of it', async () => {
    const killed = await startProduct({ DATA_DIR: data });
    await killed.stage('demo district ');
    const early = await fetch(`${killed.base}/ogc/collections`);
    expect(early.status).toBe(503);
    expect(await early.json()).toMatchObject({ code: 'starting' });
    killed.signal('SIGKILL');
    expect(await killed.ended).toBe('SIGKILL');

    const next = await startProduct({ DATA_DIR: data });
    await next.ready();
    // This runner's own NODE_ENV is no production, and the pages must be all the same.
    expect(await scriptsOf(next)).not.toMatch(/jsxDEV|react-dom-client\.development/);
    const made = await buildings(next);
    expect(made).toBeGreaterThanOrEqual(1500);

    next.signal('SIGKILL');
    await next.ended;
    const again = await startProduct({ DATA_DIR: data });
    await again.ready();
    expect(await buildings(again)).toBe(made);
    // An empty glTF has 104 bytes.
    for (const layer of ['buildings', 'pipe-lines', 'trees', 'bim-elements'])
      expect(await tileBytes(again, layer), layer).toBeGreaterThan(2000);
    const { layers } = (await (await fetch(`${again.base}/api/layers`)).json()) as {
      layers: { id: string; tileset?: string }[];
    };
    const solids = layers.flatMap(({ id, tileset }) => (tileset ? [id] : []));
    expect(solids.length).toBeGreaterThan(8);
    for (const id of solids) expect(await tilesetProblems(again.base, id)).toEqual([]);
    expect(again.output().trimEnd().split('\n').at(-1)).toMatch(/^http:\/\/localhost:\d+$/);

    await expect(refusal({ DATA_DIR: data })).resolves.toContain('is in use by process');

    again.signal('SIGINT');
    expect(await again.ended).toBe(0);
    expect(existsSync(join(data, 'lock'))).toBe(false);
  }, 300_000);
});
