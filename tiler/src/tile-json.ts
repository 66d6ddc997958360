import type { Collection } from '@twin/gis-data/theme.ts';
import { fieldsInTiles } from './fields-in-tiles.ts';
import { POINT_COUNT } from './producers/thin-rows.ts';

/** `vector_layers` of TileJSON 3.0: one layer, named after its collection, with the fields that tiles carry. */
export function vectorLayers(collection: Collection): { id: string; fields: Record<string, string> }[] {
  const declared = fieldsInTiles(collection).map((name): [string, string] => {
    const type = collection.fields[name]?.type ?? 'text';
    return [name, type === 'number' || type === 'integer' ? 'Number' : 'String'];
  });
  const counted = collection.geometry === 'Point' ? { [POINT_COUNT]: 'Number' } : {};
  return [{ id: collection.id, fields: { id: 'String', ...Object.fromEntries(declared), ...counted } }];
}
