/** Writes a model that was read and placed: its shapes, its elements, whose block they replace, where their life is written. */
import type pg from 'pg';
import { collections, tableOf } from '@twin/gis-data/index.ts';
import { insertRows, type InsertRow } from '@twin/gis-data/store/insert-rows.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import { elementPart } from './element-part.ts';
import type { IfcElement, IfcReading } from './ifc-reading.ts';
import { isOnEarth, type ModelPlace } from './place-model.ts';

export type ModelSource = {
  /** Of the model; one that is there under this id is replaced. */
  readonly id: string;
  readonly sourceId: number;
  readonly division: string | null;
  readonly fileName: string;
  /** Where the file's own is not wanted. */
  readonly title?: string | undefined;
};

export type WrittenModel = { readonly elements: number; readonly warnings: readonly string[] };

/** Of a model's elements that stand in a block, so that the block counts as one of its own. */
const LEAST_SHARE = 0.02;
const ELEMENT_COLUMNS = [
  'id',
  'model',
  'ifc_guid',
  'ifc_class',
  'part',
  'name',
  'type_name',
  'tag',
  'storey',
  'materials',
  'length_metres',
  'width_metres',
  'height_metres',
  'bearing_degrees',
  'ground_elevation_metres',
  'shape',
  'extra',
  'source_id',
  'source_key',
  'division',
  'geom',
];

/**
 * @param client in a transaction, which the caller ends
 * @returns number of elements, and what a person should know
 * @throws StoreError `ifc-off-earth`
 */
export async function writeModel(
  client: pg.PoolClient,
  { facts, elements: read, shapes }: IfcReading,
  place: ModelPlace,
  source: ModelSource,
): Promise<WrittenModel> {
  const elements = read.filter(({ foot: [x, y] }) => isOnEarth(place.lonLat(x, y)));
  if (elements.length === 0)
    throw new StoreError(
      'ifc-off-earth',
      'All elements lie so far from the model’s origin that they are off the earth.',
      'Their coordinates are probably those of a grid: leave --at out, or name an origin near them.',
    );
  const warnings = [
    ...facts.warnings,
    ...place.warnings,
    ...(elements.length < read.length
      ? [
          `${read.length - elements.length} elements lie so far away that they are off the earth, and were left out`,
        ]
      : []),
  ];
  await client.query('delete from bim_model where id = $1', [source.id]);
  const missing = Object.values(facts.withoutGeometry).reduce((sum, count) => sum + count, 0);
  await insertRows(
    client,
    'bim_model',
    [...MODEL_COLUMNS],
    [
      {
        id: source.id,
        title: source.title ?? (facts.title || source.fileName),
        file_name: source.fileName,
        schema_name: facts.schema,
        application: facts.application || null,
        crs: place.crsName,
        bearing_degrees: place.bearingDegrees,
        element_count: elements.length,
        without_geometry_count: missing,
        warnings: warnings.length > 0 ? warnings.join('\n') : null,
        extra: { counts: facts.counts, withoutGeometry: facts.withoutGeometry },
        source_id: source.sourceId,
        source_key: source.id,
        division: source.division,
        geom: { type: 'Point', coordinates: [...place.lonLat(0, 0), place.heightMetres] },
      },
    ],
  );
  const { rows: shapeRows } = await client.query<{ id: number; place: number }>(
    `insert into bim_shape (model, place, mesh)
     select $1, place - 1, decode(mesh, 'base64') from unnest($2::text[]) with ordinality as given(mesh, place)
     returning id, place`,
    [source.id, shapes.map((bytes) => Buffer.from(bytes).toString('base64'))],
  );
  const shapeIds = new Map(shapeRows.map(({ id, place: at }) => [at, id]));
  await insertRows(
    client,
    'bim_element',
    ELEMENT_COLUMNS,
    withIds(elements, source.id).map(([id, element]) => rowOf(id, element, source, place, shapeIds)),
  );
  await findBuildings(client, source.id);
  await findRecords(client, source.id);
  return { elements: elements.length, warnings };
}

