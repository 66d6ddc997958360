import type pg from 'pg';

/**
 * Whether a spatial condition may use its index under row-level security. The first migration sees to it where its
 * user may; on a server where that user is no superuser, an administrator has to.
 */
export async function servesSpatialIndex(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ leakproof: boolean }>(
    `select proleakproof as leakproof from pg_proc where oid = 'geometry_overlaps(geometry, geometry)'::regprocedure`,
  );
  return rows[0]?.leakproof === true;
}
