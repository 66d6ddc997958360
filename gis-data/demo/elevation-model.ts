/** The ground of the district as a raster: metres of the 1985 national height datum, under water its bed. */
import { EXTENT } from './canvas.ts';
import { ORIGIN_METRES } from './frame.ts';
import type { Raster } from './geotiff.ts';
import { elevationAt } from './ground.ts';

const CELL_METRES = 5;
const NODATA = -9999;

export function elevationModel(): Raster {
  const [width, height] = [(EXTENT.east - EXTENT.west) / CELL_METRES, (EXTENT.north - EXTENT.south) / CELL_METRES];
  const metres = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    const y = EXTENT.north - (row + 0.5) * CELL_METRES;
    for (let column = 0; column < width; column++) {
      metres[row * width + column] = Math.round(elevationAt(EXTENT.west + (column + 0.5) * CELL_METRES, y) * 100) / 100;
    }
  }
  return {
    width, height, bands: [metres], bandNames: ['elevation'], nodata: NODATA, cellMetres: CELL_METRES,
    west: ORIGIN_METRES.easting + EXTENT.west, north: ORIGIN_METRES.northing + EXTENT.north,
  };
}
