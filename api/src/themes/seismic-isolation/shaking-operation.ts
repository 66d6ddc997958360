/** How a building model moved on its bearings in each earthquake that was recorded there, for its replay. */
import type { Pool } from 'pg';
import { z } from 'zod';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import { operation, type Operation } from '../../operations.ts';
import { Problem } from '../../problems.ts';
import { roundedTo } from '../../rounded-to.ts';
import { mustSee } from '../must-see.ts';

const RIGHT_ANGLE_DEGREES = 90;
const rounded = roundedTo(2);

type RecordRow = {
  readonly earthquake: string;
  readonly title: string;
  readonly happened_at: Date;
  readonly magnitude: number | null;
  readonly depth_km: number | null;
  readonly bearing: string;
  readonly axis: string | null;
  readonly started_at: Date;
  readonly step_seconds: number;
  readonly x_bearing_degrees: number;
  readonly peak_mm: number | null;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly model_bearing_degrees: number;
};

export function shakingOperation(pool: Pool): Operation {
  return operation({
    path: '/bearings/shaking',
    tag: 'bearings',
    summary:
      'Earthquakes that were recorded at the bearings of a building model, the last one first: displacement of each bearing along the axes of the model, mm',
    query: { model: z.string().min(1).max(200).describe('Id of a building model') },
    async answer({ model }, visitor) {
      mustSee(visitor, 'isolation-bearings');
      const rows = await readAs(pool, visitor, async (client) => {
        const { rowCount } = await client.query('select from bim_model where id = $1', [model]);
        if (rowCount === 0)
          throw new Problem('item-unknown', `bim-models has no item ${model}; /api/models lists them.`);
        const found = await client.query<RecordRow>(
          `select q.id as earthquake, q.title, q.happened_at, q.magnitude, q.depth_km, b.id as bearing, b.axis,
             r.started_at, r.step_seconds, r.x_bearing_degrees, r.peak_mm, c.x, c.y, m.bearing_degrees as model_bearing_degrees
           from bim_model m
           join bim_element e on e.model = m.id
           join isolation_bearing b on b.ifc_guid = e.ifc_guid
           join motion_record r on r.bearing = b.id
           join earthquake q on q.id = r.earthquake
           join bearing_curve c on c.motion_record = r.id
           where m.id = $1 order by q.happened_at desc, q.id, b.id, r.started_at`,
          [model],
        );
        return found.rows;
      });
      return {
        earthquakes: [...Map.groupBy(rows, ({ earthquake }) => earthquake)].map(([id, records]) => ({
          id,
          title: records[0]?.title,
          happened_at: records[0]?.happened_at.toISOString(),
          magnitude: records[0]?.magnitude,
          depth_km: records[0]?.depth_km,
          records: records.map((record) => ({
            bearing: record.bearing,
            axis: record.axis,
            started_at: record.started_at.toISOString(),
            step_seconds: record.step_seconds,
            peak_mm: record.peak_mm,
            ...alongModel(record),
          })),
        })),
      };
    },
  });
}

/** From the axes of the sensor, whose x points in a direction of the compass, to those of the model, whose y does. */
function alongModel({ x, y, x_bearing_degrees: sensor, model_bearing_degrees: model }: RecordRow) {
  const turn = ((model + RIGHT_ANGLE_DEGREES - sensor) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return {
    x_mm: x.map((mm, index) => rounded(mm * cos - (y[index] ?? 0) * sin)),
    y_mm: x.map((mm, index) => rounded(mm * sin + (y[index] ?? 0) * cos)),
  };
}
