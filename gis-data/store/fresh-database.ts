/** An empty database of its own on a server, for tests and benchmarks; it goes with the server. */
import pg from 'pg';

let made = 0;

/**
 * @param server URL of a user who may make databases
 * @returns URL of the new database
 */
export async function freshDatabase(server: string): Promise<string> {
  const name = `twin_${process.pid}_${Date.now()}_${++made}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
