/** Water: a river in one tone, the sea in tones from the shore outwards with a strip of sand where they meet. */
import { parseHex, toHex } from '../light/colour.ts';
import type { GroundPalette } from './ground-palette.ts';
import { eachVisible, tracePart, traceWithoutCuts, type Context2d } from './trace.ts';
import type { TileAddress } from './tile-grid.ts';
import type { DataTile, TileFeature } from './vector-tile-store.ts';

/** Width of the sand that shows on the land side of the waterline, metres. */
const WET_SAND_METRES = 5;
/** Tones between two of the palette, so that the bed falls away smoothly. */
const TONES_BETWEEN = 3;
const ISOBATH_PIXELS = 1.1;

export function paintWater(
  context: Context2d,
  tile: TileAddress,
  tiles: readonly DataTile[],
  palette: GroundPalette,
  metres: number,
  withSea: boolean,
): void {
  const reach = 420 / metres;
  for (const data of tiles) {
    const seas: TileFeature[] = [];
    const others: TileFeature[] = [];
    let unitsPerPixel = 1;
    eachVisible(context, tile, data, reach, (feature, units) => {
      unitsPerPixel = units;
      if (feature.type === 'polygon') (feature.properties['kind'] === 'sea' ? seas : others).push(feature);
    });
    const perMetre = unitsPerPixel / metres;
    if (withSea && seas.length > 0) paintSea(context, seas, data, palette, unitsPerPixel, perMetre);
    fill(context, others, palette.river);
    if (metres < 3) stroke(context, others, data, palette.bank, 1.6 * perMetre);
  }
}

function paintSea(
  context: Context2d,
  seas: readonly TileFeature[],
  data: DataTile,
  palette: GroundPalette,
  unitsPerPixel: number,
  perMetre: number,
): void {
  stroke(context, seas, data, palette.sand, 2 * WET_SAND_METRES * perMetre);
  fill(context, seas, palette.sea.at(-1)?.colour ?? palette.river);
  context.save();
  context.clip('nonzero');
  // From the deep inwards: the stroke of a tone ends where the next deeper one begins.
  for (let k = palette.sea.length - 2; k >= 0; k--) {
    const [tone, deeper] = [palette.sea[k], palette.sea[k + 1]];
    if (!tone || !deeper) continue;
    stroke(
      context,
      seas,
      data,
      palette.isobath,
      2 * deeper.fromMetres * perMetre + 2 * ISOBATH_PIXELS * unitsPerPixel,
    );
    for (let step = TONES_BETWEEN; step > 0; step--) {
      const share = (step - 1) / TONES_BETWEEN;
      const reach = deeper.fromMetres - (1 - step / TONES_BETWEEN) * (deeper.fromMetres - tone.fromMetres);
      stroke(context, seas, data, blend(tone.colour, deeper.colour, share), 2 * reach * perMetre);
    }
  }
  context.restore();
}

function blend(from: string, to: string, share: number): string {
  const [a, b] = [parseHex(from), parseHex(to)];
  return toHex([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]);
}

function fill(context: Context2d, features: readonly TileFeature[], colour: string): void {
  if (features.length === 0) return;
  context.beginPath();
  for (const feature of features) for (const part of feature.parts) tracePart(context, part, true);
  context.fillStyle = colour;
  context.fill('nonzero');
}

function stroke(
  context: Context2d,
  features: readonly TileFeature[],
  data: DataTile,
  colour: string,
  width: number,
): void {
  context.beginPath();
  for (const feature of features)
    for (const part of feature.parts) traceWithoutCuts(context, part, data.units);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.stroke();
}
