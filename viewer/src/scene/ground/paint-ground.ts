/** Paints one tile of the ground: materials, then light and shadow, then lines and marks that are drawing, not ground. */
import type { LightState } from '../light/light-state.ts';
import { LIGHT_STATES } from '../light/light-state.ts';
import { parseHex } from '../light/colour.ts';
import { colourOf } from '../layers/paint-style.ts';
import { boxBlur } from './box-blur.ts';
import { GROUND_PALETTES, materialColour } from './ground-palette.ts';
import { groundLighting, type GroundLighting } from './light-ground.ts';
import { isSwitchedOff, type Caster, type PaintedLayer, type PaintPlan } from './paint-plan.ts';
import { castShadows, type CasterTiles } from './paint-shadows.ts';
import { paintWater } from './paint-water.ts';
import { eachVisible, tracePart, traceWithoutCuts, type Context2d } from './trace.ts';
import { textureGround } from './ground-texture.ts';
import {
  extentOf,
  metresPerPixel,
  overlaps,
  placement,
  TILE_PIXELS,
  type Extent,
  type TileAddress,
} from './tile-grid.ts';
import type { DataTile, TileFeature, VectorTileStore } from './vector-tile-store.ts';

/** Room around a tile in which shadows are drawn and blurred, pixels. */
const MARGIN_PIXELS = 64;
/** Longest shadow that is followed into a tile: a tower of 150 m at dusk. */
const SHADOW_REACH_METRES = 420;
/** How far the sea's tones reach from the shore. */
const SHORE_REACH_METRES = 420;
/** Casters are read no deeper than this: their outlines are sharp to 30 cm there. */
const CASTER_ZOOM = 15;
const SHORE_ZOOM = 13;
/** Marks of small things are read from this zoom, and drawn to where a tile would need hundreds of it, metres a pixel. */
const AFAR_ZOOM = 14;
const AFAR_METRES = 40;
/** Street markings are 10 to 20 cm wide: seen up to the first figure, gone at the second (metres a pixel). */
const MARKINGS_CLEAR = 0.35;
const MARKINGS_GONE = 0.9;
/** Order of the surfaces of a street, lowest first. */
const SURFACE_ORDER = [
  'lawn',
  'garden',
  'carriageway',
  'drive',
  'parking',
  'cycle-track',
  'footway',
  'plaza',
  'path',
  'verge',
  'median',
  'running-track',
  'pitch',
  'kerb',
  'marking',
  'marking-yellow',
  'zebra',
];
const MARKINGS = new Set(['marking', 'marking-yellow', 'zebra']);
/** Where the outlines of the province stand for the coast: west, south, east, north. */
const PROVINCE_SEA: Extent = [107.2, 3, 118, 20.9];
/** The outlines are good to about a kilometre; deeper zooms have nothing to add. */
const COAST_ZOOM = 9;
/** Coarser than this a stretch of sea that was surveyed is a speck beside the province's own. */
const SURVEYED_SEA_METRES_PER_PIXEL = 60;

const lightings = new Map<string, GroundLighting>();

