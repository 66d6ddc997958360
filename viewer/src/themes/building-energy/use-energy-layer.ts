import { useEffect } from 'react';
import { useCityState } from '../../state/city-state.ts';
import { clearColours } from '../../state/scene-colours.ts';

/** The collection whose buildings the energy maps colour. */
export const ENERGY_COLLECTION = 'metered-buildings';

/** Shows the metered buildings while a map of them is in hand, and takes its colours away afterwards. */
export function useEnergyLayer(): void {
  useEffect(() => {
    const { layers, set } = useCityState.getState();
    const layer = layers[ENERGY_COLLECTION] ?? { opacity: 1, hiddenCodes: [], shown: false };
    if (!layer.shown) set({ layers: { ...layers, [ENERGY_COLLECTION]: { ...layer, shown: true } } });
    return clearColours;
  }, []);
}
