/**
 * Holds staged rows against the rules of the city's tables, all rows at once: what breaks one is taken out with its
 * place and the reason, so that the transaction that follows cannot fail by a row.
 */
import type pg from 'pg';
import type { RoutedRejection } from './reader-process.ts';
import type { Staging, StagedRoute } from './staging.ts';
import { collectionById } from '../index.ts';
import type { Collection } from '../theme.ts';

/** Share of its area that the repair of a polygon may change. */
const REPAIR_SHARE = 0.01;

export type Checked = {
  readonly rejections: readonly RoutedRejection[];
  /** Polygons made valid, by route. */
  readonly repaired: readonly number[];
  readonly notes: readonly string[];
};

type Out = { place: string; reason: string };
/** A check of the table, the columns that it speaks of, and whether all of these may be null. */
type Check = { readonly rule: string; readonly columns: readonly string[]; readonly optional: boolean };

/** @param sources ids of the sources that this run replaces; their present rows are no reason to reject */
export async function checkStaged(
  pool: pg.Pool,
  { routes }: Staging,
  prefix: string,
  source: number | undefined,
): Promise<Checked> {
  const rejections: RoutedRejection[] = [];
  const repaired: number[] = [];
  const notes: string[] = [];
  for (const [index, staged] of routes.entries()) {
    await pool.query(`analyze ${staged.staged}`);
    const take = (code: string, rows: readonly Out[]): void => {
      for (const { place, reason } of rows) rejections.push({ route: index, place, code, reason });
    };
    take('duplicate-id', await takeDuplicates(pool, staged));
    take('id-taken', await takeForeignIds(pool, staged, source));
    if (staged.route.geometry.kind === 'Polygon') {
      const polygons = await repairPolygons(pool, staged);
      repaired[index] = polygons.repaired;
      take('polygon-invalid', polygons.out);
    }
    const held = await holdRules(pool, staged);
    notes.push(...held.notes);
    take('rule-broken', held.out);
  }
  // After all collections are known to be sound: a pipe may refer to a point that was taken out.
  for (const [index, staged] of routes.entries()) {
    const resolved = await resolveReferences(pool, staged, routes, prefix, source);
    notes.push(...resolved.notes);
    for (const { place, reason } of resolved.out)
      rejections.push({ route: index, place, code: 'reference-unknown', reason });
    for (const { place, reason } of await drawBetween(pool, staged, routes))
      rejections.push({ route: index, place, code: 'ends-unknown', reason });
  }
  return { rejections, repaired, notes };
}

async function takeDuplicates(pool: pg.Pool, { staged }: StagedRoute): Promise<Out[]> {
  const { rowCount } = await pool.query(`select from ${staged} group by id having count(*) > 1 limit 1`);
  if (rowCount === 0) return [];
  const { rows } = await pool.query<Out>(
    `with ranked as (select ordinal, first_value(place) over same as first, row_number() over same as number
                     from ${staged} window same as (partition by id order by ordinal))
     delete from ${staged} s using ranked r where r.ordinal = s.ordinal and r.number > 1
     returning s.place, 'it has the same id ' || s.source_key || ' as ' || r.first as reason`,
  );
  return rows;
}

async function takeForeignIds(
  pool: pg.Pool,
  { staged, table, route }: StagedRoute,
  source: number | undefined,
): Promise<Out[]> {
  const { rows } = await pool.query<Out>(
    `delete from ${staged} s using ${table} t join source on source.id = t.source_id
     where t.id = s.id and t.source_id is distinct from $1 ${route.generic ? `and t.collection = '${route.collection}'` : ''}
     returning s.place, 'its id ' || s.id || ' is taken by the source ' || source.key as reason`,
    [source ?? null],
  );
  return rows;
}

async function repairPolygons(
  pool: pg.Pool,
  { staged }: StagedRoute,
): Promise<{ repaired: number; out: Out[] }> {
  const made = 'ST_Multi(ST_CollectionExtract(ST_MakeValid(geom), 3))';
  const change = `abs(ST_Area(${made}) - ST_Area(geom)) / nullif(ST_Area(geom), 0)`;
  const { rows: invalid } = await pool.query<{
    ordinal: string;
    place: string;
    reason: string;
    repairable: boolean;
  }>(
    `select ordinal, place, ST_IsValidReason(geom) as reason, coalesce(${change} < ${REPAIR_SHARE}, false) as repairable
     from ${staged} where not ST_IsValid(geom)`,
  );
  const ordinals = (repairable: boolean): string[] =>
    invalid.filter((row) => row.repairable === repairable).map((row) => row.ordinal);
  if (invalid.length > 0) {
    await pool.query(`update ${staged} set geom = ${made} where ordinal = any($1)`, [ordinals(true)]);
    await pool.query(`delete from ${staged} where ordinal = any($1)`, [ordinals(false)]);
  }
  return {
    repaired: ordinals(true).length,
    out: invalid
      .filter((row) => !row.repairable)
      .map(({ place, reason }) => ({
        place,
        reason: `its polygon is invalid (${reason}), and a repair would change its area`,
      })),
  };
}

