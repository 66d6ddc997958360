/** Reads pipes with all that the standards ask of them, and whose they are. */
import type { PoolClient } from 'pg';
import type { SurveyedPipe } from '@twin/gis-data/themes/underground-pipes/analysis/check-pipes.ts';
import type { Position } from '@twin/gis-data/themes/underground-pipes/analysis/network.ts';

/** A selection of pipes, as SQL over the alias `l` with values from $1 on. */
export type Selection = { readonly where: string; readonly values: readonly unknown[] };

export type ReadPipe = SurveyedPipe & { readonly owner: string | null };
type Row = Omit<ReadPipe, 'path'> & { readonly path: { readonly coordinates: Position[] } };

export async function readPipes(client: PoolClient, { where, values }: Selection): Promise<ReadPipe[]> {
  const { rows } = await client.query<Row>(
    `select l.id, l.class, l.sub_class as "subClass", l.start_point as "startPoint", l.end_point as "endPoint",
       ST_AsGeoJSON(l.geom, 9)::json as path,
       l.width_mm as "widthMm", l.height_mm as "heightMm", l.wall_mm as "wallMm", l.material, l.laying,
       l.pressure_class as "pressureClass", l.voltage_kv as "voltageKv", l.length_metres as "lengthMetres",
       l.start_depth_metres as "startDepthMetres", l.end_depth_metres as "endDepthMetres",
       l.start_elevation_metres as "startElevationMetres", l.end_elevation_metres as "endElevationMetres",
       l.elevation_reference as "elevationReference", l.flow_direction as "flowDirection", l.owner,
       s.appurtenance as "startAppurtenance", e.appurtenance as "endAppurtenance"
     from pipe_line l left join pipe_point s on s.id = l.start_point left join pipe_point e on e.id = l.end_point
     where ${where}`,
    [...values],
  );
  return rows.map((row) => ({ ...row, path: row.path.coordinates }));
}