/** RGBA pixels of a tile, top row first. */
export async function paintGround(
  tile: TileAddress,
  plan: PaintPlan,
  store: VectorTileStore,
  makeCanvas: (size: number) => Context2d,
): Promise<Uint8ClampedArray> {
  const light = LIGHT_STATES[plan.light];
  const metres = metresPerPixel(tile);
  const inProvince = plan.coast !== undefined && overlaps(extentOf(tile), PROVINCE_SEA);
  const [layers, casters, coast] = await Promise.all([
    Promise.all(
      plan.layers.map(async (layer) => ({ layer, tiles: await tilesOf(layer, tile, store, metres) })),
    ),
    castersOf(plan.casters, tile, store, metres),
    inProvince && plan.coast !== undefined
      ? store.around(plan.coast, tile, 0, { max: COAST_ZOOM })
      : undefined,
  ]);

  const context = makeCanvas(TILE_PIXELS);
  const palette = GROUND_PALETTES[plan.light];
  context.fillStyle = coast ? (palette.sea.at(-1)?.colour ?? palette.river) : palette.land;
  context.fillRect(0, 0, TILE_PIXELS, TILE_PIXELS);
  if (coast) paintLand(context, tile, coast, palette.land);
  for (const { layer, tiles } of layers.filter(
    (entry) => entry.layer.kind === 'area' && entry.layer.collection !== 'pavements',
  )) {
    if (layer.collection === 'water')
      paintWater(context, tile, tiles, palette, metres, metres < SURVEYED_SEA_METRES_PER_PIXEL);
    else paintAreas(context, tile, layer, tiles, light);
  }
  for (const { layer, tiles } of layers) {
    if (layer.base && layer.kind === 'line') paintLines(context, tile, layer, tiles, light, metres);
  }
  for (const { layer, tiles } of layers) {
    if (layer.collection === 'pavements') paintPavements(context, tile, layer, tiles, light, metres);
  }

  const image = context.getImageData(0, 0, TILE_PIXELS, TILE_PIXELS);
  textureGround(image.data, tile);
  lightingOf(light)(image.data, groundLightOf(tile, casters, light, metres, makeCanvas));
  const drawn = layers.filter(({ layer }) => (!layer.base && layer.kind !== 'area') || layer.outline);
  if (drawn.length === 0) return image.data;

  context.setTransform(1, 0, 0, 1, 0, 0);
  context.putImageData(image, 0, 0);
  for (const { layer, tiles } of drawn) {
    if (layer.kind === 'area') outlineAreas(context, tile, layer, tiles, light);
    if (layer.kind === 'line') paintLines(context, tile, layer, tiles, light, metres);
    if (layer.kind === 'mark') paintMarks(context, tile, layer, tiles, light);
  }
  return context.getImageData(0, 0, TILE_PIXELS, TILE_PIXELS).data;
}

function paintLand(context: Context2d, tile: TileAddress, coast: readonly DataTile[], colour: string): void {
  for (const data of coast) {
    const land: TileFeature[] = [];
    eachVisible(context, tile, data, 2, (feature) => {
      if (feature.type === 'polygon') land.push(feature);
    });
    fillAll(context, land, colour);
  }
}

async function tilesOf(
  layer: PaintedLayer,
  tile: TileAddress,
  store: VectorTileStore,
  metres: number,
): Promise<DataTile[]> {
  if (layer.collection === 'water')
    return store.around('water', tile, Math.min(600, SHORE_REACH_METRES / metres), {
      max: Math.max(SHORE_ZOOM, tile.z - 3),
    });
  if (layer.fromMetresPerPixel !== undefined)
    return metres > layer.fromMetresPerPixel && metres < AFAR_METRES
      ? store.around(layer.collection, tile, 16, { min: AFAR_ZOOM })
      : [];
  return store.around(layer.collection, tile, layer.kind === 'mark' ? 16 : 0);
}

async function castersOf(
  casters: readonly Caster[],
  tile: TileAddress,
  store: VectorTileStore,
  metres: number,
): Promise<CasterTiles[]> {
  if (metres > 12) return [];
  const reach = Math.min(4 * TILE_PIXELS, SHADOW_REACH_METRES / metres + MARGIN_PIXELS);
  const found = await Promise.all(
    casters.map(async (caster) => {
      if (caster.kind === 'tree' && metres > 2.5) return { caster, tiles: [] };
      const margin = caster.kind === 'building' ? reach : Math.min(reach, 40 / metres + MARGIN_PIXELS);
      return {
        caster,
        tiles: await store.around(caster.collection, tile, margin, { min: 14, max: CASTER_ZOOM }),
      };
    }),
  );
  return found.filter(({ tiles }) => tiles.length > 0);
}

function lightingOf(light: LightState): GroundLighting {
  const known = lightings.get(light.name);
  if (known) return known;
  const made = groundLighting(light);
  lightings.set(light.name, made);
  return made;
}

