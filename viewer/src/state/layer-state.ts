/** What the person has chosen about layers, with the theme's own choice where nothing was chosen. */
import type { Collection } from '@twin/gis-data/theme.ts';
import type { LayerState } from './city-state.ts';

export type LayerStates = Readonly<Record<string, LayerState>>;
export type Visibility = 'on' | 'partly' | 'off';

export function layerStateOf(states: LayerStates, collection: Collection): LayerState {
  return states[collection.id] ?? { shown: collection.shown === true, opacity: 1, hiddenCodes: [] };
}

/** Opacity of a building that is seen through. */
const XRAY_OPACITY = 0.15;
/** What is fainter than this hides nothing: neither a name nor what is clicked through it. */
const LEAST_HIDING = 0.5;

/** As it is drawn: buildings seen through while the person looks through them. */
export function drawnStateOf(states: LayerStates, collection: Collection, xray: boolean): LayerState {
  const state = layerStateOf(states, collection);
  return xray && isBuilding(collection) ? { ...state, opacity: state.opacity * XRAY_OPACITY } : state;
}

export function isSeenThrough({ opacity }: LayerState): boolean {
  return opacity < LEAST_HIDING;
}

/** Blocks of buildings, and the models in their place. */
function isBuilding({ symbol }: Collection): boolean {
  return symbol.kind === 'extrusion' || symbol.kind === 'bim';
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

/** Images cover the ground: a theme that has more than them is shown without them, and hidden with them. */
export function coversNothing(collections: readonly Collection[]): readonly Collection[] {
  const others = collections.filter(({ symbol }) => symbol.kind !== 'raster');
  return others.length > 0 ? others : collections;
}

/** Of a whole theme. */
export function themeToggled(states: LayerStates, collections: readonly Collection[]): LayerStates {
  const own = coversNothing(collections);
  return visibilityOf(states, own) === 'on'
    ? collections.reduce((all, collection) => withLayer(all, collection, { shown: false }), states)
    : toggled(states, own);
}

/** What is seen whole is hidden; anything else is shown whole. */
export function toggled(states: LayerStates, collections: readonly Collection[]): LayerStates {
  const shown = visibilityOf(states, collections) !== 'on';
  return collections.reduce(
    (all, collection) => withLayer(all, collection, shown ? { shown, hiddenCodes: [] } : { shown }),
    states,
  );
}

/** Of one code of a collection; `partly` where something finer of it is switched off. */
export function codeVisibility(states: LayerStates, collection: Collection, code: string): Visibility {
  const { shown, hiddenCodes } = layerStateOf(states, collection);
  if (!shown || hiddenCodes.includes(code)) return 'off';
  return hiddenCodes.some((hidden) => hidden.startsWith(finerKey(code, ''))) ? 'partly' : 'on';
}

export function isFinerShown(
  states: LayerStates,
  collection: Collection,
  code: string,
  finer: string,
): boolean {
  const { shown, hiddenCodes } = layerStateOf(states, collection);
  return shown && !isHidden(hiddenCodes, code, finer);
}

/** Whether an item of these codes is switched off. */
export function isHidden(hiddenCodes: readonly string[], code: string, finer?: string): boolean {
  return hiddenCodes.includes(code) || (finer !== undefined && hiddenCodes.includes(finerKey(code, finer)));
}

/** The fields by which a collection is divided: by the code of the tree, and by the finer one that it is painted by. */
export function divisionOf({ divideBy, symbol }: Pick<Collection, 'divideBy' | 'symbol'>): {
  readonly by: string | undefined;
  readonly finer: string | undefined;
} {
  return {
    by: divideBy,
    finer: 'paint' in symbol && 'finer' in symbol.paint ? symbol.paint.finer : undefined,
  };
}

/** What is seen whole is hidden, anything else shown whole. Switching on a code of a hidden collection shows that code alone. */
export function withCodeToggled(states: LayerStates, collection: Collection, code: string): LayerStates {
  const { shown, hiddenCodes } = layerStateOf(states, collection);
  if (!shown) return withOnlyCode(states, collection, code);
  const others = withoutCode(hiddenCodes, code);
  const isWhole = others.length === hiddenCodes.length;
  return withLayer(states, collection, { hiddenCodes: isWhole ? [...others, code] : others });
}

/**
 * Switching on what is finer than a hidden code shows that alone of it; switching off the last of it hides the code.
 * @param all the finer codes that there are of this code
 */
export function withFinerToggled(
  states: LayerStates,
  collection: Collection,
  code: string,
  finer: string,
  all: readonly string[],
): LayerStates {
  const isOff = codeVisibility(states, collection, code) === 'off';
  const shownFiner = all.filter((one) =>
    isOff ? one === finer : isFinerShown(states, collection, code, one) !== (one === finer),
  );
  const base = layerStateOf(states, collection).shown ? states : withOnlyCode(states, collection, code);
  const hidden =
    shownFiner.length === 0
      ? [code]
      : all.filter((one) => !shownFiner.includes(one)).map((one) => finerKey(code, one));
  return withLayer(base, collection, {
    hiddenCodes: [...withoutCode(layerStateOf(base, collection).hiddenCodes, code), ...hidden],
  });
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

function finerKey(code: string, finer: string): string {
  return `${code}.${finer}`;
}

function withoutCode(hiddenCodes: readonly string[], code: string): readonly string[] {
  return hiddenCodes.filter((hidden) => hidden !== code && !hidden.startsWith(finerKey(code, '')));
}
