/** All elements of a model by columns, so that a page reads ten thousand of them at once. */
import type { PoolClient } from 'pg';
import { localFrame } from '@twin/gis-data/themes/underground-pipes/analysis/local-frame.ts';
import { roundedTo } from '../../rounded-to.ts';

const rounded = roundedTo(3);

type Row = {
  readonly id: string;
  readonly guid: string;
  readonly name: string | null;
  readonly tag: string | null;
  readonly ifc_class: string;
  readonly part: string;
  readonly type_name: string | null;
  readonly storey: string | null;
  readonly materials: string | null;
  readonly record_collection: string | null;
  readonly record_id: string | null;
  readonly shape: number | null;
  readonly size: readonly [number, number, number];
  readonly longitude: number;
  readonly latitude: number;
  readonly up: number;
};
/** Words once, and for each element the place of its own; −1 where it has none. */
type Listed = { readonly words: readonly string[]; readonly of: readonly number[] };

export async function readElements(client: PoolClient, model: string) {
  const {
    rows: [origin],
  } = await client.query<{ longitude: number; latitude: number; bearing: number }>(
    'select ST_X(geom) as longitude, ST_Y(geom) as latitude, bearing_degrees as bearing from bim_model where id = $1',
    [model],
  );
  const { rows } = await client.query<Row>(
    `select id, ifc_guid as guid, name, tag, ifc_class, part, type_name, storey, materials, record_collection, record_id,
       shape, array[length_metres, width_metres, height_metres] as size,
       ST_X(geom) as longitude, ST_Y(geom) as latitude, ST_Z(geom) - ground_elevation_metres as up
     from bim_element where model = $1 order by gid`,
    [model],
  );
  const { longitude = 0, latitude = 0, bearing = 0 } = origin ?? {};
  const { perLongitude, perLatitude } = localFrame(latitude);
  const [sin, cos] = [Math.sin((bearing * Math.PI) / 180), Math.cos((bearing * Math.PI) / 180)];
  const foot = rows.map((row) => {
    const east = (row.longitude - longitude) * perLongitude;
    const north = (row.latitude - latitude) * perLatitude;
    return [east * cos - north * sin, east * sin + north * cos, row.up].map(rounded);
  });
  return {
    count: rows.length,
    id: rows.map((row) => row.id),
    guid: rows.map((row) => row.guid),
    name: rows.map((row) => row.name),
    tag: rows.map((row) => row.tag),
    class: listed(rows.map((row) => row.ifc_class)),
    part: listed(rows.map((row) => row.part)),
    type: listed(rows.map((row) => row.type_name)),
    storey: listed(rows.map((row) => row.storey)),
    materials: listed(rows.map((row) => row.materials)),
    record_collection: listed(rows.map((row) => row.record_collection)),
    record_id: rows.map((row) => row.record_id),
    shape: rows.map((row) => row.shape),
    /** Middle of the underside of its box, and its size: metres along x, y and z of the model. */
    foot,
    size: rows.map(({ size }) => size.map(rounded)),
  };
}

function listed(values: readonly (string | null)[]): Listed {
  const places = new Map<string, number>();
  const of = values.map((value) => {
    if (value === null) return -1;
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
  return { words: [...places.keys()], of };
}
