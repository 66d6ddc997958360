/**
 * The checks that a pipe survey by CJJ 61 goes through before it is accepted, as findings with a code, the places and
 * the reason: none of them keeps a row out of the city. What cannot be stored at all is a rejection by then: a number or
 * a line that comes twice (`duplicate-id`), a line from a point to itself (`start-is-end`), an end that is no point
 * (`ends-unknown`).
 */
import type pg from 'pg';
import { citationOf, type Limit } from '../limit.ts';
import { SURVEY_LIMITS } from '../themes/underground-pipes/survey-limits.ts';
import type { Staging } from './staging.ts';

export type SurveyFinding = {
  readonly code: string;
  readonly count: number;
  readonly reason: string;
  /** Lines of the table, or numbers of points; the first hundred. */
  readonly places: readonly string[];
  readonly limit?: Limit;
};

type Check = {
  readonly code: string;
  readonly reason: string;
  readonly limit?: Limit;
  /** Selects `place` of each row that fails; `S` stands for the staged table. */
  readonly sql: string;
};

const PLACES_KEPT = 100;
const LINES_READ = 20_000;
const LINES_OF = { tee: 3, cross: 4 } as const;
const LENGTH = 'ST_Length(geom::geography)';
const {
  longestMetres,
  shortestMetres,
  slopingDegrees,
  steepestDegrees,
  deepestMetres,
  levelToleranceMetres,
  leastTurnDegrees,
} = SURVEY_LIMITS;
/** Of CJJ 61's own formula: the difference of the levels over the length in space. */
const SLOPE = `degrees(asin(abs(end_elevation_metres - start_elevation_metres) / nullif(sqrt((end_elevation_metres - start_elevation_metres) ^ 2 + ${LENGTH} ^ 2), 0)))`;
/** Both ends of every line: which point they are, what the line says there, and which way it leaves. */
const ENDS = `
  select place, class, start_point as point, start_elevation_metres as elevation, start_depth_metres as depth, material,
    concat_ws('×', width_mm, height_mm) as section, ST_Azimuth(ST_PointN(geom, 1)::geography, ST_PointN(geom, 2)::geography) as leaves from S
  union all
  select place, class, end_point, end_elevation_metres, end_depth_metres, material,
    concat_ws('×', width_mm, height_mm), ST_Azimuth(ST_PointN(geom, -1)::geography, ST_PointN(geom, -2)::geography) from S`;

const POINT_CHECKS: readonly Check[] = [
  {
    code: 'same-place',
    reason: 'points at the place and height of another',
    sql: `select place from (select place, row_number() over (partition by geom order by ordinal) as number from S) p where number > 1`,
  },
  {
    code: 'feature-or-appurtenance',
    reason: 'points with both a feature and an appurtenance, or neither',
    sql: `select place from S where num_nonnulls(feature, appurtenance) <> 1`,
  },
  ...missing(['feature_code', 'ground_elevation_metres']),
];

const LINE_CHECKS: readonly Check[] = [
  {
    code: 'line-reversed',
    reason: 'lines that another runs the other way',
    sql: `select s.place from S s join S o on o.start_point = s.end_point and o.end_point = s.start_point where o.ordinal < s.ordinal`,
  },
  {
    code: 'point-dangling',
    reason: 'points at which no line ends',
    sql: `select p.point_no as place from pipe_point p
          where p.source_id in (select q.source_id from pipe_point q join (${ENDS}) e on e.point = q.id)
            and p.id not in (select point from (${ENDS}) e where point is not null)
            and not exists (select from pipe_line l where l.start_point = p.id) and not exists (select from pipe_line l where l.end_point = p.id)`,
  },
  {
    code: 'segment-long',
    reason: `segments longer than ${longestMetres.value} m`,
    limit: longestMetres,
    sql: `select place from S where ${LENGTH} > ${longestMetres.value}`,
  },
  {
    code: 'segment-short',
    reason: `segments shorter than ${shortestMetres.value} m`,
    limit: shortestMetres,
    sql: `select place from S where ${LENGTH} < ${shortestMetres.value}`,
  },
  {
    code: 'slope-alarm',
    reason: `segments steeper than ${slopingDegrees.value}°`,
    limit: slopingDegrees,
    sql: `select place from S where ${SLOPE} > ${slopingDegrees.value} and ${SLOPE} <= ${steepestDegrees.value}`,
  },
  {
    code: 'slope-steep',
    reason: `segments steeper than ${steepestDegrees.value}°`,
    limit: steepestDegrees,
    sql: `select place from S where ${SLOPE} > ${steepestDegrees.value}`,
  },
  {
    code: 'depth-deep',
    reason: `lines deeper than ${deepestMetres.value} m`,
    limit: deepestMetres,
    sql: `select place from S where greatest(start_depth_metres, end_depth_metres) > ${deepestMetres.value}`,
  },
  ...(['start', 'end'] as const).map((end) => ({
    code: `level-${end}`,
    reason: `lines whose ${end} level and depth do not add up to the ground level of their point`,
    limit: levelToleranceMetres,
    sql: `select s.place from S s join pipe_point p on p.id = s.${end}_point
          where abs(p.ground_elevation_metres - s.${end}_depth_metres - s.${end}_elevation_metres) > ${levelToleranceMetres.value}`,
  })),
  differing('level', `max(elevation) - min(elevation) > ${levelToleranceMetres.value}`, levelToleranceMetres),
  differing('depth', `max(depth) - min(depth) > ${levelToleranceMetres.value}`, levelToleranceMetres),
  differing('material', 'count(distinct material) > 1'),
  differing('section', `count(distinct nullif(section, '')) > 1`),
  ...Object.entries(LINES_OF).map(([feature, lines]) => ({
    code: `${feature}-lines`,
    reason: `points called ${feature} at which not ${lines} lines meet`,
    sql: `select p.point_no as place from pipe_point p join (${ENDS}) e on e.point = p.id
          where p.feature = '${feature}' group by p.id having count(*) <> ${lines}`,
  })),
  {
    code: 'turn-sharp',
    reason: `points at which a drain turns by an angle of less than ${leastTurnDegrees.value}° between its two lines`,
    limit: leastTurnDegrees,
    sql: `select p.point_no as place from pipe_point p join (${ENDS}) e on e.point = p.id
          where e.class = 'PS' group by p.id
          having count(*) = 2 and degrees(acos(least(1, greatest(-1, cos(max(leaves) - min(leaves)))))) < ${leastTurnDegrees.value}`,
  },
  ...missing([
    'laying',
    'material',
    'width_mm',
    'laid_year',
    'maintainer',
    'road_name',
    'start_depth_metres',
    'end_depth_metres',
    'start_elevation_metres',
    'end_elevation_metres',
  ]),
];

