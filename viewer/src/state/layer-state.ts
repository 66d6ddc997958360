/** What the person has chosen about layers, with the theme's own choice where nothing was chosen. */
import type { Collection } from '@twin/gis-data/theme.ts';
import type { LayerState } from './city-state.ts';

export type LayerStates = Readonly<Record<string, LayerState>>;
export type Visibility = 'on' | 'partly' | 'off';

export function layerStateOf(states: LayerStates, collection: Collection): LayerState {
  return states[collection.id] ?? { shown: collection.shown === true, opacity: 1, hiddenCodes: [] };
}

export function withLayer(
  states: LayerStates,
  collection: Collection,
  change: Partial<LayerState>,
): LayerStates {
  return { ...states, [collection.id]: { ...layerStateOf(states, collection), ...change } };
}

/** Of one collection or of a whole theme. */
export function visibilityOf(states: LayerStates, collections: readonly Collection[]): Visibility {
  const each = collections.map((collection) => {
    const { shown, hiddenCodes } = layerStateOf(states, collection);
    if (
      !shown ||
      (codesOf(collection).length > 0 && codesOf(collection).every((code) => hiddenCodes.includes(code)))
    )
      return 'off';
    return hiddenCodes.length > 0 ? 'partly' : 'on';
  });
  const [first = 'off'] = each;
  return each.every((one) => one === first) ? first : 'partly';
}

/** What is seen whole is hidden; anything else is shown whole. */
export function toggled(states: LayerStates, collections: readonly Collection[]): LayerStates {
  const shown = visibilityOf(states, collections) !== 'on';
  return collections.reduce(
    (all, collection) => withLayer(all, collection, shown ? { shown, hiddenCodes: [] } : { shown }),
    states,
  );
}

export function isCodeShown(states: LayerStates, collection: Collection, code: string): boolean {
  const { shown, hiddenCodes } = layerStateOf(states, collection);
  return shown && !hiddenCodes.includes(code);
}

/** Switching on a code of a hidden collection shows that code alone. */
export function withCodeToggled(states: LayerStates, collection: Collection, code: string): LayerStates {
  const { shown, hiddenCodes } = layerStateOf(states, collection);
  if (!shown) return withOnlyCode(states, collection, code);
  const hidden = hiddenCodes.includes(code)
    ? hiddenCodes.filter((other) => other !== code)
    : [...hiddenCodes, code];
  return withLayer(states, collection, { hiddenCodes: hidden });
}

export function withOnlyCode(states: LayerStates, collection: Collection, code: string): LayerStates {
  return withLayer(states, collection, {
    shown: true,
    hiddenCodes: codesOf(collection).filter((other) => other !== code),
  });
}

/** Everything else that can be hidden is hidden. */
export function withOnly(
  states: LayerStates,
  collection: Collection,
  all: readonly Collection[],
): LayerStates {
  return all.reduce(
    (next, other) =>
      withLayer(
        next,
        other,
        other.id === collection.id ? { shown: true, hiddenCodes: [] } : { shown: false },
      ),
    states,
  );
}

function codesOf(collection: Collection): readonly string[] {
  const field = collection.divideBy === undefined ? undefined : collection.fields[collection.divideBy];
  return field?.type === 'code' ? Object.keys(field.values) : [];
}
