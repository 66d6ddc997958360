/** Well-known text to a GeoJSON geometry; undefined where it is none. An EWKT prefix `SRID=…;` is passed over. */

const HEAD =
  /^\s*(?:SRID=\d+;\s*)?(MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|POINT|LINESTRING|POLYGON)\s*(?:ZM|Z|M)?\s*(EMPTY|\(.*\))\s*$/is;
/** Levels of brackets around the positions. */
const LEVELS = {
  POINT: 1,
  LINESTRING: 1,
  MULTIPOINT: 1,
  POLYGON: 2,
  MULTILINESTRING: 2,
  MULTIPOLYGON: 3,
} as const;
const TYPES = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  MULTIPOINT: 'MultiPoint',
  POLYGON: 'Polygon',
  MULTILINESTRING: 'MultiLineString',
  MULTIPOLYGON: 'MultiPolygon',
} as const;

/** The positions are as unchecked as those of any file. */
export function readWkt(
  text: string,
): { readonly type: string; readonly coordinates: readonly unknown[] } | undefined {
  const [, name, body = ''] = HEAD.exec(text) ?? [];
  const kind = name?.toUpperCase();
  if (!isKind(kind)) return undefined;
  // MULTIPOINT may bracket each of its points: they are the same positions without.
  const plain = kind === 'MULTIPOINT' ? `(${body.replaceAll(/[()]/g, '')})` : body;
  const nested = /^empty$/i.test(body) ? [] : toArrays(plain, LEVELS[kind]);
  if (!nested) return undefined;
  const [point = []] = nested;
  return { type: TYPES[kind], coordinates: kind === 'POINT' && Array.isArray(point) ? point : nested };
}

function isKind(kind: string | undefined): kind is keyof typeof LEVELS {
  return kind !== undefined && Object.hasOwn(LEVELS, kind);
}

/** Brackets become arrays, `x y z` becomes `[x, y, z]`; what is no number stays and is found when coordinates are checked. */
function toArrays(text: string, levels: number): unknown[] | undefined {
  const json = text
    .replaceAll(/[^(),]+/g, (words) => {
      const numbers = words.trim().split(/\s+/).filter(Boolean).map(Number);
      return numbers.length > 0 ? JSON.stringify(numbers) : '';
    })
    .replaceAll('(', '[')
    .replaceAll(')', ']');
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) && depthOf(value) === levels + 1 ? value : undefined;
  } catch {
    return undefined; // brackets that do not match: no well-known text
  }
}

function depthOf(value: unknown): number {
  return Array.isArray(value) ? 1 + depthOf(value[0]) : 0;
}
