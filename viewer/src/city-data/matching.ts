/** What the conditions of layers leave of them: asked of the server when a condition or the data changes. */
import { collectionById } from '@twin/gis-data/index.ts';
import { create } from 'zustand';
import { getJson } from '../http.ts';
import { useCityState } from '../state/city-state.ts';
import { itemSet, type ItemSet } from '../state/item-set.ts';
import { cql2Of } from '../state/layer-filter.ts';
import { useSession } from './session.ts';
import { readMatching, type MatchingInfo } from './server-answers.ts';

export type LayerMatching =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly info: MatchingInfo; readonly items: ItemSet }
  | { readonly status: 'failed'; readonly error: unknown };

/** By collection; one whose conditions ask for nothing is not in it. While it is read anew, the last answer stands. */
export const useMatching = create<{ readonly byId: ReadonlyMap<string, LayerMatching> }>()(() => ({
  byId: new Map(),
}));

/** A condition is typed sign by sign. */
const GATHER_MILLISECONDS = 250;

type Asked = { readonly filter: string; readonly stop: AbortController };
const asked = new Map<string, Asked>();

/** Keeps the answers in step with the choices of the page. @returns the function that ends it */
export function followConditions(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = useCityState.subscribe((now, before) => {
    if (now.layers === before.layers) return;
    clearTimeout(timer);
    timer = setTimeout(askAll, GATHER_MILLISECONDS);
  });
  // Another person may see another part of the city.
  const stopAsking = useSession.subscribe((now, before) => {
    if (now.grade !== before.grade) for (const id of asked.keys()) askMatchingAgain(id);
  });
  askAll();
  return () => {
    clearTimeout(timer);
    stopAsking();
    stop();
  };
}

/** After an edit. */
export function askMatchingAgain(collection: string): void {
  const known = asked.get(collection);
  if (known) ask(collection, known.filter);
}

function askAll(): void {
  const { layers } = useCityState.getState();
  const wanted = new Map(
    Object.entries(layers).flatMap(([id, { conditions }]) => {
      const entry = collectionById(id);
      const filter = entry && cql2Of(entry.collection, conditions);
      return filter === undefined ? [] : [[id, filter] as const];
    }),
  );
  for (const [id, { stop }] of asked) {
    if (wanted.has(id)) continue;
    stop.abort();
    asked.delete(id);
    put(id, undefined);
  }
  for (const [id, filter] of wanted) if (asked.get(id)?.filter !== filter) ask(id, filter);
}

function ask(id: string, filter: string): void {
  asked.get(id)?.stop.abort();
  const stop = new AbortController();
  asked.set(id, { filter, stop });
  if (useMatching.getState().byId.get(id)?.status !== 'ready') put(id, { status: 'loading' });
  getJson(`/api/layers/${id}/matching?filter=${encodeURIComponent(filter)}`, readMatching, stop.signal).then(
    (info) => put(id, { status: 'ready', info, items: itemSet(info.first_word, info.bits) }),
    (error: unknown) => {
      if (!stop.signal.aborted) put(id, { status: 'failed', error });
    },
  );
}

function put(id: string, matching: LayerMatching | undefined): void {
  const byId = new Map(useMatching.getState().byId);
  if (matching) byId.set(id, matching);
  else byId.delete(id);
  useMatching.setState({ byId });
}
