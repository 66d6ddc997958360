/** The survey record of the demo's pipes while it is being taken: points and lines by CJJ 61, numbered by sub-class. */
import type { Row } from '../../demo/district.ts';
import { lonLat, type Point } from '../../demo/frame.ts';
import { distance } from '../../demo/line.ts';
import type { Junction, Link, Street, StreetClass } from '../../demo/plan.ts';
import type { PipeClass, PipeSubClass, POINT_APPURTENANCES, POINT_FEATURES } from './codes.ts';

/** What the pipes of one kind have in common. */
export type Kind = {
  readonly class: PipeClass;
  readonly sub: PipeSubClass;
  readonly code: string;
  readonly material: string;
  readonly laying: string;
  readonly wallMm: number;
  readonly owner: string;
  readonly isGravity: boolean;
  readonly pressureClass?: string;
};
/** A point that has its row. `level`: top of a pressure pipe, invert of a sewer; metres of the 1985 height. */
export type SurveyedPoint = {
  readonly id: string;
  readonly at: Point;
  readonly ground: number;
  readonly level: number;
};
export type PointDraft = Omit<SurveyedPoint, 'id'> & {
  readonly street: Street;
  readonly feature?: keyof typeof POINT_FEATURES;
  readonly appurtenance?: keyof typeof POINT_APPURTENANCES;
  readonly wellSizeMm?: number;
};
export type LineDraft = {
  readonly from: SurveyedPoint;
  readonly to: SurveyedPoint;
  readonly street: Street;
  readonly laidYear: number;
  readonly widthMm: number;
  readonly heightMm?: number | undefined;
  /** Level at the end where it is not that of the point: a connection that falls into a manhole. */
  readonly toLevel?: number;
};

export type Run = Kind & {
  readonly sub: 'JP' | 'TR' | 'YS' | 'WS' | 'GD' | 'XX';
  /** From the axis of the street in metres; a class of street without an entry has no such pipe. */
  readonly offset: Partial<Readonly<Record<StreetClass, number>>>;
  readonly widthMm: Readonly<Record<StreetClass, number>>;
  readonly heightMm?: number;
  /** Ground to the top. Each kind has a layer of its own, so that they pass over each other where streets cross. */
  readonly coverMetres: number;
  /** Fall of a sewer, and the junctions at which it ends. */
  readonly gravity?: { readonly slope: number; readonly outlets: (junction: Junction) => boolean };
  /** Where it comes into the district from the city, and what stands there. */
  readonly supply?: {
    readonly appurtenance: keyof typeof POINT_APPURTENANCES;
    readonly enters: (junction: Junction) => boolean;
  };
  readonly spacingMetres: number;
  readonly point: keyof typeof POINT_APPURTENANCES;
};
/** A main between two junctions, its points in the order of the street. */
export type Main = {
  readonly run: Run;
  readonly link: Link;
  readonly laidYear: number;
  readonly stops: readonly (SurveyedPoint & { readonly station: number })[];
};

const SURVEYED_ON = '2025-11-06';
const WELL_SIZE_MM = 900;
const COVER_SIZE_MM = 700;
const DUCT_HOLES = { count: 12, used: 7 } as const;

export class Survey {
  readonly points: Row[] = [];
  readonly lines: Row[] = [];
  readonly #serials = new Map<string, number>();

  point(
    kind: Kind,
    { at, ground, level, street, feature, appurtenance, wellSizeMm = WELL_SIZE_MM }: PointDraft,
  ): SurveyedPoint {
    const serial = (this.#serials.get(kind.sub) ?? 0) + 1;
    this.#serials.set(kind.sub, serial);
    const id = `${kind.sub}${String(serial).padStart(4, '0')}`;
    const [top, low] = [millimetres(ground), millimetres(level)];
    this.points.push({
      id,
      point_no: id,
      class: kind.class,
      sub_class: kind.sub,
      feature_code: null,
      feature: feature ?? null,
      appurtenance: appurtenance ?? null,
      ground_elevation_metres: top,
      depth_metres: millimetres(top - low),
      well_shape: kind.class === 'DL' || kind.class === 'TX' ? 'square' : 'round',
      well_size_mm: wellSizeMm,
      cover_material: '铸铁',
      cover_size_mm: COVER_SIZE_MM,
      elevation_metres: low,
      valve_state: kind.class === 'JS' && appurtenance === 'valve-well' ? 'open' : null,
      road_name: street.name,
      owner: kind.owner,
      survey_unit: '演示测绘队',
      surveyed_on: SURVEYED_ON,
      status: 0,
      geom: { type: 'Point', coordinates: [...lonLat(at), top] },
    });
    return { id, at, ground: top, level: low };
  }

  line(kind: Kind, { from, to, street, laidYear, widthMm, heightMm, toLevel = to.level }: LineDraft): void {
    const half = (heightMm ?? widthMm) / 2000;
    const toAxis = kind.isGravity ? half : -half - kind.wallMm / 1000;
    const end = millimetres(toLevel);
    this.lines.push({
      id: `${from.id}-${to.id}`,
      start_point: from.id,
      end_point: to.id,
      class: kind.class,
      sub_class: kind.sub,
      feature_code: kind.code,
      material: kind.material,
      laying: kind.laying,
      section: heightMm ? 'rectangular' : 'round',
      width_mm: widthMm,
      height_mm: heightMm ?? null,
      wall_mm: kind.wallMm,
      start_depth_metres: millimetres(from.ground - from.level),
      end_depth_metres: millimetres(to.ground - end),
      start_elevation_metres: from.level,
      end_elevation_metres: end,
      elevation_reference: kind.isGravity ? 'invert' : 'top',
      flow_direction: kind.isGravity ? (end < from.level ? 1 : -1) : 0,
      pressure_class: kind.pressureClass ?? null,
      hole_count: kind.laying === 'GK' ? DUCT_HOLES.count : null,
      holes_used: kind.laying === 'GK' ? DUCT_HOLES.used : null,
      road_name: street.name,
      laid_year: laidYear,
      owner: kind.owner,
      maintainer: kind.owner,
      survey_unit: '演示测绘队',
      surveyed_on: SURVEYED_ON,
      status: 0,
      length_metres: millimetres(distance(from.at, to.at)),
      geom: {
        type: 'LineString',
        coordinates: [
          [...lonLat(from.at), millimetres(from.level + toAxis)],
          [...lonLat(to.at), millimetres(end + toAxis)],
        ],
      },
    });
  }
}

/** To the millimetre. */
export function millimetres(metres: number): number {
  return Math.round(metres * 1000) / 1000;
}