const CHECKS: { readonly [collection: string]: readonly Check[] } = {
  'pipe-points': POINT_CHECKS,
  'pipe-lines': LINE_CHECKS,
};

export async function checkSurvey(pool: pg.Pool, { routes }: Staging): Promise<readonly SurveyFinding[]> {
  const findings: SurveyFinding[] = [];
  for (const { staged, route } of routes) {
    for (const { code, reason, limit, sql } of CHECKS[route.collection] ?? []) {
      const {
        rows: [row],
      } = await pool.query<{ count: number; places: string[] | null }>(
        `select count(*)::int as count, (array_agg(place))[:${PLACES_KEPT}] as places from (${sql.replaceAll(/\bS\b/g, staged)}) failed`,
      );
      if (row && row.count > 0)
        findings.push({ code, count: row.count, reason, places: row.places ?? [], ...(limit && { limit }) });
    }
    if (route.collection === 'pipe-lines') findings.push(...(await checkConnection(pool, staged)));
  }
  return findings;
}

/** As the terminal shows it. */
export function sentenceOfFinding({ code, count, reason, places, limit }: SurveyFinding): string {
  const cited = limit === undefined ? '' : `; ${citationOf(limit)}, ${limit.source}`;
  return `${code}: ${count} ${reason} (such as ${places[0] ?? 'none'}${cited})`;
}

/** One survey is one network: what hangs together with nothing of the largest part is told by one of its points. */
async function checkConnection(pool: pg.Pool, staged: string): Promise<SurveyFinding[]> {
  const parents = new Map<string, string>();
  // Every second step upwards is remembered, so that no chain stays long.
  const rootOf = (point: string): string => {
    let at = point;
    for (;;) {
      const above = parents.get(at) ?? at;
      if (above === at) break;
      const next = parents.get(above) ?? above;
      parents.set(at, next);
      at = next;
    }
    if (!parents.has(at)) parents.set(at, at);
    return at;
  };
  for (let last = '0', more = true; more;) {
    const { rows } = await pool.query<{ ordinal: string; start: string; end: string }>(
      `select ordinal, start_point as start, end_point as end from ${staged}
       where ordinal > $1 and start_point is not null and end_point is not null order by ordinal limit ${LINES_READ}`,
      [last],
    );
    for (const { start, end } of rows) parents.set(rootOf(start), rootOf(end));
    last = rows.at(-1)?.ordinal ?? last;
    more = rows.length === LINES_READ;
  }
  const sizes = new Map<string, number>();
  for (const point of parents.keys()) {
    const root = rootOf(point);
    sizes.set(root, (sizes.get(root) ?? 0) + 1);
  }
  const [, ...apart] = [...sizes].toSorted(([, a], [, b]) => b - a);
  if (apart.length === 0) return [];
  const { rows } = await pool.query<{ place: string }>(
    'select point_no as place from pipe_point where id = any($1)',
    [apart.slice(0, PLACES_KEPT).map(([root]) => root)],
  );
  return [
    {
      code: 'network-apart',
      count: apart.length,
      reason: 'parts of the network are connected with nothing of its largest part',
      places: rows.map(({ place }) => place),
    },
  ];
}

function differing(what: string, having: string, limit?: Limit): Check {
  return {
    code: `point-${what}s-differ`,
    reason: `points whose lines do not have the same ${what} there`,
    ...(limit && { limit }),
    sql: `select p.point_no as place from pipe_point p join (${ENDS}) e on e.point = p.id group by p.id having ${having}`,
  };
}

function missing(fields: readonly string[]): Check[] {
  return fields.map((field) => ({
    code: `missing-${field.replaceAll('_', '-')}`,
    reason: `rows without ${field}, which the survey must give`,
    sql: `select place from S where ${field} is null`,
  }));
}