/**
 * The table's own checks, as the database has them. An optional value that breaks one by itself is taken out of its
 * field and kept among the extra properties; any other row that breaks one goes.
 */
async function holdRules(
  pool: pg.Pool,
  { staged, table, route }: StagedRoute,
): Promise<{ out: Out[]; notes: string[] }> {
  const { rows: checks } = await pool.query<Check>(
    `select pg_get_expr(conbin, conrelid) as rule, array(select attname::text from pg_attribute where attrelid = conrelid and attnum = any(conkey)) as columns,
            not exists (select from pg_attribute where attrelid = conrelid and attnum = any(conkey) and attnotnull) as optional
     from pg_constraint where conrelid = to_regclass($1) and contype = 'c' order by conname`,
    [table],
  );
  const staging = new Set([...route.given, ...route.assumed].map((column) => column.name));
  const held = checks.filter(({ columns }) => columns.some((name) => staging.has(name)));
  const isOptional = ({ columns, optional }: Check): boolean => optional && columns.length === 1;
  const out: Out[] = [];
  const notes: string[] = [];
  for (const { rule, columns } of await brokenAmong(pool, staged, held.filter(isOptional))) {
    const [column = ''] = columns;
    const { rowCount } = await pool.query(
      `update ${staged} set ${column} = null, extra = extra || jsonb_build_object('${column}', ${column}) where ${breaks(rule)}`,
    );
    notes.push(
      `${column}: ${rowCount} values break the rule ${readable(rule)}, and are kept among the extra properties`,
    );
  }
  const joint = held.filter((check) => !isOptional(check));
  for (const { rule, columns } of await brokenAmong(pool, staged, joint)) {
    const shown = columns
      .filter((name) => staging.has(name))
      .map((name) => `'${name} ' || coalesce(${name}::text, 'none')`)
      .join(` || ', ' || `);
    const { rows } = await pool.query<Out>(
      `delete from ${staged} where ${breaks(rule)} returning place, ${shown} || ' breaks the rule ' || $1::text as reason`,
      [readable(rule)],
    );
    out.push(...rows);
  }
  return { out, notes };
}

/** The rules that some row breaks: all of them are tried in one reading of the rows. */
async function brokenAmong(
  pool: pg.Pool,
  staged: string,
  checks: readonly Check[],
): Promise<readonly Check[]> {
  if (checks.length === 0) return [];
  const { rows } = await pool.query<{ broken: boolean[] }>(
    `select array[${checks.map(({ rule }) => `coalesce(bool_or(${breaks(rule)}), false)`).join(', ')}] as broken from ${staged}`,
  );
  return checks.filter((_, index) => rows[0]?.broken[index]);
}

function breaks(rule: string): string {
  return `not coalesce((${rule}), true)`;
}

/** `((height_metres > (0)::double precision) AND …)` as a person would write it. */
function readable(rule: string): string {
  return rule
    .replaceAll(/::[a-z ]+(\[\])?/g, '')
    .replaceAll(/[()]/g, '')
    .replaceAll(' AND ', ' and ')
    .replaceAll(' OR ', ' or ');
}

/**
 * References are the file's own keys: they become ids of the same group of sources, else ids of the city as they are.
 * One that leads nowhere is taken out of its field and kept among the extra properties; a row that needs it goes.
 */
