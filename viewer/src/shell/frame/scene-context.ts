/** The scene for everything in the page; undefined until its program has arrived. */
import { createContext, useContext } from 'react';
import type { CityScene } from '../../scene/city-scene.ts';

export const SceneContext = createContext<CityScene | undefined>(undefined);

export function useScene(): CityScene | undefined {
  return useContext(SceneContext);
}