const MODEL_COLUMNS = [
  'id',
  'title',
  'file_name',
  'schema_name',
  'application',
  'crs',
  'bearing_degrees',
  'element_count',
  'without_geometry_count',
  'warnings',
  'extra',
  'source_id',
  'source_key',
  'division',
  'geom',
];

/** Model and GlobalId; the second element of a GlobalId, against the rule, is numbered. */
function withIds(elements: readonly IfcElement[], model: string): [id: string, element: IfcElement][] {
  const counts = new Map<string, number>();
  return elements.map((element) => {
    const count = (counts.get(element.guid) ?? 0) + 1;
    counts.set(element.guid, count);
    return [`${model}.${element.guid}${count > 1 ? `.${count}` : ''}`, element];
  });
}

function rowOf(
  id: string,
  element: IfcElement,
  source: ModelSource,
  place: ModelPlace,
  shapeIds: ReadonlyMap<number, number>,
): InsertRow {
  const [x, y, z] = element.foot;
  const [length, width, height] = element.size;
  return {
    id,
    model: source.id,
    ifc_guid: element.guid,
    ifc_class: element.class,
    part: elementPart(element),
    name: element.name || null,
    type_name: element.type || null,
    tag: element.tag || null,
    storey: element.storey || null,
    materials: element.materials.length > 0 ? element.materials.join('、') : null,
    length_metres: length,
    width_metres: width,
    height_metres: height,
    bearing_degrees: place.bearingDegrees,
    ground_elevation_metres: place.heightMetres,
    shape: element.shape === null ? null : (shapeIds.get(element.shape) ?? null),
    extra: { sets: element.sets },
    source_id: source.sourceId,
    source_key: id,
    division: source.division,
    geom: { type: 'Point', coordinates: [...place.lonLat(x, y), place.heightMetres + z] },
  };
}

/**
 * An element stands in the block whose outline and heights hold its middle; what stands in none of the model's own blocks
 * (a moat, a plate over it) belongs to the one with the most elements.
 */
async function findBuildings(client: pg.PoolClient, model: string): Promise<void> {
  await client.query(
    `update bim_element e set building = (
       select b.id from building b
       where ST_Intersects(b.geom, ST_Force2D(e.geom))
         and (b.min_height_metres = 0 or ST_Z(e.geom) + e.height_metres / 2 >= b.ground_elevation_metres + b.min_height_metres)
         and ST_Z(e.geom) + e.height_metres / 2 <= b.ground_elevation_metres + b.height_metres
       order by b.min_height_metres desc, b.id limit 1)
     where e.model = $1`,
    [model],
  );
  await client.query(
    `with counted as (
       select building, count(*) as elements, sum(count(*)) over () as all_elements
       from bim_element where model = $1 and building is not null group by building),
     own as (select building, elements from counted where elements >= $2 * all_elements)
     update bim_element set building = (select building from own order by elements desc limit 1)
     where model = $1 and (building is null or building not in (select building from own))`,
    [model, LEAST_SHARE],
  );
  await client.query(
    `update bim_model set building = (
       select building from bim_element where model = $1 and building is not null
       group by building order by count(*) desc limit 1)
     where id = $1`,
    [model],
  );
}

/** The life of an element is written in the collection that knows its GlobalId. */
async function findRecords(client: pg.PoolClient, model: string): Promise<void> {
  for (const { collection } of collections) {
    if (!('ifc_guid' in collection.fields) || collection.symbol.kind === 'bim') continue;
    await client.query(
      `update bim_element e set record_collection = $2, record_id = r.id
       from ${client.escapeIdentifier(tableOf(collection))} r where e.model = $1 and r.ifc_guid = e.ifc_guid`,
      [model, collection.id],
    );
  }
}
