/** What an inspector of building models asks: which there are, what they are made of, how to draw them, and all of one element. */
import type { Pool } from 'pg';
import { z } from 'zod';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { mayRead } from '@twin/gis-data/theme.ts';
import { packShapes } from '@twin/gis-data/themes/building-models/shape-pack.ts';
import { FileAnswer, operation, type Operation } from '../operations.ts';
import { Problem } from '../problems.ts';
import { rememberTogether } from '../remember-by-revision.ts';
import { readElements } from './building-models/read-elements.ts';
import { mustSee } from './must-see.ts';

const TAG = 'models';
/** Models whose elements are held, for a few kinds of visitors. */
const MODELS_KEPT = 8;
const MOST_FOUND = 2000;
/** Property sets are what a file said beyond what is checked: column `extra` is granted from this grade on. */
const SETS_GRADE = 'government';

type SetsOf = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const model = z.string().min(1).max(200).describe('Id of a model, as in the collection bim-models');
const MODEL_COLUMNS = `m.id, m.title, m.building, m.file_name, m.schema_name, m.application, m.crs, m.bearing_degrees,
  m.element_count, m.without_geometry_count, m.warnings, s.simulated,
  ST_X(m.geom) as longitude, ST_Y(m.geom) as latitude, ST_Z(m.geom) as elevation_metres`;

