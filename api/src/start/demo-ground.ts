/** The ground of the demo district, for terrain and for things whose survey has no height. */
import { lonLat, localMetres } from '@twin/gis-data/demo/frame.ts';
import { elevationAt } from '@twin/gis-data/demo/ground.ts';
import type { GroundModel } from '@twin/tiler/src/producers/terrain.ts';

const MARGIN_METRES = 1500;
const SIZE_METRES = 3000;
/** Over this distance the district's ground runs out into sea level, so that its edge is no cliff. */
const FADE_METRES = 700;
const WATER_LEVEL_METRES = 0;

export function demoGround(): GroundModel {
  const [west, south] = lonLat([-MARGIN_METRES, -MARGIN_METRES]);
  const [east, north] = lonLat([SIZE_METRES + MARGIN_METRES, SIZE_METRES + MARGIN_METRES]);
  return {
    extent: [west, south, east, north],
    elevationAt(longitude, latitude) {
      if (longitude < west || longitude > east || latitude < south || latitude > north) return undefined;
      const [x, y] = localMetres(longitude, latitude);
      const outside = Math.max(-x, x - SIZE_METRES, -y, y - SIZE_METRES, 0);
      // The surface that is seen: over the sea's bed and the river's it is the water.
      return (
        Math.max(WATER_LEVEL_METRES, elevationAt(x, y)) *
        Math.max(0, 1 - Math.max(0, outside - FADE_METRES) / FADE_METRES)
      );
    },
  };
}
