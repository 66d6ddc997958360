/** Reads a model: its elements and its shapes at once. */
import { useEffect, useState } from 'react';
import { unpackShapes } from '@twin/gis-data/themes/building-models/shape-pack.ts';
import type { Loaded } from '../city-data/use-json.ts';
import { getBytes, getJson } from '../http.ts';
import { bimModel, type BimModel } from './model/bim-model.ts';
import { readElements } from './model/model-answers.ts';

/** @param turn asks again when it changes */
export function useModel(id: string, turn: number): Loaded<BimModel> {
  const [loaded, setLoaded] = useState<{ readonly key: string; readonly value: Loaded<BimModel> }>();
  const key = `${turn} ${id}`;
  useEffect(() => {
    const stop = new AbortController();
    readModel(id, stop.signal).then(
      (answer) => setLoaded({ key, value: { status: 'ready', answer } }),
      (error: unknown) => {
        if (!stop.signal.aborted) setLoaded({ key, value: { status: 'failed', error } });
      },
    );
    return () => stop.abort();
  }, [id, key]);
  return loaded?.key === key ? loaded.value : { status: 'loading' };
}

async function readModel(id: string, signal: AbortSignal): Promise<BimModel> {
  const query = `model=${encodeURIComponent(id)}`;
  const [facts, pack] = await Promise.all([
    getJson(`/api/models/elements?${query}`, readElements, signal),
    getBytes(`/api/models/shapes?${query}`, signal),
  ]);
  return bimModel(facts, pack ? unpackShapes(pack) : new Map());
}