export function modelOperations(pool: Pool): Operation[] {
  const elementsOf = rememberTogether(pool, ['bim-models', 'bim-elements'], MODELS_KEPT, readElements);
  const modelOf = async (visitor: Visitor, id: string) => {
    mustSee(visitor, 'bim-models');
    const {
      rows: [row],
    } = await readAs(pool, visitor, (client) =>
      client.query(
        `select ${MODEL_COLUMNS} from bim_model m join source s on s.id = m.source_id where m.id = $1`,
        [id],
      ),
    );
    if (!row) throw new Problem('item-unknown', `bim-models has no item ${id}; /api/models lists them.`);
    return row;
  };

  return [
    operation({
      path: '/models',
      tag: TAG,
      summary: 'The building models that the visitor may see',
      query: {},
      async answer(_query, visitor) {
        mustSee(visitor, 'bim-models');
        const { rows } = await readAs(pool, visitor, (client) =>
          client.query(
            `select ${MODEL_COLUMNS} from bim_model m join source s on s.id = m.source_id order by m.title, m.id`,
          ),
        );
        return { models: rows };
      },
    }),
    operation({
      path: '/models/tree',
      tag: TAG,
      summary: 'Storeys of a model from below, and the classes of elements in each with their numbers',
      query: { model },
      async answer({ model: id }, visitor) {
        const found = await modelOf(visitor, id);
        const { rows } = await readAs(pool, visitor, (client) =>
          client.query<{ storey: string | null; ifc_class: string; elements: number; low: number }>(
            `select storey, ifc_class, count(*)::int as elements, min(ST_Z(geom) - ground_elevation_metres) as low
             from bim_element where model = $1 group by storey, ifc_class order by elements desc, ifc_class`,
            [id],
          ),
        );
        const storeys = [...Map.groupBy(rows, ({ storey }) => storey)].map(([storey, classes]) => ({
          storey,
          elements: classes.reduce((sum, { elements }) => sum + elements, 0),
          lowest_metres: Math.round(Math.min(...classes.map(({ low }) => low)) * 1000) / 1000,
          classes: classes.map(({ ifc_class, elements }) => ({ ifc_class, elements })),
        }));
        // What belongs to no storey stands after them.
        const ordered = storeys.toSorted(
          (a, b) =>
            Number(a.storey === null) - Number(b.storey === null) || a.lowest_metres - b.lowest_metres,
        );
        return { model: found, storeys: ordered };
      },
    }),
    operation({
      path: '/models/elements',
      tag: TAG,
      summary:
        'All elements of a model by columns, words by their place in lists, with places in the axes of the model',
      query: { model },
      async answer({ model: id }, visitor) {
        const found = await modelOf(visitor, id);
        return { model: found, ...(await elementsOf(visitor, id)) };
      },
    }),
    operation({
      path: '/models/shapes',
      tag: TAG,
      summary: 'The shapes that the elements of a model name, in one binary piece',
      query: { model },
      async answer({ model: id }, visitor) {
        await modelOf(visitor, id);
        const { rows } = await readAs(pool, visitor, (client) =>
          client.query<{ id: number; mesh: Buffer }>(
            `select id, mesh from bim_shape
             where model = $1 and id in (select shape from bim_element where model = $1) order by id`,
            [id],
          ),
        );
        const pack = packShapes(rows.map((row) => [row.id, row.mesh]));
        return new FileAnswer('application/octet-stream', 'shapes.bin', Buffer.from(pack.buffer));
      },
    }),
    operation({
      path: '/models/element',
      tag: TAG,
      summary:
        'All that is known of an element: type, materials, property and quantity sets, and where its life is written',
      query: { element: z.string().min(1).max(300).describe('Id, as in the collection bim-elements') },
      async answer({ element: id }, visitor) {
        mustSee(visitor, 'bim-elements');
        const seesSets = mayRead(visitor.grade, SETS_GRADE);
        const {
          rows: [row],
        } = await readAs(pool, visitor, (client) =>
          client.query<{ record_collection: string | null; record_id: string | null; sets: SetsOf | null }>(
            `select id, model, ifc_guid, ifc_class, part, name, type_name, tag, storey, materials, building,
               length_metres, width_metres, height_metres, record_collection, record_id,
               ST_X(geom) as longitude, ST_Y(geom) as latitude, ST_Z(geom) as elevation_metres,
               ${seesSets ? "extra -> 'sets'" : 'null'} as sets
             from bim_element where id = $1`,
            [id],
          ),
        );
        if (!row) throw new Problem('item-unknown', `bim-elements has no item ${id}.`);
        const { record_collection, record_id, sets, ...element } = row;
        return {
          element,
          record: record_collection === null ? null : { collection: record_collection, id: record_id },
          ...(seesSets ? { sets: sets ?? {} } : { sets_need: SETS_GRADE }),
        };
      },
    }),
    operation({
      path: '/models/holding',
      tag: TAG,
      summary:
        'The elements, of whichever model, that carry a GlobalId: where a bearing or a part stands in its building',
      query: { guid: z.string().min(1).max(22).describe('GlobalId of IFC') },
      async answer({ guid }, visitor) {
        mustSee(visitor, 'bim-elements');
        const { rows } = await readAs(pool, visitor, (client) =>
          client.query(
            `select e.id as element, e.model, m.title from bim_element e join bim_model m on m.id = e.model
             where e.ifc_guid = $1 order by e.model, e.id limit 10`,
            [guid],
          ),
        );
        return { elements: rows };
      },
    }),
    operation({
      path: '/models/search',
      tag: TAG,
      summary:
        'Elements of a model by name, class, type, tag, GlobalId, material, or a property and its value',
      query: {
        model,
        q: z.string().trim().min(1).max(100).describe('Text that one of them holds, in any case of letters'),
      },
      async answer({ model: id, q }, visitor) {
        await modelOf(visitor, id);
        const seesSets = mayRead(visitor.grade, SETS_GRADE);
        const holds = (text: string): string => `position(lower($2) in lower(${text})) > 0`;
        const { rows } = await readAs(pool, visitor, (client) =>
          client.query<{ id: string; sets: SetsOf | null }>(
            `select id, ${seesSets ? "extra -> 'sets'" : 'null'} as sets from bim_element
             where model = $1 and (${holds(`concat_ws(chr(10), name, ifc_class, type_name, tag, ifc_guid, storey, materials)`)}
               ${seesSets ? `or ${holds(`extra ->> 'sets'`)}` : ''})
             order by name, id limit ${MOST_FOUND + 1}`,
            [id, q],
          ),
        );
        return {
          elements: rows
            .slice(0, MOST_FOUND)
            .map((row) => ({ id: row.id, property: propertyWith(row.sets, q) })),
          is_truncated: rows.length > MOST_FOUND,
        };
      },
    }),
  ];
}

/** The first property whose name or value holds the text. */
function propertyWith(sets: SetsOf | null, text: string) {
  const wanted = text.toLowerCase();
  for (const [set, values] of Object.entries(sets ?? {}))
    for (const [name, value] of Object.entries(values))
      if (`${name}\n${String(value)}`.toLowerCase().includes(wanted)) return { set, name, value };
  return null;
}
