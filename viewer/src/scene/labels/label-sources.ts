/** Which collections give names to the scene, as plain data for the worker that has their tiles. */
import { fieldsOfTitle, type Collection } from '@twin/gis-data/theme.ts';
import type { LayerState } from '../../state/city-state.ts';
import { divisionOf, drawnStateOf, isSeenThrough, layerStateOf } from '../../state/layer-state.ts';
import { englishOf } from './label-texts.ts';

export type LabelSource = {
  readonly collection: string;
  readonly kind: 'area' | 'line' | 'building' | 'pipe';
  /** Field without a value of which an item has no name. */
  readonly name: string;
  /** Fields that the name is made of. */
  readonly fields: readonly string[];
  /** Height of a building, carriageway of a street, depth of a pipe's end: where it stands and what makes it matter. */
  readonly measure: string | undefined;
  /** Where a part begins that stands on another: the whole has the name. */
  readonly base: string | undefined;
  /** What is switched off of it has no name either. */
  readonly division: ReturnType<typeof divisionOf>;
  readonly hiddenCodes: readonly string[];
};

/** A shown collection of buildings: names are not read through them. */
export type WallSource = { readonly collection: string; readonly height: string };

export function wallSources(
  collections: readonly Collection[],
  layers: Readonly<Record<string, LayerState>>,
  xray: boolean,
): WallSource[] {
  return collections.flatMap((collection): WallSource[] => {
    const state = drawnStateOf(layers, collection, xray);
    const { symbol } = collection;
    return symbol.kind === 'extrusion' && state.shown && !isSeenThrough(state)
      ? [{ collection: collection.id, height: symbol.height }]
      : [];
  });
}

/**
 * Every shown collection whose items have a name that its tiles carry; single things such as lamps and trees have none
 * worth reading.
 * @param isOpen whether anything below the ground can be seen
 */
export function labelSources(
  collections: readonly Collection[],
  layers: Readonly<Record<string, LayerState>>,
  isOpen: boolean,
): LabelSource[] {
  return collections.flatMap((collection): LabelSource[] => {
    const { label, symbol, divideBy } = collection;
    const { shown, hiddenCodes } = layerStateOf(layers, collection);
    if (collection.base !== true && !shown) return [];
    const common = { collection: collection.id, hiddenCodes, division: divisionOf(collection) };
    if (symbol.kind === 'tube') {
      if (!isOpen || divideBy === undefined) return [];
      const words = [...(collection.titles ?? []), ...(collection.details ?? [])];
      const fields = new Set(words.flatMap(({ zh, en }) => [...fieldsOfTitle(zh), ...fieldsOfTitle(en)]));
      return [
        {
          ...common,
          kind: 'pipe',
          name: divideBy,
          fields: [...fields].filter((name) => isInTiles(collection, name)),
          measure: symbol.endDepth,
          base: undefined,
        },
      ];
    }
    if (label === undefined || collection.fields[label]?.type !== 'text' || !isInTiles(collection, label))
      return [];
    const named = {
      ...common,
      name: label,
      fields: [label, englishOf(label)].filter((name) => isInTiles(collection, name)),
    };
    switch (symbol.kind) {
      case 'area':
        return [{ ...named, kind: 'area', measure: undefined, base: undefined }];
      case 'line':
        return [{ ...named, kind: 'line', measure: symbol.widthMetres, base: undefined }];
      case 'extrusion':
        return [{ ...named, kind: 'building', measure: symbol.height, base: symbol.base }];
      default:
        return [];
    }
  });
}

/** A field that not everybody may read is in no tile. */
function isInTiles({ fields }: Collection, name: string): boolean {
  const field = fields[name];
  return field?.inTiles === true && field.access === undefined;
}
