/** What is asked of precast parts: how far each is, the life of one, and every part that came from a batch. */
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import { PART_STATES } from '@twin/gis-data/themes/prefab-traceability/codes.ts';
import { operation, type Operation } from '../operations.ts';
import { Problem } from '../problems.ts';
import { rememberTogether } from '../remember-by-revision.ts';
import { mustSee } from './must-see.ts';
import { assemblyRateOperation } from './prefab-traceability/assembly-rate-operation.ts';

const TAG = 'parts';
const MOST_LISTED = 20_000;
const STATES = Object.keys(PART_STATES);

type EventRow = { readonly state: string; readonly happened_on: string };
type PartOfModel = {
  readonly id: string;
  readonly ifc_guid: string;
  readonly state: string;
  readonly days: readonly (readonly [state: string, on: string])[] | null;
};

/** What the parts of a model rest on, and for how many models and kinds of visitors they are held. */
const PART_COLLECTIONS = ['prefab-parts', 'part-events', 'bim-elements'];
const MODELS_KEPT = 8;

export function partOperations(pool: Pool): Operation[] {
  const partsOf = rememberTogether(pool, PART_COLLECTIONS, MODELS_KEPT, readPartsOfModel);
  return [
    operation({
      path: '/parts',
      tag: TAG,
      summary:
        'The precast parts of a building model: the state of each, and the day on which it reached every state',
      query: { model: z.string().min(1).max(200).describe('Id of a model, as in the collection bim-models') },
      async answer({ model }, visitor) {
        mustSee(visitor, 'prefab-parts');
        return partsOf(visitor, model);
      },
    }),
    operation({
      path: '/parts/life',
      tag: TAG,
      summary: 'One part: who brought it into which of the twelve states, when, where and with which paper',
      query: { part: z.string().min(1).max(200).describe('Id, as in the collection prefab-parts') },
      async answer({ part: id }, visitor) {
        mustSee(visitor, 'prefab-parts');
        return readAs(pool, visitor, async (client) => {
          const {
            rows: [part],
          } = await client.query<{ state: string; batch: string | null }>(
            `select p.id, p.building, p.ifc_guid, p.kind, p.piece_mark, p.storey, p.location_no, p.batch, p.serial, p.qr_id,
               p.factory, p.length_mm, p.width_mm, p.height_mm, p.weight_kg, p.concrete_grade, p.state, s.simulated
             from prefab_part p join source s on s.id = p.source_id where p.id = $1`,
            [id],
          );
          if (!part) throw new Problem('item-unknown', `prefab-parts has no item ${id}.`);
          const { rows: events } = await client.query<EventRow>(
            `select id, state, to_char(happened_on, 'YYYY-MM-DD') as happened_on, actor, location, finding, document,
               ST_X(geom) as longitude, ST_Y(geom) as latitude
             from part_event where part = $1 order by happened_on, id`,
            [id],
          );
          return {
            part,
            states: STATES.map((state) => ({
              state,
              events: events.filter((event) => event.state === state),
            })),
          };
        });
      },
    }),
    operation({
      path: '/parts/batch',
      tag: TAG,
      summary: 'Every part of a batch, in whichever building it went, and how far it is',
      query: { batch: z.string().min(1).max(200).describe('Batch of production, 2503-W') },
      async answer({ batch }, visitor) {
        mustSee(visitor, 'prefab-parts');
        const { rows } = await readAs(pool, visitor, (client) =>
          client.query<{ building: string | null; state: string }>(
            `select p.id, p.piece_mark, p.building, b.name as building_name, p.storey, p.location_no, p.kind, p.state,
               p.concrete_grade, p.factory, p.ifc_guid, e.id as element,
               to_char(p.produced_on, 'YYYY-MM-DD') as produced_on, to_char(p.erected_on, 'YYYY-MM-DD') as erected_on
             from prefab_part p left join building b on b.id = p.building
             left join lateral (select id from bim_element where ifc_guid = p.ifc_guid order by id limit 1) e on true
             where p.batch = $1 order by p.building, p.id limit ${MOST_LISTED + 1}`,
            [batch],
          ),
        );
        if (rows.length === 0)
          throw new Problem('item-unknown', `No part that you may see came from the batch ${batch}.`);
        const parts = rows.slice(0, MOST_LISTED);
        return {
          batch,
          count: parts.length,
          buildings: [...Map.groupBy(parts, ({ building }) => building)].map(([building, of]) => ({
            building,
            count: of.length,
          })),
          states: Object.fromEntries(
            [...Map.groupBy(parts, ({ state }) => state)].map(([state, of]) => [state, of.length]),
          ),
          parts,
          is_truncated: rows.length > MOST_LISTED,
        };
      },
    }),
    assemblyRateOperation(pool),
  ];
}

/** The last day of each state, in the order of the states. */
async function readPartsOfModel(client: PoolClient, model: string) {
  const { rows } = await client.query<PartOfModel>(
    `select p.id, p.ifc_guid, p.state, e.days
     from prefab_part p
     left join (select part, json_agg(json_build_array(state, happened_on) order by happened_on, id) as days
                from part_event group by part) e on e.part = p.id
     where p.ifc_guid in (select ifc_guid from bim_element where model = $1)
     order by p.id limit ${MOST_LISTED + 1}`,
    [model],
  );
  const parts = rows.slice(0, MOST_LISTED);
  return {
    states: STATES,
    counts: Object.fromEntries(
      STATES.map((state) => [state, parts.filter((part) => part.state === state).length]),
    ),
    parts: parts.map(({ id, ifc_guid, state, days }) => {
      const on = new Map(days);
      return { id, ifc_guid, state, days: STATES.map((one) => on.get(one) ?? null) };
    }),
    is_truncated: rows.length > MOST_LISTED,
  };
}
