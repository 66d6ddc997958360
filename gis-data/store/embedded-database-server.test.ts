import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveBackend } from './embedded-database-server.ts';

describe('connections that share the one backend', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-turns-'));
  const socket = join(folder, '.s.PGSQL.5432');
  const broken: unknown[] = [];
  const clients: pg.Client[] = [];
  let backend: PGlite;
  let server: { stop(): Promise<void> };

  const client = async (): Promise<pg.Client> => {
    const made = new pg.Client({ host: folder, user: 'postgres', database: 'postgres' });
    await made.connect();
    clients.push(made);
    return made;
  };
  const count = async (of: pg.Client): Promise<number> =>
    Number((await of.query('select count(*) as n from t')).rows[0].n);

  beforeAll(async () => {
    backend = await PGlite.create();
    server = await serveBackend(backend, socket, (error) => broken.push(error));
    await (await client()).query('create table t (a int primary key)');
  }, 60_000);
  afterAll(async () => {
    await Promise.all(clients.map((one) => one.end()));
    await server.stop();
    await backend.close();
    rmSync(folder, { recursive: true });
    expect(broken).toEqual([]);
  });

  it('get the answers to their own questions, however they interleave', async () => {
    const ask = async (one: pg.Client, who: string): Promise<void> => {
      for (let n = 0; n < 100; n++) {
        const { rows } = await one.query('select $1::int as n, $2::text as who', [n, who]);
        expect(rows).toEqual([{ n, who }]);
      }
    };
    await Promise.all(['a', 'b', 'c'].map(async (who) => ask(await client(), who)));
  });

  it('stay in step after an error in a parameterised query, inside a transaction and outside', async () => {
    const one = await client();
    const twice = 'insert into t select $1::int from generate_series(1, 2)';
    await expect(one.query(twice, [1])).rejects.toThrow('duplicate key');
    expect((await one.query('select $1::int as n', [7])).rows).toEqual([{ n: 7 }]);
    await one.query('begin');
    await expect(one.query(twice, [1])).rejects.toThrow('duplicate key');
    await expect(one.query('select 1')).rejects.toThrow('current transaction is aborted');
    await one.query('rollback');
    expect(await count(one)).toBe(0);
  });

  it('wait while another has a transaction open, and then see what it did', async () => {
    const [writer, reader] = await Promise.all([client(), client()]);
    await writer.query('begin');
    await writer.query('insert into t values (1)');
    const order: string[] = [];
    const read = count(reader).then((n) => order.push(`read ${n}`));
    await writer.query('insert into t values (2)');
    await writer.query('commit').then(() => order.push('committed'));
    await read;
    expect(order).toEqual(['committed', 'read 2']);
    await writer.query('delete from t');
  });

  it('leave nothing behind when they vanish in a transaction', async () => {
    const [lost, other] = await Promise.all([client(), client()]);
    lost.on('error', () => {});
    await lost.query('begin');
    await lost.query('insert into t values (3)');
    (lost as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect(await count(other)).toBe(0);
  });

  it('are given no key to cancel with: there is one backend, and it hears nothing while it works', async () => {
    expect(await client()).toMatchObject({ processID: null });
  });

  it('copy rows in, and hear what was wrong with a copy', async () => {
    const one = await client();
    expect(await copyIn(socket, '1\n2\n3\n')).toContain('COPY 3');
    expect(await count(one)).toBe(3);
    expect(await copyIn(socket, '9\nnine\n')).toContain('invalid input syntax for type integer');
    expect(await count(one)).toBe(3);
    await one.query('delete from t');
  });

  it('are closed with a sentence when they do not speak the protocol', async () => {
    const answer = await exchange(socket, [Buffer.from('GET / HTTP/1.1\r\n\r\n')], 'protocol');
    expect(answer).toContain('this is not the PostgreSQL protocol');
  });
});

/** COPY as the bytes of the protocol, so that no client library stands between. */
function copyIn(socket: string, rows: string): Promise<string> {
  const startup = Buffer.concat([
    Buffer.from([0, 3, 0, 0]),
    Buffer.from('user\0postgres\0database\0postgres\0\0'),
  ]);
  const length = Buffer.alloc(4);
  length.writeInt32BE(startup.length + 4);
  const message = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(5);
    head.write(type, 'latin1');
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  return exchange(
    socket,
    [
      Buffer.concat([length, startup]),
      message('Q', Buffer.from('copy t from stdin\0')),
      message('d', Buffer.from(rows)),
      message('c', Buffer.alloc(0)),
    ],
    /COPY \d|ERROR/,
  );
}

/** Sends everything and reads until the answer holds what is looked for. */
function exchange(socket: string, parts: readonly Buffer[], until: string | RegExp): Promise<string> {
  return new Promise((done, fail) => {
    const stream = connect(socket);
    let answer = '';
    stream.on('error', fail);
    stream.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.search(until) >= 0) {
        stream.destroy();
        done(answer);
      }
    });
    for (const part of parts) stream.write(part);
  });
}
