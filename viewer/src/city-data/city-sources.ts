/** Where the city's data comes from: the sources of all layers, each once, with everything it covers. */
import type { Extent } from '../state/view-of-extent.ts';
import type { LayerInfo, SourceInfo } from './server-answers.ts';

export type CitySource = SourceInfo & {
  /** Same for the same load of the same source. */
  readonly key: string;
  readonly collections: readonly string[];
};

export function citySources(layers: ReadonlyMap<string, LayerInfo>): readonly CitySource[] {
  const found = new Map<string, CitySource>();
  for (const layer of layers.values()) {
    for (const source of layer.sources) {
      const key = `${source.title} ${source.loaded_at}`;
      const before = found.get(key);
      const extent = union(before?.extent, source.extent);
      found.set(key, {
        ...source,
        key,
        collections: [...(before?.collections ?? []), layer.id],
        ...(extent ? { extent } : {}),
      });
    }
  }
  return [...found.values()];
}

/** What was loaded between two looks at the layers. */
export function newSources(
  before: ReadonlyMap<string, LayerInfo>,
  after: ReadonlyMap<string, LayerInfo>,
): readonly CitySource[] {
  const known = new Set(citySources(before).map(({ key }) => key));
  return citySources(after).filter(({ key }) => !known.has(key));
}

function union(a: SourceInfo['extent'], b: SourceInfo['extent']): SourceInfo['extent'] {
  if (!a || !b) return a ?? b;
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** Degrees; a point has no size. */
export function isWithin(
  { longitude, latitude }: { readonly longitude: number; readonly latitude: number },
  [west, south, east, north]: Extent,
  margin = 0,
): boolean {
  return (
    longitude >= west - margin &&
    longitude <= east + margin &&
    latitude >= south - margin &&
    latitude <= north + margin
  );
}
