/** What the server has of each collection, for everybody on the page; asked anew when something has changed. */
import { create } from 'zustand';
import { getJson, HttpError } from '../http.ts';
import { readLayers, type LayerInfo } from './server-answers.ts';

export type CityLayers = {
  /** `starting`: the server is up and not yet ready; it is asked again by itself. */
  readonly status: 'loading' | 'ready' | 'starting' | 'failed';
  /** The last failure; layers that were read before are kept. */
  readonly problem: unknown;
  /** By collection id; a collection that the visitor may not see is not in it. */
  readonly byId: ReadonlyMap<string, LayerInfo>;
  readonly load: () => Promise<void>;
};

const STARTING_RETRY_MILLISECONDS = 2000;

export const useCityLayers = create<CityLayers>()((set, get) => {
  let asked = 0;
  return {
    status: 'loading',
    problem: null,
    byId: new Map(),
    async load() {
      asked += 1;
      const turn = asked;
      if (get().status === 'failed') set({ status: 'loading' });
      try {
        const layers = await getJson('/api/layers', readLayers);
        // Questions can overtake each other; the last one asked is right.
        if (turn === asked)
          set({ status: 'ready', problem: null, byId: new Map(layers.map((layer) => [layer.id, layer])) });
      } catch (error) {
        if (turn !== asked) return;
        const starting = error instanceof HttpError && error.code === 'starting';
        const known = get().byId.size > 0;
        set({ status: starting ? 'starting' : known ? 'ready' : 'failed', problem: error });
        if (starting) setTimeout(() => void get().load(), STARTING_RETRY_MILLISECONDS);
      }
    },
  };
});