function groundLightOf(
  tile: TileAddress,
  casters: readonly CasterTiles[],
  light: LightState,
  metres: number,
  makeCanvas: (size: number) => Context2d,
) {
  const whole = new Uint8ClampedArray(TILE_PIXELS * TILE_PIXELS).fill(255);
  if (casters.length === 0) return { sunlit: whole, sky: whole, lamps: undefined };
  const size = TILE_PIXELS + 2 * MARGIN_PIXELS;
  const canvas = makeCanvas(size);
  const drawn = castShadows(canvas, tile, casters, light, metres, MARGIN_PIXELS);
  const channel = (at: 0 | 1 | 2): Uint8ClampedArray => {
    const made = new Uint8ClampedArray(size * size);
    for (let i = 0; i < made.length; i++) made[i] = drawn[i * 4 + at] as number;
    return made;
  };
  const sunlit = channel(0);
  // A low edge throws a sharp shadow, a roof a soft one; one blur stands between.
  boxBlur(sunlit, size, size, Math.min(MARGIN_PIXELS / 2, 0.7 / metres));
  const near = channel(1);
  const far = near.slice();
  boxBlur(near, size, size, Math.min(MARGIN_PIXELS / 2, 1.8 / metres));
  boxBlur(far, size, size, Math.min(MARGIN_PIXELS / 2, 7 / metres));
  const sky = near;
  for (let i = 0; i < sky.length; i++)
    sky[i] = 255 - 0.36 * (255 - (near[i] as number)) - 0.4 * (255 - (far[i] as number));
  return {
    sunlit: crop(sunlit, size),
    sky: crop(sky, size),
    lamps: light.lampGlow > 0 ? crop(channel(2), size) : undefined,
  };
}

function crop(channel: Uint8ClampedArray, size: number): Uint8ClampedArray {
  const cropped = new Uint8ClampedArray(TILE_PIXELS * TILE_PIXELS);
  for (let y = 0; y < TILE_PIXELS; y++) {
    const from = (y + MARGIN_PIXELS) * size + MARGIN_PIXELS;
    cropped.set(channel.subarray(from, from + TILE_PIXELS), y * TILE_PIXELS);
  }
  return cropped;
}

/** Fills features of one colour in one path, so that shared edges leave no seam. */
function paintAreas(
  context: Context2d,
  tile: TileAddress,
  layer: PaintedLayer,
  tiles: readonly DataTile[],
  light: LightState,
): void {
  context.globalAlpha = layer.opacity;
  for (const data of tiles) {
    const byColour = new Map<string, TileFeature[]>();
    eachVisible(context, tile, data, 2, (feature) => {
      if (feature.type !== 'polygon' || isSwitchedOff(layer, feature.properties)) return;
      const colour = materialColour(colourOf(layer.style, feature.properties), light.name);
      byColour.set(colour, [...(byColour.get(colour) ?? []), feature]);
    });
    for (const [colour, features] of byColour) fillAll(context, features, colour);
  }
  context.globalAlpha = 1;
}

function fillAll(context: Context2d, features: readonly TileFeature[], colour: string): void {
  context.beginPath();
  for (const feature of features) for (const part of feature.parts) tracePart(context, part, true);
  context.fillStyle = colour;
  context.fill('nonzero');
}

function outlineAreas(
  context: Context2d,
  tile: TileAddress,
  layer: PaintedLayer,
  tiles: readonly DataTile[],
  light: LightState,
): void {
  if (!layer.outline) return;
  context.strokeStyle = light.name === 'day' ? layer.outline.light : layer.outline.dark;
  context.globalAlpha = Math.min(1, layer.opacity * 8);
  for (const data of tiles) {
    eachVisible(context, tile, data, 4, (feature, unitsPerPixel) => {
      if (feature.type !== 'polygon' || isSwitchedOff(layer, feature.properties)) return;
      context.lineWidth = 1.5 * unitsPerPixel;
      context.beginPath();
      for (const part of feature.parts) traceWithoutCuts(context, part, data.units);
      context.stroke();
    });
  }
  context.globalAlpha = 1;
}

