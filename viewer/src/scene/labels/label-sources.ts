/** Which collections give names to the scene, as plain data for the worker that has their tiles. */
import type { Collection } from '@twin/gis-data/theme.ts';
import type { LayerState } from '../../state/city-state.ts';
import { layerStateOf } from '../../state/layer-state.ts';

export type LabelSource = {
  readonly collection: string;
  readonly kind: 'area' | 'line' | 'building';
  /** Field of the name, and of the English one where there is one. */
  readonly name: string;
  readonly nameEn: string | undefined;
  /** Height of a building, carriageway of a street: what makes it matter. */
  readonly measure: string | undefined;
  /** Where a part begins that stands on another: the whole has the name. */
  readonly base: string | undefined;
};

/** A shown collection of buildings: names are not read through them. */
export type WallSource = { readonly collection: string; readonly height: string };

/** Fainter than this a building hides nothing. */
const LEAST_OPACITY = 0.5;

export function wallSources(
  collections: readonly Collection[],
  layers: Readonly<Record<string, LayerState>>,
): WallSource[] {
  return collections.flatMap((collection): WallSource[] => {
    const { shown, opacity } = layerStateOf(layers, collection);
    const { symbol } = collection;
    return symbol.kind === 'extrusion' && shown && opacity >= LEAST_OPACITY
      ? [{ collection: collection.id, height: symbol.height }]
      : [];
  });
}

/** Every shown collection whose items have a name that its tiles carry; single things such as lamps and trees have none worth reading. */
export function labelSources(
  collections: readonly Collection[],
  layers: Readonly<Record<string, LayerState>>,
): LabelSource[] {
  return collections.flatMap((collection): LabelSource[] => {
    const { label, symbol, fields } = collection;
    const isShown = collection.base === true || (layers[collection.id]?.shown ?? collection.shown ?? false);
    const field = label === undefined ? undefined : fields[label];
    if (
      label === undefined ||
      !isShown ||
      field?.type !== 'text' ||
      field.inTiles !== true ||
      field.access !== undefined
    )
      return [];
    const english = `${label}_en`;
    const source = {
      collection: collection.id,
      name: label,
      nameEn: fields[english]?.inTiles ? english : undefined,
    };
    switch (symbol.kind) {
      case 'area':
        return [{ ...source, kind: 'area', measure: undefined, base: undefined }];
      case 'line':
        return [{ ...source, kind: 'line', measure: symbol.widthMetres, base: undefined }];
      case 'extrusion':
        return [{ ...source, kind: 'building', measure: symbol.height, base: symbol.base }];
      default:
        return [];
    }
  });
}
