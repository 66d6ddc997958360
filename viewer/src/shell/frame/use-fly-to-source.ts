/** Flies to what a source brought, and shows its layers where they were off: else there would be nothing to see. */
import { useCallback } from 'react';
import { collectionById } from '@twin/gis-data/index.ts';
import type { CitySource } from '../../city-data/city-sources.ts';
import { useCityState } from '../../state/city-state.ts';
import { layerStateOf, withLayer } from '../../state/layer-state.ts';
import { useScene } from './scene-context.ts';

export function useFlyToSource(): (source: CitySource) => void {
  const scene = useScene();
  return useCallback(
    (source) => {
      const { layers, set } = useCityState.getState();
      const hidden = source.collections
        .flatMap((id) => collectionById(id)?.collection ?? [])
        .filter((collection) => !collection.base && !layerStateOf(layers, collection).shown);
      // A source that is part of what is shown already needs nothing more; one that cannot be seen at all does.
      if (hidden.length === source.collections.length)
        set({ layers: hidden.reduce((all, one) => withLayer(all, one, { shown: true }), layers) });
      if (source.extent) scene?.flyToExtent(source.extent);
    },
    [scene],
  );
}
