import type { ImportOutcome } from './run-import.ts';

/**
 * Where the city shows what was imported: the part of its address behind the path, `#v=1&extent=…&layers=…`.
 * @returns undefined where nothing was stored
 */
export function shownAt(outcomes: readonly ImportOutcome[]): string | undefined {
  const stored = outcomes.flatMap((outcome) => storedOf(outcome) ?? []);
  if (stored.length === 0) return undefined;
  const edge = (index: 0 | 1 | 2 | 3, pick: (...values: number[]) => number): string =>
    pick(...stored.map(({ extent }) => extent[index])).toFixed(6);
  const extent = [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)].join(',');
  const layers = [...new Set(stored.flatMap(({ collections }) => collections))];
  return `#v=1&extent=${extent}&layers=${layers.map((layer) => `${layer}~1~100`).join('+')}`;
}

type Stored = {
  /** Degrees. */
  readonly extent: readonly [number, number, number, number];
  readonly collections: readonly string[];
};

function storedOf(outcome: ImportOutcome): Stored | undefined {
  if ('failed' in outcome) return undefined;
  // Readings are seen at their building.
  if ('readingsOf' in outcome) return undefined;
  if (!('model' in outcome))
    return outcome.extent
      ? { extent: outcome.extent, collections: outcome.collections.map(({ collection }) => collection) }
      : undefined;
  if (outcome.outcome !== 'imported' || !outcome.longitudeLatitude) return undefined;
  const [longitude, latitude] = outcome.longitudeLatitude;
  return { extent: [longitude, latitude, longitude, latitude], collections: ['bim-elements'] };
}
