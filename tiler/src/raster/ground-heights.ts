/** Heights of the ground above the geoid from elevation models, and how it runs out into sea level beyond them. */
import { bandsOfPicture } from '@twin/gis-data/raster/bands-of-picture.ts';
import { computeBands, parseBandExpression } from '@twin/gis-data/raster/band-expression.ts';
import type { KeptImage } from '@twin/gis-data/raster/kept-image.ts';
import type { Picture } from '@twin/gis-data/theme.ts';
import { cellMetres } from './cell-size.ts';
import { openImage } from './open-images.ts';
import { placesOf, sampleImage, type Grid, type Places } from './sample-image.ts';

export type ElevationModel = {
  readonly image: KeptImage;
  readonly picture: Picture;
  /** Nowhere lower: over the sea's bed the water is the ground that is seen. */
  readonly floorMetres: number;
};

/** Beyond its edge a model's ground falls to sea level over this distance, so that the edge is no cliff. */
export const RUN_OUT_METRES = 700;

/**
 * The same point has the same height in whichever grid it lies, as long as the points lie equally far apart: neighbouring
 * tiles meet without a gap.
 * @param models the one that counts first
 * @param metresApart from one point to the next
 * @returns metres, point by point; 0 where nothing is known
 */
export async function groundHeights(
  models: readonly ElevationModel[],
  grid: Grid,
  metresApart: number,
): Promise<Float64Array> {
  const points = grid.width * grid.height;
  const heights = new Float64Array(points);
  /** Metres to the model whose height it has: 0 within it. */
  const distance = new Float64Array(points).fill(RUN_OUT_METRES);
  for (const { image, picture, floorMetres } of models) {
    const side = cellMetres(image.profile);
    const places = placesOf(grid, image.profile, { marginCells: RUN_OUT_METRES / side, isExact: true });
    const names = bandsOfPicture(picture);
    const bands = names.map((name) => image.profile.bands.findIndex((band) => band.name === name));
    if (!places || bands.includes(-1)) continue;
    const { nearest, metresBeyond } = within(places, image.profile, side);
    const sampled = await sampleImage(
      await openImage(image),
      image.profile,
      { ...nearest, cellsApart: metresApart / side },
      bands,
      false,
    );
    const values =
      picture.as === 'ramp'
        ? computeBands(
            parseBandExpression(picture.value),
            new Map(names.map((name, at) => [name, sampled[at] ?? new Float32Array(points)])),
            points,
          )
        : undefined;
    for (let point = 0; point < points; point++) {
      const value = values?.[point] ?? Number.NaN;
      const beyond = metresBeyond[point] ?? Infinity;
      if (Number.isNaN(value) || beyond >= (distance[point] ?? 0)) continue;
      distance[point] = beyond;
      heights[point] = Math.max(floorMetres, value) * (1 - beyond / RUN_OUT_METRES);
    }
  }
  return heights;
}

/** For each point the place in the image that is nearest to it, and how far away that is. */
function within(
  { columns, rows }: Places,
  { width, height }: KeptImage['profile'],
  side: number,
): { nearest: Pick<Places, 'columns' | 'rows'>; metresBeyond: Float64Array } {
  const clamp = (place: number, end: number): number => Math.min(end - 0.5, Math.max(0.5, place));
  return {
    nearest: {
      columns: columns.map((column) => clamp(column, width)),
      rows: rows.map((row) => clamp(row, height)),
    },
    metresBeyond: columns.map(
      (column, point) =>
        side *
        Math.hypot(
          Math.max(0, -column, column - width),
          Math.max(0, -(rows[point] ?? 0), (rows[point] ?? 0) - height),
        ),
    ),
  };
}
