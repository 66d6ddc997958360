/** Reads the pipes of one class as a graph, with the buildings that hang on it. */
import type { PoolClient } from 'pg';
import {
  assignCustomers,
  type Assignment,
} from '@twin/gis-data/themes/underground-pipes/analysis/assign-customers.ts';
import {
  buildNetwork,
  type NetworkLine,
  type NetworkPoint,
  type PipeNetwork,
} from '@twin/gis-data/themes/underground-pipes/analysis/network.ts';

export type Building = {
  readonly id: string;
  readonly name: string | null;
  readonly name_en: string | null;
  readonly use: string;
  readonly longitude: number;
  readonly latitude: number;
};
export type ClassNetwork = {
  readonly network: PipeNetwork;
  readonly isGravity: boolean;
  readonly customers: Assignment<Building>;
};

/** What the answers rest on. */
export const NETWORK_COLLECTIONS = ['pipe-lines', 'pipe-points', 'buildings'] as const;
export const GRAVITY_CLASS = 'PS';
/** Rows of one question: a million at once would be held twice. */
const ROWS_AT_A_TIME = 50_000;

type LineRow = {
  readonly id: string;
  readonly start_point: string | null;
  readonly end_point: string | null;
  readonly x1: number;
  readonly y1: number;
  readonly z1: number | null;
  readonly x2: number;
  readonly y2: number;
  readonly z2: number | null;
  readonly length_metres: number;
  readonly flow_direction: number | null;
  readonly width_mm: number | null;
};
type PointRow = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly feature: string | null;
  readonly appurtenance: string | null;
  readonly valve_state: string | null;
};

export async function readNetwork(client: PoolClient, pipeClass: string): Promise<ClassNetwork> {
  const isGravity = pipeClass === GRAVITY_CLASS;
  const points: NetworkPoint[] = [];
  await inBatches(
    client,
    `select id, ST_X(geom) as x, ST_Y(geom) as y, feature, appurtenance, valve_state from pipe_point`,
    pipeClass,
    ({ id, x, y, feature, appurtenance, valve_state }: PointRow) => {
      points.push({ id, longitude: x, latitude: y, feature, appurtenance, valveState: valve_state });
    },
  );
  const lines: NetworkLine[] = [];
  await inBatches(
    client,
    `select id, start_point, end_point, length_metres, flow_direction, width_mm,
       ST_X(ST_StartPoint(geom)) as x1, ST_Y(ST_StartPoint(geom)) as y1, start_elevation_metres as z1,
       ST_X(ST_EndPoint(geom)) as x2, ST_Y(ST_EndPoint(geom)) as y2, end_elevation_metres as z2 from pipe_line`,
    pipeClass,
    (row: LineRow) => {
      lines.push({
        id: row.id,
        startPoint: row.start_point,
        endPoint: row.end_point,
        start: row.z1 === null ? [row.x1, row.y1] : [row.x1, row.y1, row.z1],
        end: row.z2 === null ? [row.x2, row.y2] : [row.x2, row.y2, row.z2],
        lengthMetres: row.length_metres,
        flowDirection: row.flow_direction,
        widthMm: row.width_mm,
      });
    },
  );
  const network = buildNetwork(points, lines, isGravity);
  const { rows: buildings } = await client.query<Building>(
    `select id, name, name_en, use, ST_X(p) as longitude, ST_Y(p) as latitude
     from (select id, name, name_en, use, ST_Centroid(geom) as p from building where min_height_metres = 0) b`,
  );
  return { network, isGravity, customers: assignCustomers(network, buildings) };
}

/** In the order of ids, each question going on where the last one ended. */
async function inBatches(
  client: PoolClient,
  select: string,
  pipeClass: string,
  take: (row: never) => void,
): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined;) {
    const { rows }: { rows: { readonly id: string }[] } = await client.query<{ readonly id: string }>(
      `${select} where class = $1 and id > $2 order by id limit ${ROWS_AT_A_TIME}`,
      [pipeClass, after],
    );
    // The select and what takes its rows stand together at the caller.
    for (const row of rows) take(row as never);
    after = rows.length === ROWS_AT_A_TIME ? rows.at(-1)?.id : undefined;
  }
}