function paintLines(
  context: Context2d,
  tile: TileAddress,
  layer: PaintedLayer,
  tiles: readonly DataTile[],
  light: LightState,
  metres: number,
): void {
  context.globalAlpha = layer.opacity;
  context.lineJoin = 'round';
  context.lineCap = layer.base ? 'butt' : 'round';
  for (const data of tiles) {
    eachVisible(context, tile, data, 40, (feature, unitsPerPixel) => {
      if (feature.type !== 'line' || isSwitchedOff(layer, feature.properties)) return;
      const width = layer.widthField === undefined ? undefined : feature.properties[layer.widthField];
      const pixels = typeof width === 'number' ? Math.max(0.9, width / metres) : (layer.widthPixels ?? 1.5);
      context.lineWidth = pixels * unitsPerPixel;
      const pair = colourOf(layer.style, feature.properties);
      context.strokeStyle = layer.base
        ? materialColour(pair, light.name)
        : light.name === 'day'
          ? pair.light
          : pair.dark;
      context.beginPath();
      for (const part of feature.parts) tracePart(context, part, false);
      context.stroke();
    });
  }
  context.globalAlpha = 1;
}

function paintMarks(
  context: Context2d,
  tile: TileAddress,
  layer: PaintedLayer,
  tiles: readonly DataTile[],
  light: LightState,
): void {
  context.globalAlpha = layer.opacity;
  for (const data of tiles) {
    eachVisible(context, tile, data, 16, (feature, unitsPerPixel) => {
      if (feature.type !== 'point' || isSwitchedOff(layer, feature.properties)) return;
      const pair = colourOf(layer.style, feature.properties);
      const radius = (layer.radiusPixels ?? 4) * unitsPerPixel;
      context.fillStyle = light.name === 'day' ? pair.light : pair.dark;
      context.strokeStyle = light.name === 'day' ? '#161E238C' : '#FFFFFF8C';
      context.lineWidth = unitsPerPixel;
      for (const part of feature.parts) {
        for (let i = 0; i < part.length; i += 2) {
          context.beginPath();
          context.arc(part[i] as number, part[i + 1] as number, radius, 0, 2 * Math.PI);
          context.fill();
          // A casing around a speck would be all of it.
          if (layer.fromMetresPerPixel === undefined) context.stroke();
        }
      }
    });
  }
  context.globalAlpha = 1;
}

function paintPavements(
  context: Context2d,
  tile: TileAddress,
  layer: PaintedLayer,
  tiles: readonly DataTile[],
  light: LightState,
  metres: number,
): void {
  const markings = Math.min(1, Math.max(0, (MARKINGS_GONE - metres) / (MARKINGS_GONE - MARKINGS_CLEAR)));
  const palette = GROUND_PALETTES[light.name];
  for (const surface of SURFACE_ORDER) {
    if (MARKINGS.has(surface) && markings === 0) continue;
    for (const data of tiles) {
      const features: TileFeature[] = [];
      eachVisible(context, tile, data, 2, (feature) => {
        if (feature.type === 'polygon' && feature.properties[layer.style.by ?? ''] === surface)
          features.push(feature);
      });
      const first = features[0];
      if (!first) continue;
      context.globalAlpha = MARKINGS.has(surface) ? markings : 1;
      fillAll(context, features, materialColour(colourOf(layer.style, first.properties), light.name));
      context.globalAlpha = 1;
      // The kerb: a thin shade along footways and planting where it is wider than half a pixel.
      if (metres < 0.25 && (surface === 'footway' || surface === 'verge')) {
        const [r, g, b, a] = parseHex(palette.kerb);
        context.strokeStyle = `rgba(${r * 255},${g * 255},${b * 255},${a})`;
        context.lineWidth = 0.16 / metres / placement(tile, data.address, data.units).scale;
        context.beginPath();
        for (const feature of features)
          for (const part of feature.parts) traceWithoutCuts(context, part, data.units);
        context.stroke();
      }
    }
  }
}
