import { request as requestOf } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveApp, type ServedApp } from '../app-for-tests.ts';

const SERVER = process.env['TEST_DATABASE_URL'];

describe('accounts on the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)('accounts on PostgreSQL (skipped when TEST_DATABASE_URL names no server)', () =>
  behaviour(SERVER),
);

function behaviour(server: string | undefined): void {
  let app: ServedApp;
  beforeAll(async () => {
    app = await serveApp(server);
  }, 120_000);
  afterAll(async () => {
    await app.close();
    expect(app.failures).toEqual([]);
  });

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    fetch(`${app.base}${path}`, { method, headers });
  const attempt = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${app.base}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const code = async (response: Response): Promise<[number, string]> => {
    const { code } = (await response.json()) as { code: string };
    return [response.status, code];
  };
  /** Each test from an address of its own, so that none has to wait for another's attempts. */
  const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });

  it('gives a cookie that scripts cannot read and other sites do not send, and keeps only its hash', async () => {
    const response = await attempt({ name: 'planner', password: app.passwords.get('planner') });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).not.toMatch(/Secure/);
    const token = /twin_session=([^;]*)/.exec(cookie)?.[1] ?? '';
    expect(token).toHaveLength(43);
    const { rows } = await app.pool.query<{ row: string }>(
      'select session::text || account::text as row from session join account on true',
    );
    const all = rows.map(({ row }) => row).join('\n');
    for (const secret of [token, Buffer.from(token).toString('hex'), app.passwords.get('planner') ?? ''])
      expect(all).not.toContain(secret);
    expect(all).toContain('scrypt$');
  });

  it('says Secure behind a proxy that speaks HTTPS', async () => {
    const response = await attempt(
      { name: 'planner', password: app.passwords.get('planner') },
      { 'x-forwarded-proto': 'https' },
    );
    expect(response.headers.getSetCookie()[0]).toMatch(/Secure/);
  });

  it('shows at once what the grade may see, in every copy of the service, until signed out', async () => {
    const other = await app.copy();
    const cookie = await app.signIn('planner');
    const pipes = '/ogc/collections/pipe-points/items';
    expect((await ask(pipes)).status).toBe(404);
    expect((await ask(pipes, cookie)).status).toBe(200);
    expect((await fetch(`${other}${pipes}`, { headers: cookie })).status).toBe(200);
    expect(await (await ask('/api/session', cookie)).json()).toEqual({
      account: { name: 'planner', displayName: '规划人员 Planner', editor: false },
      grade: 'government',
    });
    expect((await ask('/api/session', cookie, 'DELETE')).status).toBe(204);
    expect((await ask(pipes, cookie)).status).toBe(404);
    expect(await (await ask('/api/session', cookie)).json()).toEqual({ account: null, grade: 'public' });
  });

  it('shows a restricted field to the restricted account alone', async () => {
    const path = '/ogc/collections/waste-points/items/b1';
    for (const [name, seen] of [
      ['operator', false],
      ['planner', false],
      ['records-officer', true],
    ] as const) {
      const text = await (await ask(path, await app.signIn(name))).text();
      expect([name, text.includes('王五')]).toEqual([name, seen]);
    }
  });

  it('keeps what depends on the session out of shared caches', async () => {
    const cookie = await app.signIn('planner');
    for (const path of [
      '/ogc/collections',
      '/api/layers',
      '/tiles/catalog',
      '/tiles/pipe-points/14/13214/7261',
    ]) {
      const { headers } = await ask(path, cookie);
      expect([path, headers.get('cache-control')]).toEqual([path, expect.stringContaining('private')]);
      expect([path, headers.get('vary')]).toEqual([path, expect.stringContaining('Cookie')]);
    }
    const open = await ask('/tiles/roads/14/13218/7261', cookie);
    expect(open.headers.get('cache-control')).toMatch(/^public/);
    expect(open.headers.get('vary')).not.toContain('Cookie');
  });

  it('gives tiles, archives and files of a collection by the grade of the session', async () => {
    const cookie = await app.signIn('planner');
    const low = await app.signIn('operator');
    for (const path of [
      '/tiles/pipe-points/14/13214/7261',
      '/3dtiles/pipe-points/tileset.json',
      '/tiles/pipe-points',
    ]) {
      expect([path, (await ask(path)).status]).toEqual([path, 403]);
      expect([path, (await ask(path, cookie)).status]).toEqual([path, 200]);
    }
    // An archive that is not there is told only to who may have it.
    expect(await code(await ask('/tiles/pipe-points.pmtiles'))).toEqual([403, 'layer-forbidden']);
    expect(await code(await ask('/tiles/pipe-points.pmtiles', cookie))).toEqual([404, 'archive-not-built']);
    for (const format of ['csv', 'fgb', 'geojsonseq']) {
      const file = `/ogc/collections/pipe-points/items?f=${format}`;
      expect((await ask(file)).status).toBe(404);
      expect((await ask(file, cookie)).status).toBe(200);
    }
    const csv = await (await ask('/ogc/collections/waste-points/items?f=csv', low)).text();
    expect(csv).not.toContain('王五');
    const all = await ask('/ogc/collections/waste-points/items?f=csv', await app.signIn('records-officer'));
    expect(await all.text()).toContain('王五');
  });

  it('lets nobody in by a wrong, foreign, broken or expired cookie, or into a disabled account', async () => {
    const { cookie } = await app.signIn('operator');
    for (const wrong of [
      'twin_session=',
      'twin_session=%',
      `twin_session=${'A'.repeat(43)}`,
      `twin_session=${'x'.repeat(7000)}`,
      `${cookie.slice(0, -2)}zz`,
      "twin_session=' or true --",
    ])
      expect(await (await ask('/api/session', { cookie: wrong })).json()).toMatchObject({ account: null });
    const late = await app.copy();
    await app.pool.query("update session set expires_at = now() - interval '1 second'");
    expect(await (await fetch(`${late}/api/session`, { headers: { cookie } })).json()).toMatchObject({
      account: null,
    });
    const again = await app.signIn('operator');
    await app.pool.query("update account set disabled_at = now() where name = 'operator'");
    expect(await (await fetch(`${late}/api/session`, { headers: again })).json()).toMatchObject({
      account: null,
    });
    const refused = await attempt({ name: 'operator', password: app.passwords.get('operator') });
    expect(await code(refused)).toEqual([401, 'sign-in-failed']);
    await app.pool.query("update account set disabled_at = null where name = 'operator'");
  });

  it('says the same of a wrong password as of an unknown name', async () => {
    const wrong = await attempt({ name: 'planner', password: 'wrong' }, from('10.0.0.1'));
    const unknown = await attempt({ name: 'nobody', password: 'wrong' }, from('10.0.0.1'));
    expect(await wrong.json()).toEqual(await unknown.json());
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
  });

  it('makes who guesses wait, and says how long, but nobody at another address', async () => {
    const guess = { name: 'planner', password: 'wrong' };
    for (let tried = 0; tried < 10; tried++)
      expect((await attempt(guess, from('10.0.0.2'))).status).toBe(401);
    const refused = await attempt(
      { name: 'planner', password: app.passwords.get('planner') },
      from('10.0.0.2'),
    );
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect(await code(refused)).toEqual([429, 'too-many-attempts']);
    const elsewhere = await attempt(
      { name: 'planner', password: app.passwords.get('planner') },
      from('10.0.0.3'),
    );
    expect(elsewhere.status).toBe(200);
  });

  it('names what is wrong with a request to sign in', async () => {
    const { host } = new URL(app.base);
    expect(await code(await attempt('{"name"'))).toEqual([400, 'body-malformed']);
    for (const body of [
      {},
      [],
      { name: 'planner' },
      { name: 1, password: {} },
      { name: '', password: '' },
      { name: 'a\0b', password: 'x' },
    ])
      expect(await code(await attempt(body))).toEqual([400, 'body-invalid']);
    expect(await code(await attempt('name=planner', { 'content-type': 'text/plain' }))).toEqual([
      415,
      'media-type-unsupported',
    ]);
    expect(await code(await attempt({ name: 'x', password: 'y'.repeat(10_000) }))).toEqual([
      413,
      'body-too-large',
    ]);
    // A hundred megabytes are refused by what they announce, before they are sent.
    const status = await new Promise((done, fail) => {
      const sent = requestOf(
        `http://${host}/api/session`,
        { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': 100_000_000 } },
        (response) => {
          response.resume();
          done(response.statusCode);
          sent.destroy();
        },
      );
      sent.on('error', fail);
      sent.write('{"name": "');
    });
    expect(status).toBe(413);
  });

  it('refuses a change that comes from a page of another site, whatever cookie it has', async () => {
    const cookie = await app.signIn('planner');
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
    ] as Record<string, string>[])
      expect(await code(await ask('/api/session', { ...cookie, ...headers }, 'DELETE'))).toEqual([
        403,
        'cross-site',
      ]);
    expect((await ask('/api/session', cookie)).status).toBe(200);
    const own = { ...cookie, 'sec-fetch-site': 'same-origin', origin: app.base };
    expect((await ask('/api/session', own, 'DELETE')).status).toBe(204);
  });

  it('tells at each address which methods it knows', async () => {
    for (const [path, methods] of [
      ['/api/session', 'GET, HEAD, POST, DELETE, OPTIONS'],
      ['/ogc/collections', 'GET, HEAD'],
      ['/nothing', 'GET, HEAD, OPTIONS'],
    ] as const) {
      const options = await ask(path, {}, 'OPTIONS');
      expect(options.status).toBeLessThan(300);
      expect([path, options.headers.get('allow')]).toEqual([path, expect.stringContaining(methods)]);
      const refused = await ask(path, {}, 'PUT');
      expect([refused.status, refused.headers.get('allow')]).toEqual([
        405,
        expect.stringContaining('GET, HEAD'),
      ]);
    }
  });

  it('notices that the audit trail was changed past its guard', async () => {
    const broken = async (): Promise<number> =>
      (await app.pool.query('select * from broken_audit_entries()')).rows.length;
    await Promise.all([app.signIn('planner'), app.signIn('planner'), app.signIn('planner')]);
    expect(await broken()).toBe(0);
    await expect(app.pool.query("update audit_entry set subject = 'account/other'")).rejects.toThrow(
      /append-only/,
    );
    const client = await app.pool.connect();
    try {
      await client.query('begin');
      await client.query('alter table audit_entry disable trigger append_only');
      await client.query(
        "update audit_entry set subject = 'account/other' where id = (select min(id) + 1 from audit_entry)",
      );
      const { rows } = await client.query('select * from broken_audit_entries()');
      expect(rows).toHaveLength(1);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
}
