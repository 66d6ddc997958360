import type { Collection } from '@twin/gis-data/theme.ts';

/** `vector_layers` of TileJSON 3.0: one layer, named after its collection, with the fields that tiles carry. */
export function vectorLayers(collection: Collection): { id: string; fields: Record<string, string> }[] {
  const fields = Object.entries(collection.fields)
    .filter(([, field]) => field.inTiles)
    .map(([name, { type }]) => [name, ['number', 'integer'].includes(type) ? 'Number' : 'String']);
  return [{ id: collection.id, fields: { id: 'String', ...Object.fromEntries(fields) } }];
}
