/** Coordinate reference systems as data, and the way from any of them to longitude and latitude. */
import proj4 from 'proj4';
import { withoutOffset, type Offset } from './chinese-offsets.ts';

/** CGCS2000 and WGS 84 differ by centimetres: both are taken for the frame of the store, EPSG:4490. */
const STORE = '+proj=longlat +ellps=GRS80 +no_defs';

export type Crs = {
  /** As a person would name it: `EPSG:4546`, `GCJ-02`, `local plan at 110.4°, 20°`. */
  readonly name: string;
  /** As PROJ, WKT or PROJJSON have it; absent: degrees of the store's frame. */
  readonly proj?: string;
  /** The offset of Chinese web maps, on degrees. */
  readonly shift?: Offset;
  /** The file gives the northing or latitude first. */
  readonly swapped?: true;
  /** A plan that has no place on earth: its centre comes to the projection's origin. */
  readonly plan?: Plan;
  /** A grid of its own, which control points tie to the projection's plane. */
  readonly affine?: Affine;
};

/** a, b, c, d, e, f of east = a·x + b·y + c, north = d·x + e·y + f, in metres. */
export type Affine = readonly [number, number, number, number, number, number];

export type Plan = {
  readonly metresPerUnit: number;
  readonly centre: readonly [number, number];
  /** Clockwise from north: where the plan's y axis points. */
  readonly headingDegrees: number;
  /** Added to the heights of the plan. */
  readonly heightMetres: number;
};

export type LonLat = readonly [longitude: number, latitude: number];

/** A function from a position of the file to degrees; NaN where the position cannot lie in the CRS. */
export function toLonLat(crs: Crs): (x: number, y: number) => LonLat {
  const projected = crs.proj === undefined ? undefined : proj4(definitionOf(crs.proj), STORE);
  const { shift, swapped } = crs;
  const unproject = (x: number, y: number): LonLat => {
    if (!projected) return [x, y];
    try {
      const [longitude = Number.NaN, latitude = Number.NaN] = projected.forward([x, y]);
      return [longitude, latitude];
    } catch {
      return [Number.NaN, Number.NaN]; // proj4 throws for what is no finite number
    }
  };
  const place = placeOnPlane(crs);
  return (x, y) => {
    const [first, second] = swapped ? [y, x] : [x, y];
    const [east, north] = place ? place(first, second) : [first, second];
    const at = unproject(east, north);
    return shift ? withoutOffset(shift, at) : at;
  };
}

/** Proj4 takes PROJJSON as an object. */
function definitionOf(text: string): string {
  return text.startsWith('{') ? JSON.parse(text) : text;
}

/** From the file's own positions to the plane of the projection; undefined where they are of it. */
export function placeOnPlane({
  plan,
  affine,
}: Crs): ((x: number, y: number) => readonly [number, number]) | undefined {
  return plan ? placePlan(plan) : affine ? placeAffine(affine) : undefined;
}

/** A function from degrees to a position in the plane of the CRS; NaN where it has none. */
export function fromLonLat({ proj }: Pick<Crs, 'proj'>): (longitude: number, latitude: number) => LonLat {
  if (proj === undefined) return (longitude, latitude) => [longitude, latitude];
  const projected = proj4(STORE, definitionOf(proj));
  return (longitude, latitude) => {
    try {
      const [x = Number.NaN, y = Number.NaN] = projected.forward([longitude, latitude]);
      return [x, y];
    } catch {
      return [Number.NaN, Number.NaN]; // proj4 throws for what is no finite number
    }
  };
}

/** The projection of a local plan: true to scale and angle around its place. */
export function planCrs(longitude: number, latitude: number, plan: Plan): Crs {
  return {
    name: `local plan at ${longitude}°, ${latitude}°`,
    proj: planeAt(longitude, latitude),
    plan,
  };
}

/** Metres east and north of a place. */
export function planeAt(longitude: number, latitude: number): string {
  return `+proj=tmerc +lat_0=${latitude} +lon_0=${longitude} +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs`;
}

function placeAffine([a, b, c, d, e, f]: Affine): (x: number, y: number) => readonly [number, number] {
  return (x, y) => [a * x + b * y + c, d * x + e * y + f];
}

function placePlan({
  metresPerUnit,
  centre,
  headingDegrees,
}: Plan): (x: number, y: number) => readonly [number, number] {
  const heading = (headingDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
  return (x, y) => {
    const [dx, dy] = [(x - centre[0]) * metresPerUnit, (y - centre[1]) * metresPerUnit];
    return [dx * cos + dy * sin, dy * cos - dx * sin];
  };
}
