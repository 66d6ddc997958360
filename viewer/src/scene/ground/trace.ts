/** How features of a vector tile become paths on the canvas of a ground tile. */
import { placement, TILE_PIXELS, type TileAddress } from './tile-grid.ts';
import type { DataTile, TileFeature } from './vector-tile-store.ts';

export type Context2d = OffscreenCanvasRenderingContext2D;

/**
 * Sets the transform for a data tile and calls back with what lies on the canvas or within `margin` pixels of it, in
 * the tile's own units. `shift`: pixels by which the canvas begins before the tile.
 */
export function eachVisible(
  context: Context2d,
  tile: TileAddress,
  data: DataTile,
  margin: number,
  draw: (feature: TileFeature, unitsPerPixel: number) => void,
  shift = 0,
): void {
  const place = placement(tile, data.address, data.units);
  context.setTransform(place.scale, 0, 0, place.scale, place.x + shift, place.y + shift);
  const toUnits = (pixel: number, offset: number): number => (pixel - offset) / place.scale;
  const [left, top] = [toUnits(-margin, place.x), toUnits(-margin, place.y)];
  const [right, bottom] = [toUnits(TILE_PIXELS + margin, place.x), toUnits(TILE_PIXELS + margin, place.y)];
  for (const feature of data.features) {
    const [west, north, east, south] = feature.box;
    if (east >= left && west <= right && south >= top && north <= bottom) draw(feature, 1 / place.scale);
  }
}

export function tracePart(context: Context2d, part: Float32Array, closed: boolean): void {
  for (let i = 0; i < part.length; i += 2) {
    if (i === 0) context.moveTo(part[0] as number, part[1] as number);
    else context.lineTo(part[i] as number, part[i + 1] as number);
  }
  if (closed) context.closePath();
}

/** An outline without the edges along which the tile was cut. */
export function traceWithoutCuts(context: Context2d, part: Float32Array, units: number): void {
  const points = part.length / 2;
  let drawing = false;
  for (let i = 0; i < points; i++) {
    const j = (i + 1) % points;
    const [ax, ay, bx, by] = [part[2 * i], part[2 * i + 1], part[2 * j], part[2 * j + 1]] as [
      number,
      number,
      number,
      number,
    ];
    const isCut = (ax === bx && (ax <= 0 || ax >= units)) || (ay === by && (ay <= 0 || ay >= units));
    if (isCut) {
      drawing = false;
      continue;
    }
    if (!drawing) context.moveTo(ax, ay);
    context.lineTo(bx, by);
    drawing = true;
  }
}
