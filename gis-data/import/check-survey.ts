/**
 * The checks that a pipe survey by CJJ 61 goes through before it is accepted, as findings with a name, a count and an
 * example: none of them keeps a row out of the city.
 */
import type pg from 'pg';
import type { Limit } from '../limit.ts';
import type { Staging } from './staging.ts';

const TOOL = 'example value of a survey checking tool (BdJmLtd _pipeline/excel)';
const alarm = (value: number, unit: string): Limit => ({
  value,
  unit,
  standard: 'CJJ 61',
  edition: '2017',
  confidence: 'P',
  source: TOOL,
});
const LONGEST_METRES = alarm(75, 'm');
const SHORTEST_METRES = alarm(0.05, 'm');
const STEEPEST_DEGREES = alarm(30, '°');
/** Levels are given to the centimetre: two roundings. */
const LEVEL_TOLERANCE_METRES = 0.02;
const LINES_OF = { tee: 3, cross: 4 } as const;

type Check = {
  readonly name: string;
  readonly says: string;
  /** Selects `place` of each row that fails; `S` stands for the staged table. */
  readonly sql: string;
};

const POINT_CHECKS: readonly Check[] = [
  {
    name: 'same-place',
    says: 'points at the place and height of another',
    sql: `select place from (select place, row_number() over (partition by geom order by ordinal) as number from S) p where number > 1`,
  },
  {
    name: 'feature-or-appurtenance',
    says: 'points with both a feature and an appurtenance, or neither',
    sql: `select place from S where num_nonnulls(feature, appurtenance) <> 1`,
  },
  ...missing(['feature_code', 'ground_elevation_metres']),
];

const LINE_CHECKS: readonly Check[] = [
  {
    name: 'line-reversed',
    says: 'lines that another runs the other way',
    sql: `select s.place from S s join S o on o.start_point = s.end_point and o.end_point = s.start_point where o.ordinal < s.ordinal`,
  },
  {
    name: 'segment-long',
    says: `segments longer than ${LONGEST_METRES.value} m`,
    sql: `select place from S where ST_Length(geom::geography) > ${LONGEST_METRES.value}`,
  },
  {
    name: 'segment-short',
    says: `segments shorter than ${SHORTEST_METRES.value} m`,
    sql: `select place from S where ST_Length(geom::geography) < ${SHORTEST_METRES.value}`,
  },
  {
    name: 'slope-steep',
    says: `segments steeper than ${STEEPEST_DEGREES.value}°`,
    sql: `select place from S where degrees(atan2(abs(end_elevation_metres - start_elevation_metres), nullif(ST_Length(geom::geography), 0))) > ${STEEPEST_DEGREES.value}`,
  },
  ...(['start', 'end'] as const).map((end) => ({
    name: `level-${end}`,
    says: `lines whose ${end} level and depth do not add up to the ground level of their point`,
    sql: `select s.place from S s join pipe_point p on p.id = s.${end}_point
          where abs(p.ground_elevation_metres - s.${end}_depth_metres - s.${end}_elevation_metres) > ${LEVEL_TOLERANCE_METRES}`,
  })),
  ...Object.entries(LINES_OF).map(([feature, lines]) => ({
    name: `${feature}-lines`,
    says: `points called ${feature} at which not ${lines} lines meet`,
    sql: `select p.point_no as place from pipe_point p
          join (select start_point as id from S union all select end_point from S) e on e.id = p.id
          where p.feature = '${feature}' group by p.id having count(*) <> ${lines}`,
  })),
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

/** @returns sentences for the report, each beginning with the name of its check */
export async function checkSurvey(pool: pg.Pool, { routes }: Staging): Promise<string[]> {
  const findings: string[] = [];
  for (const { staged, route } of routes) {
    for (const { name, says, sql } of CHECKS[route.collection] ?? []) {
      const {
        rows: [row],
      } = await pool.query<{ count: number; example: string | null }>(
        `select count(*)::int as count, min(place) as example from (${sql.replaceAll(/\bS\b/g, staged)}) failed`,
      );
      if (row && row.count > 0) findings.push(`${name}: ${row.count} ${says} (such as ${row.example})`);
    }
  }
  return findings;
}

function missing(fields: readonly string[]): Check[] {
  return fields.map((field) => ({
    name: `missing-${field.replaceAll('_', '-')}`,
    says: `rows without ${field}, which the survey must give`,
    sql: `select place from S where ${field} is null`,
  }));
}
