/** What a new version of a model changes, element by element, known again by its GlobalId. */
import type pg from 'pg';

export type Difference = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Stand elsewhere, or have another size. */
  readonly moved: readonly string[];
  /** Stand where they stood, and say something else of themselves. */
  readonly changed: readonly string[];
  readonly unchanged: number;
};

/** By GlobalId. */
export type Snapshot = ReadonlyMap<string, { readonly place: string; readonly content: string }>;

/** Places are compared to the millimetre (1e-8°), as hashes: a model has a hundred thousand elements. */
export async function snapshotOf(client: pg.PoolClient, model: string): Promise<Snapshot> {
  const { rows } = await client.query<{ guid: string; place: string; content: string }>(
    `select id as guid,
       md5(concat_ws('|', round(ST_X(geom)::numeric, 8), round(ST_Y(geom)::numeric, 8), round(ST_Z(geom)::numeric, 3),
         round(length_metres::numeric, 3), round(width_metres::numeric, 3), round(height_metres::numeric, 3))) as place,
       md5(jsonb_build_array(ifc_class, name, type_name, tag, storey, materials, extra)::text) as content
     from bim_element where model = $1`,
    [model],
  );
  return new Map(
    rows.map(({ guid, place, content }) => [guid.slice(model.length + 1), { place, content }] as const),
  );
}

export function compareVersions(before: Snapshot, after: Snapshot): Difference {
  const both = [...after].flatMap(([guid, now]) => {
    const then = before.get(guid);
    return then ? [{ guid, isMoved: then.place !== now.place, isChanged: then.content !== now.content }] : [];
  });
  return {
    added: [...after.keys()].filter((guid) => !before.has(guid)),
    removed: [...before.keys()].filter((guid) => !after.has(guid)),
    moved: both.filter(({ isMoved }) => isMoved).map(({ guid }) => guid),
    changed: both.filter(({ isMoved, isChanged }) => isChanged && !isMoved).map(({ guid }) => guid),
    unchanged: both.filter(({ isMoved, isChanged }) => !isMoved && !isChanged).length,
  };
}
