/** Holds a wanted item against its table, as far as the declaration does not say it. */
import type { PoolClient } from 'pg';
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Geometry } from 'geojson';
import type { Fault } from '../../../problems.ts';
import { toStore, type ReferenceSystem } from '../../reference-systems.ts';
import { invalid, type WantedItem } from './read-feature.ts';
import { tableShape, type TableShape } from './table-shape.ts';

/** What goes into the table. */
export type FittedItem = {
  readonly values: ReadonlyMap<string, unknown>;
  /** Extended WKB in hexadecimal digits. */
  readonly geometry?: string;
};

const MOST: Readonly<Record<string, number>> = {
  smallint: 32_767,
  integer: 2_147_483_647,
  real: 3.402_823_4e38,
};

/**
 * @param isWhole all of the item, not a part of it
 * @throws Problem `item-invalid`
 */
export async function fitToTable(
  client: PoolClient,
  entry: CollectionOfTheme,
  { values, geometry }: WantedItem,
  system: ReferenceSystem,
  isWhole: boolean,
): Promise<FittedItem> {
  const shape = await tableShape(client, entry);
  const faults: Fault[] = [];
  for (const [name, value] of values) {
    const most = MOST[shape.columns.get(name)?.type ?? ''];
    if (typeof value === 'number' && most !== undefined && Math.abs(value) > most)
      faults.push({ field: name, detail: `lies between -${most} and ${most}` });
  }
  for (const [name, field] of Object.entries(entry.collection.fields)) {
    if (!shape.columns.get(name)?.isNeeded || field.required || field.fromGeometry) continue;
    const isLeftOut = values.has(name) ? values.get(name) === null : isWhole;
    if (isLeftOut) faults.push({ field: name, detail: 'is needed' });
  }
  const shapeFault = geometry && faultOfShape(geometry, shape);
  if (shapeFault) faults.push({ field: 'geometry', detail: shapeFault });
  if (faults.length > 0) throw invalid(faults);
  if (!geometry) return { values };

  const placed = await place(client, geometry, shape, system);
  if (placed.fault !== null) throw invalid([{ field: 'geometry', detail: `is broken: ${placed.fault}` }]);
  const measured = Object.entries(entry.collection.fields).flatMap(([name, { fromGeometry }]) =>
    fromGeometry === undefined || (values.get(name) ?? null) !== null
      ? []
      : [[name, Number(placed[fromGeometry])] as const],
  );
  return { values: new Map([...values, ...measured]), geometry: placed.geom };
}

function faultOfShape(geometry: Geometry, { geometry: type, hasHeights }: TableShape): string | undefined {
  if (type !== 'GEOMETRY' && !type.startsWith('MULTI') && geometry.type.startsWith('Multi'))
    return `is a ${geometry.type.slice('Multi'.length)}; make an item of each part`;
  if (!hasHeights || 'geometries' in geometry) return undefined;
  // Positions are the lists of numbers.
  const hasAll = (nested: readonly unknown[]): boolean =>
    typeof nested[0] === 'number'
      ? nested.length > 2
      : nested.every((part) => Array.isArray(part) && hasAll(part));
  return hasAll(geometry.coordinates) ? undefined : 'needs a height in each position, its third number';
}

type Placed = { geom: string; fault: string | null; area: string; length: string };

/** Into the store's system; measured on the ellipsoid, in square metres and metres. */
async function place(
  client: PoolClient,
  geometry: Geometry,
  { geometry: type, hasHeights }: TableShape,
  system: ReferenceSystem,
): Promise<Placed> {
  const given = `ST_SetSRID(ST_GeomFromGeoJSON($1), ${system.srid})`;
  const flat = type !== 'GEOMETRY' && !hasHeights ? `ST_Force2D(${given})` : given;
  const stored = toStore(system, type.startsWith('MULTI') ? `ST_Multi(${flat})` : flat);
  const { rows } = await client.query<Placed>(
    `select encode(ST_AsEWKB(geom), 'hex') as geom, case when not ST_IsValid(geom) then ST_IsValidReason(geom) end as fault,
            round(ST_Area(geom::geography)::numeric, 1) as area, round(ST_Length(geom::geography)::numeric, 1) as length
     from (select ${stored} as geom) placed`,
    [JSON.stringify(geometry)],
  );
  const [row] = rows;
  if (!row) throw new Error('a geometry was not placed');
  return row;
}
