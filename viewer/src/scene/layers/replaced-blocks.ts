/** Whose blocks make way: those of buildings whose model is drawn in the frame. */
import type { Cesium3DTile } from '../../cesium.ts';

export type ReplacedBlocks = {
  /** A tile of the model is drawn in this frame. */
  see(tile: Cesium3DTile): void;
  /** Ends the frame: the ids of the buildings whose model was seen in it. */
  take(): ReadonlySet<string>;
};

/** @param field property of the tiles' features that names the building */
export function replacedBlocks(field: string): ReplacedBlocks {
  const known = new WeakMap<Cesium3DTile, ReadonlySet<string>>();
  let seen = new Set<string>();

  const buildingsOf = (tile: Cesium3DTile): ReadonlySet<string> => {
    const before = known.get(tile);
    if (before) return before;
    const buildings = new Set<string>();
    for (const content of tile.content.innerContents ?? [tile.content]) {
      for (let index = 0; index < content.featuresLength; index++) {
        const building: unknown = content.getFeature(index).getProperty(field);
        if (typeof building === 'string' && building !== '') buildings.add(building);
      }
    }
    known.set(tile, buildings);
    return buildings;
  };

  return {
    see(tile) {
      for (const building of buildingsOf(tile)) seen.add(building);
    },
    take() {
      const taken = seen;
      seen = new Set();
      return taken;
    },
  };
}
