/** The CRS of a file: what the person names, else what the file names, else what its format means; never a guess. */
import type pg from 'pg';
import { type Crs, planCrs, toLonLat } from '../coordinates/crs.ts';
import { fitControlPoints, type ControlPoint } from '../coordinates/fit-control-points.ts';
import { fitsCrs, proposeCrs, type Proposal } from '../coordinates/plausible.ts';
import { StoreError } from '../store/store-error.ts';
import type { Survey } from './survey.ts';

export type CrsWishes = {
  /** `EPSG:4546`, `GCJ-02`, `BD-09`, `CRS84` */
  readonly crs?: string | undefined;
  /** Place of a plan without coordinates on earth. */
  readonly at?:
    | {
        readonly longitude: number;
        readonly latitude: number;
        readonly heightMetres: number;
        readonly headingDegrees: number;
      }
    | undefined;
  /** Points of a local grid that are known on earth. */
  readonly control?: readonly ControlPoint[] | undefined;
  /** `yx`: the file gives northing or latitude first. */
  readonly axes?: 'xy' | 'yx' | undefined;
};

export type FoundCrs = { readonly crs: Crs; readonly notes: readonly string[] };

/** Longitude and latitude in the store's frame; WGS 84, ETRS89 and JGD2011 differ from it by centimetres to decimetres. */
const DEGREES = /^(EPSG:(4326|4490|4979|4480|4258|6668|6697)|CRS84h?|WGS ?84|CGCS2000)$/i;
const SHIFTS: readonly (readonly [RegExp, 'GCJ02' | 'BD09', string])[] = [
  [/^gcj-?0?2$/i, 'GCJ02', 'GCJ-02'],
  [/^bd-?0?9(ll)?$/i, 'BD09', 'BD-09'],
];
/** Well-known text of either kind, a PROJ string or PROJJSON. */
const DEFINITION = /^(?:\+proj=|[A-Z]+(?:CRS|CS)\[|\{)/;
/** What it is called by its own first name. */
const NAME = /^\w+\[[^"]*"([^"]+)"|"name":\s*"([^"]+)"/;
/** Worse, a point is wrong: not one of surveying, but of typing. */
const WORST_RESIDUAL_METRES = 10;
const PROPOSALS_SHOWN = 5;

/**
 * @throws StoreError `crs-missing`, `crs-unknown`, `crs-implausible`: with a ranked proposal where there is one
 */
export async function findCrs(pool: pg.Pool, survey: Survey, wishes: CrsWishes): Promise<FoundCrs> {
  const { facts, positions } = survey;
  if (wishes.at) return placedPlan(survey, wishes.at);
  if (wishes.control) return localGrid(survey, wishes.control);
  const swapped = wishes.axes === 'yx' ? { swapped: true as const } : {};
  const named = wishes.crs ?? facts.crs;
  const notes: string[] = [];
  let crs: Crs | undefined;
  if (named !== undefined) {
    crs = { ...(await crsNamed(pool, named)), ...swapped };
    if (!wishes.crs) notes.push(`the file names ${crs.name}`);
  } else if (facts.coordinates !== 'plan') {
    const degrees = { name: 'CRS84', ...swapped };
    if (fitsCrs(degrees, positions).fits) {
      crs = degrees;
      if (positions.length > 0)
        notes.push(
          facts.coordinates === 'degrees'
            ? 'longitude and latitude of WGS 84, as the format or the names of the columns say; for coordinates of a Chinese web map give --crs GCJ-02 or BD-09'
            : 'the numbers are taken for longitude and latitude of WGS 84, since the file names no CRS; another is given by --crs',
        );
    }
  }
  if (crs) {
    const verdict = fitsCrs(crs, positions);
    if (verdict.fits) return { crs, notes };
    throw new StoreError(
      'crs-implausible',
      `The file's coordinates (${sampleOf(survey)}) cannot lie in ${crs.name}${crs.swapped ? ' with the axes yx' : ''}: ${verdict.why ?? ''}.`,
      await proposalFor(pool, survey),
    );
  }
  if (facts.coordinates === 'plan') {
    throw new StoreError(
      'crs-missing',
      `The file's coordinates (${sampleOf(survey)}) are a plan without a place on earth.`,
      `Say where it lies: --at longitude,latitude[,height[,heading]] puts the centre of its extent there; or name its CRS by --crs. ${await proposalFor(pool, survey)}`,
    );
  }
  throw new StoreError(
    'crs-missing',
    `The file names no CRS, and its coordinates (${sampleOf(survey)}) cannot be longitude and latitude.`,
    await proposalFor(pool, survey),
  );
}

function placedPlan({ facts, extent }: Survey, at: NonNullable<CrsWishes['at']>): FoundCrs {
  if (!extent)
    throw new StoreError('no-coordinates', 'The file has no coordinates.', 'Give a file with coordinates.');
  const [west, south, east, north] = extent;
  const { metresPerUnit, why } = facts.plan ?? {
    metresPerUnit: 1,
    why: 'its coordinates are taken for metres',
  };
  const crs = planCrs(at.longitude, at.latitude, {
    metresPerUnit,
    centre: [(west + east) / 2, (south + north) / 2],
    headingDegrees: at.headingDegrees,
    heightMetres: at.heightMetres,
  });
  return { crs, notes: [`${why}; the centre of its extent stands at ${at.longitude}°, ${at.latitude}°`] };
}

/** @throws StoreError `control-unfit` */
function localGrid(survey: Survey, points: readonly ControlPoint[]): FoundCrs {
  const fit = fitControlPoints(points);
  const misses = fit?.residualsMetres.map((metres) => metres.toFixed(3)).join(', ') ?? '';
  if (
    !fit ||
    Math.max(...fit.residualsMetres) > WORST_RESIDUAL_METRES ||
    !fitsCrs(fit.crs, survey.positions).fits
  )
    throw new StoreError(
      'control-unfit',
      fit
        ? `The control points do not fit together: with the best ${fit.kind} they miss by ${misses} m.`
        : 'The control points do not fix a grid: two different places at least are needed.',
      'Check --control x,y=longitude,latitude: x and y as the file has them, degrees on earth.',
    );
  const checked =
    points.length > 2 ? `, missing by ${misses} m` : '; two points cannot check each other: a third would';
  return {
    crs: fit.crs,
    notes: [
      `a local grid tied by ${points.length} control points (${fit.kind}, scale ${fit.scale.toFixed(6)}, turned ${fit.headingDegrees.toFixed(3)}°)${checked}`,
    ],
  };
}

export async function crsNamed(pool: pg.Pool, name: string): Promise<Crs> {
  const trimmed = name.trim();
  const shift = SHIFTS.find(([pattern]) => pattern.test(trimmed));
  if (shift) return { name: shift[2], shift: shift[1] };
  if (DEGREES.test(trimmed)) return { name: trimmed.toUpperCase() };
  if (DEFINITION.test(trimmed)) return crsDefined(trimmed);
  const [, authority = 'EPSG', code] = /^(?:(EPSG|ESRI):)?(\d{4,6})$/i.exec(trimmed) ?? [];
  const {
    rows: [row],
  } = await pool.query<{ proj4text: string }>(
    'select proj4text from spatial_ref_sys where auth_name = $1 and auth_srid = $2',
    [authority.toUpperCase(), Number(code ?? 0)],
  );
  if (row?.proj4text) return { name: `${authority.toUpperCase()}:${code}`, proj: row.proj4text.trim() };
  throw new StoreError(
    'crs-unknown',
    `${name} is no CRS that is known here.`,
    'Give --crs EPSG:NUMBER (EPSG:4546 for Hainan’s east), GCJ-02, BD-09 or CRS84, or its definition as PROJ or WKT.',
  );
}

/** A definition instead of a number: of a file's .prj, or a local grid's. */
function crsDefined(definition: string): Crs {
  const [, ofText, ofJson] = NAME.exec(definition) ?? [];
  const name = ofText ?? ofJson ?? definition;
  const crs = { name, proj: definition };
  try {
    toLonLat(crs);
    return crs;
  } catch (error) {
    throw new StoreError(
      'crs-unknown',
      `The definition of the CRS ${name} cannot be used${error instanceof Error ? `: ${error.message}` : ''}.`,
      'Give --crs EPSG:NUMBER.',
      error,
    );
  }
}

/** What the numbers could be, best first. */
export async function proposalsOfCrs(pool: pg.Pool, { positions }: Survey): Promise<readonly Proposal[]> {
  const { rows } = await pool.query<{ srid: number; proj4text: string }>(
    `select srid, proj4text from spatial_ref_sys
     where auth_name = 'EPSG' and (srid = 3857 or srtext like 'PROJCS["CGCS2000%' or srtext like 'PROJCS["Xian 1980%' or srtext like 'PROJCS["Beijing 1954%'
        or srtext ~ '^PROJCS."WGS 84 / UTM zone 4[89]N"')
     order by srid <> all('{4546,4545}'), srtext not like 'PROJCS["CGCS2000%', srid`,
  );
  const candidates: Crs[] = [
    { name: 'EPSG:4490' },
    ...rows.map(({ srid, proj4text }) => ({ name: `EPSG:${srid}`, proj: proj4text })),
  ];
  const inHainan = proposeCrs(positions, candidates).filter((proposal) => proposal.inHainan);
  const elsewhere = proposeCrs(positions, candidates.slice(0, 1));
  return (inHainan.length > 0 ? inHainan : elsewhere).slice(0, PROPOSALS_SHOWN);
}

async function proposalFor(pool: pg.Pool, survey: Survey): Promise<string> {
  const shown = await proposalsOfCrs(pool, survey);
  if (shown.length === 0)
    return 'Name the CRS by --crs EPSG:NUMBER, the place of a local plan by --at longitude,latitude, or points of a local grid by --control x,y=longitude,latitude.';
  const list = shown.map(
    ({ crs, axes, at }, index) =>
      `${index + 1}. --crs ${crs}${axes === 'yx' ? ' --axes yx' : ''} (then near ${at[0].toFixed(3)}°, ${at[1].toFixed(3)}°)`,
  );
  return `These numbers look like ${list.join('; ')}. Give one of them, or another by --crs.`;
}

function sampleOf({ positions }: Survey): string {
  return positions[0]?.map((value) => String(Number(value.toPrecision(10)))).join(', ') ?? 'none';
}
