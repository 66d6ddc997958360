import { useEffect, useState } from 'react';
import type { SceneStatus } from '../../scene/city-scene.ts';
import { useScene } from './scene-context.ts';

/** Undefined until the scene's program has arrived. */
export function useSceneStatus(): SceneStatus | undefined {
  const scene = useScene();
  const [status, setStatus] = useState<SceneStatus>();
  useEffect(() => scene?.onStatus(setStatus), [scene]);
  return status;
}
