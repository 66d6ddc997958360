/** How GDAL is told to write the one layer of an export, which it reads from FlatGeobuf. */
import type { Exported } from './export-format.ts';

/** Arguments of `ogr2ogr` that hold for every format: the name of the layer, and its dates, which FlatGeobuf has not. */
export function layerOptions({ entry, fields }: Exported): string[] {
  const { id } = entry.collection;
  const columns = fields.map(([name, { type }]) =>
    type === 'date' ? `CAST("${name}" AS date) AS "${name}"` : `"${name}"`,
  );
  const select = `SELECT ${['"id"', ...columns].join(', ')} FROM "${id}"`;
  return ['-nln', id, ...(fields.some(([, { type }]) => type === 'date') ? ['-sql', select] : [])];
}

/**
 * The one kind of geometry of a layer, which is the kind of many where both occur: `MULTIPOLYGON` of polygons and multipolygons.
 * @returns undefined where points, lines or polygons are mixed
 */
export function layerGeometry({ entry, geometries }: Exported): string | undefined {
  if (geometries.length === 0) return entry.collection.geometry.toUpperCase();
  if (geometries.length === 1) return geometries[0];
  const [single, ...others] = new Set(geometries.map((name) => name.replace(/^MULTI/, '')));
  return others.length === 0 ? `MULTI${single}` : undefined;
}
