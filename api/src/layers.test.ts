/** What the page asks of its layers, on the real application and on both databases. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveApp, type ServedApp } from './app-for-tests.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const HIGH_GID = 2_000_000_015;

describe('items that match, on the embedded database', () => behaviour(undefined));
describe.skipIf(!SERVER)(
  'items that match, on PostgreSQL (skipped when TEST_DATABASE_URL names no server)',
  () => behaviour(SERVER),
);

function behaviour(server: string | undefined): void {
  let app: ServedApp;
  beforeAll(async () => {
    app = await serveApp(server);
  }, 120_000);
  afterAll(async () => {
    expect(app.failures).toEqual([]);
    await app.close();
  });

  const ask = async (path: string): Promise<{ status: number; body: Record<string, unknown> }> => {
    const response = await fetch(`${app.base}/api/layers/${path}`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const asked = (collection: string, filter: string): ReturnType<typeof ask> =>
    ask(`${collection}/matching?filter=${encodeURIComponent(filter)}`);
  /** The numbers of the items whose bits are set, read bit by bit. */
  const numbers = ({ first_word, bits }: Record<string, unknown>): number[] => {
    const bytes = Buffer.from(String(bits), 'base64');
    return Array.from({ length: bytes.length * 8 }, (_, bit) => bit)
      .filter((bit) => ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1)
      .map((bit) => Number(first_word) * 32 + bit);
  };
  const gids = async (table: string, ids: readonly string[]): Promise<number[]> => {
    const { rows } = await app.pool.query<{ gid: string }>(
      `select gid from ${table} where id = any($1) order by gid`,
      [ids],
    );
    return rows.map(({ gid }) => Number(gid));
  };

  it('are told by their numbers, with their count', async () => {
    const { status, body } = await asked('roads', 'width_metres >= 12');
    expect(status).toBe(200);
    expect(numbers(body)).toEqual(await gids('road', ['r1', 'r2', 'r3']));
    expect(body).toMatchObject({ count: 3 });
  });

  it('are told of their classes too, to who may see them', async () => {
    const path = `${app.base}/api/layers/pipe-points/matching?filter=${encodeURIComponent('depth_metres >= 2')}`;
    const body = await (await fetch(path, { headers: await app.signIn('planner') })).json();
    expect(body).toMatchObject({ count: 2, codes: { PS: 2 } });
    expect(numbers(body as Record<string, unknown>)).toEqual(await gids('pipe_point', ['p2', 'p3']));
    expect((await fetch(path)).status).toBe(404);
  });

  it('are those of text with quotes and signs of patterns, and of days', async () => {
    const text = await asked('roads', `CASEI(name) LIKE CASEI('%rue de l''É%')`);
    expect(numbers(text.body)).toEqual(await gids('road', ['r3']));
    const sign = await asked('roads', String.raw`CASEI(name) LIKE CASEI('%50\% %')`);
    expect(numbers(sign.body)).toEqual(await gids('road', ['r4']));
    const days = await asked(
      'waste-points',
      `collected_at >= TIMESTAMP('2025-05-01T16:00:00Z') AND collected_at < TIMESTAMP('2025-05-02T16:00:00Z')`,
    );
    expect(numbers(days.body)).toEqual(await gids('feature', ['b2']));
  });

  it('may be none, and may have numbers far beyond the first', async () => {
    const none = await asked('roads', 'width_metres > 1000');
    expect([none.status, none.body['count'], none.body['bits']]).toEqual([200, 0, '']);
    await app.pool.query(
      `insert into road (gid, id, class, width_metres, one_way, source_id, source_key, geom)
       overriding system value select $1, 'far', class, 99, one_way, source_id, 'far', geom from road where id = 'r5'`,
      [HIGH_GID],
    );
    const far = await asked('roads', `class = 'path'`);
    expect([far.status, far.body['code']]).toEqual([400, 'selection-too-wide']);
    const alone = await asked('roads', `class = 'path' AND width_metres = 99`);
    expect(numbers(alone.body)).toEqual([HIGH_GID]);
    await app.pool.query(`delete from road where id = 'far'`);
  });

  it('are not told of what a visitor may not see, nor by a field that is hidden, nor of nonsense', async () => {
    const refused = [
      await asked('pipe-lines', 'width_mm > 0'),
      await asked('waste-points', `keeper_phone = '13800000001'`),
      await asked('roads', 'width_metres >='),
      await asked('roads', 'nothing = 1'),
      await ask('roads/matching?filter='),
    ];
    expect(refused.map(({ status }) => status)).toEqual([404, 400, 400, 400, 400]);
    for (const { body } of refused) expect(body).not.toHaveProperty('bits');
  });
}
