/** What the person has chosen about a layer, with the theme's own choice where nothing was chosen. */
import type { Collection } from '@twin/gis-data/theme.ts';
import type { LayerState } from './city-state.ts';

export type LayerStates = Readonly<Record<string, LayerState>>;

export function layerStateOf(states: LayerStates, collection: Collection): LayerState {
  return states[collection.id] ?? { shown: collection.shown === true, opacity: 1, hiddenCodes: [] };
}

export function withLayer(states: LayerStates, collection: Collection, change: Partial<LayerState>): LayerStates {
  return { ...states, [collection.id]: { ...layerStateOf(states, collection), ...change } };
}
