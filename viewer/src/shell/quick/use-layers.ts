/** The layers that the server has, asked once and again when somebody asks; the themes say what they are. */
import { useEffect, useState } from 'react';
import { getJson } from '../../http.ts';

export type SourceInfo = { readonly title: string; readonly licence: string; readonly attribution: string | null; readonly simulated: boolean; readonly loaded_at: string; readonly extent?: readonly [number, number, number, number] };
export type LayerInfo = {
  readonly id: string; readonly revision: number; readonly count: number; readonly km?: number; readonly codes?: Readonly<Record<string, number>>;
  readonly extent?: readonly [number, number, number, number]; readonly sources: readonly SourceInfo[];
};
export type Layers = { readonly state: 'loading' | 'failed' | 'ready'; readonly byId: ReadonlyMap<string, LayerInfo>; readonly retry: () => void };

export function useLayers(): Layers {
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<Pick<Layers, 'state' | 'byId'>>({ state: 'loading', byId: new Map() });
  useEffect(() => {
    const stop = new AbortController();
    getJson('/api/layers', (value) => (value as { layers: LayerInfo[] }).layers, stop.signal)
      .then((layers) => setAnswer({ state: 'ready', byId: new Map(layers.map((layer) => [layer.id, layer])) }))
      .catch(() => { if (!stop.signal.aborted) setAnswer({ state: 'failed', byId: new Map() }); });
    return () => stop.abort();
  }, [attempt]);
  return { ...answer, retry: () => setAttempt(attempt + 1) };
}