async function resolveReferences(
  pool: pg.Pool,
  { staged, route }: StagedRoute,
  routes: readonly StagedRoute[],
  prefix: string,
  source: number | undefined,
): Promise<{ out: Out[]; notes: string[] }> {
  const collection = collectionById(route.collection)?.collection;
  const out: Out[] = [];
  const notes: string[] = [];
  for (const [name, field] of Object.entries(collection?.fields ?? {})) {
    if (field.type !== 'reference' || !route.given.some((column) => column.name === name)) continue;
    const target = collectionById(field.collection)?.collection;
    if (!target || target.source === 'feature') continue;
    const among = routes.find((other) => other.route.collection === target.id);
    const found = [
      ...(among ? [`select t.id from ${among.staged} t where t.source_key = s.${name}`] : []),
      `select t.id from ${target.source.table} t where t.id = $1 || '.' || s.${name} and t.source_id is distinct from $2`,
      `select t.id from ${target.source.table} t where t.id = s.${name} and t.source_id is distinct from $2`,
    ];
    if (among) await pool.query(`create index on ${among.staged} (source_key)`);
    await pool.query(
      `update ${staged} s set ${name} = found.id, extra = case when found.id is null then s.extra || jsonb_build_object('${name}', s.${name}) else s.extra end
       from (select s.ordinal, coalesce(${found.map((query) => `(${query})`).join(', ')}) as id from ${staged} s where s.${name} is not null) found
       where found.ordinal = s.ordinal`,
      [prefix, source ?? null],
    );
    const open = `${name} is null and extra ? '${name}'`;
    if (field.required) {
      const { rows } = await pool.query<Out>(
        `delete from ${staged} where ${open} returning place, '${name} ' || (extra ->> '${name}') || ' is unknown' as reason`,
      );
      out.push(...rows);
      continue;
    }
    const {
      rows: [row],
    } = await pool.query<{ count: number; example: string | null }>(
      `select count(*)::int as count, min(extra ->> '${name}') as example from ${staged} where ${open}`,
    );
    if (row && row.count > 0)
      notes.push(
        `${name}: ${row.count} lead to no known item of ${target.id} (such as ${row.example}); they are stored without, and found again when it is imported and this file after it`,
      );
  }
  return { out, notes };
}

/**
 * Draws the lines that came without a geometry between the items that they refer to, at the heights of their axes at both
 * ends: from their own level, else from the ground less their depth; else on the ground.
 */
async function drawBetween(
  pool: pg.Pool,
  { staged, route }: StagedRoute,
  routes: readonly StagedRoute[],
): Promise<Out[]> {
  const collection = collectionById(route.collection)?.collection;
  if (!collection || route.geometry.kind !== 'LineString' || route.generic) return [];
  const [start, end] = Object.entries(collection.fields).filter(([, field]) => field.type === 'reference');
  if (!start || !end || start[1].type !== 'reference') return [];
  const { rowCount } = await pool.query(`select from ${staged} where geom is null limit 1`);
  if (rowCount === 0) return [];
  const target = collectionById(start[1].collection)?.collection;
  if (!target || target.source === 'feature') return [];
  const among = routes.find((other) => other.route.collection === target.id);
  const points = [
    `select id, geom from ${target.source.table}`,
    ...(among ? [`select id, geom from ${among.staged}`] : []),
  ].join(' union all ');
  const { symbol, heights = [] } = collection;
  const depths = symbol.kind === 'tube' ? [symbol.startDepth, symbol.endDepth] : [];
  const endOf = (alias: string, index: 0 | 1): string => {
    const level = heights[index] === undefined ? 'null' : `s.${heights[index]}`;
    const depth = depths[index] === undefined ? 'null' : `s.${depths[index]}`;
    const surveyed = `coalesce(${level}, ST_Z(${alias}.geom) - ${depth})`;
    return `ST_MakePoint(ST_X(${alias}.geom), ST_Y(${alias}.geom), coalesce(${surveyed} + ${toAxisSql(symbol)}, ST_Z(${alias}.geom)))`;
  };
  await pool.query(
    `update ${staged} s set geom = ST_SetSRID(ST_MakeLine(${endOf('a', 0)}, ${endOf('b', 1)}), 4490)
     from (${points}) a, (${points}) b where s.geom is null and a.id = s.${start[0]} and b.id = s.${end[0]}
       and not ST_Equals(ST_Force2D(a.geom), ST_Force2D(b.geom))`,
  );
  const { rows } = await pool.query<Out>(
    `delete from ${staged} where geom is null
     returning place, 'its ends are no two known points (' ||
       concat_ws(', ', coalesce(${start[0]}, extra ->> '${start[0]}', 'none'), coalesce(${end[0]}, extra ->> '${end[0]}', 'none')) || ')' as reason`,
  );
  return rows;
}

/** How far the axis of a pipe lies above the level that its survey measures, as `convert-feature` has it, over the alias `s`. */
function toAxisSql(symbol: Collection['symbol']): string {
  if (symbol.kind !== 'tube') return '0';
  const radius = `coalesce(s.${symbol.heightMm}, s.${symbol.widthMm}, 0) / 2000.0`;
  const below = `-(${radius}) - coalesce(s.${symbol.wallMm}, 0) / 1000.0`;
  return symbol.depthReference === undefined
    ? `(${below})`
    : `case s.${symbol.depthReference} when 'invert' then ${radius} when 'axis' then 0 else ${below} end`;
}
