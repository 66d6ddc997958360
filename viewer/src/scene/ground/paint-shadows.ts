/** Draws what keeps sun and sky from the ground, and what lamps give it, into the three channels of a mask. */
import type { LightState } from '../light/light-state.ts';
import { eachVisible, tracePart, type Context2d } from './trace.ts';
import type { Caster } from './paint-plan.ts';
import { shadowPerMetre, sweep, treeShadow } from './shadow-shapes.ts';
import type { TileAddress } from './tile-grid.ts';
import type { DataTile, TileFeature } from './vector-tile-store.ts';

export type CasterTiles = { readonly caster: Caster; readonly tiles: readonly DataTile[] };

/** A crown lets some light through. */
const CROWN_OPACITY = 0.78;
/** Crown's radius and the height of its middle, as shares of the tree's height. */
const CROWN_RADIUS = { broadleaf: 0.33, palm: 0.26, conifer: 0.2, shrub: 0.5 } as const;
const CROWN_MIDDLE = 0.64;
/** What a crown keeps of the sky from the ground at its foot. */
const FOOT_SHADE = 0.4;
/** How far a lamp lights the street, for a lantern of 8 m, metres, and how far its arm reaches out. */
const POOL_METRES = 17;
const ARM_METRES = 2.2;
const DEFAULT_LANTERN_METRES = 8;
/** Lamps that burn although something is wrong with them; every other status but these is dark. */
const BURNING = new Set(['ok', 'dayBurner', 'columnIssue', 'lost']);

/**
 * RGBA pixels of the mask, `margin` wider than the tile on every side. Red: sun reaches; green: sky is seen;
 * blue: light of lamps.
 */
export function castShadows(
  context: Context2d,
  tile: TileAddress,
  casters: readonly CasterTiles[],
  light: LightState,
  metres: number,
  margin: number,
): Uint8ClampedArray {
  const size = context.canvas.width;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'source-over';
  context.fillStyle = '#FFFF00';
  context.fillRect(0, 0, size, size);
  const perMetre = shadowPerMetre(light);
  for (const { caster, tiles } of casters) {
    for (const data of tiles) {
      const draw = { context, tile, data, margin, metres };
      if (caster.kind === 'building') {
        context.globalCompositeOperation = 'multiply';
        if (perMetre) drawBuildingShadows(draw, caster, perMetre);
        drawFootprints(draw);
      }
      if (caster.kind === 'tree') {
        context.globalCompositeOperation = 'multiply';
        drawTrees(draw, caster, perMetre);
      }
      if (caster.kind === 'lamp' && light.lampGlow > 0) {
        context.globalCompositeOperation = 'lighter';
        drawPools(draw, caster);
      }
    }
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'source-over';
  return context.getImageData(0, 0, size, size).data;
}

type Draw = { context: Context2d; tile: TileAddress; data: DataTile; margin: number; metres: number };

/** As `eachVisible`, on the mask; the second argument is the tile's units for one metre. */
function each(
  { context, tile, data, margin, metres }: Draw,
  reach: number,
  draw: (feature: TileFeature, unitsPerMetre: number) => void,
): void {
  eachVisible(
    context,
    tile,
    data,
    reach,
    (feature, unitsPerPixel) => draw(feature, unitsPerPixel / metres),
    margin,
  );
}

function drawBuildingShadows(draw: Draw, caster: Caster, [east, north]: readonly [number, number]): void {
  const { context } = draw;
  context.beginPath();
  each(draw, 4096, (feature, unitsPerMetre) => {
    if (feature.type !== 'polygon') return;
    const height = heightOf(feature, caster);
    for (const ring of feature.parts) {
      for (const piece of sweep(ring, east * height * unitsPerMetre, -north * height * unitsPerMetre)) {
        tracePart(context, Float32Array.from(piece), true);
      }
      tracePart(context, ring, true);
    }
  });
  // Cyan times what is there takes the sun (red) away and leaves the sky.
  context.fillStyle = '#00FFFF';
  context.fill('nonzero');
}

function heightOf(feature: TileFeature, caster: Caster): number {
  const height = feature.properties[caster.heightField ?? ''];
  return typeof height === 'number' ? height : 3;
}

function drawFootprints(draw: Draw): void {
  const { context } = draw;
  context.beginPath();
  each(draw, draw.margin, (feature) => {
    if (feature.type === 'polygon') for (const ring of feature.parts) tracePart(context, ring, true);
  });
  context.fillStyle = '#FF00FF';
  context.fill('nonzero');
}

function drawTrees(draw: Draw, caster: Caster, perMetre: readonly [number, number] | undefined): void {
  const { context } = draw;
  each(draw, draw.margin + 40 / draw.metres, (feature, unitsPerMetre) => {
    if (feature.type !== 'point') return;
    const height = heightOf(feature, caster);
    const form = feature.properties['form'];
    const radius =
      height * (CROWN_RADIUS[form as keyof typeof CROWN_RADIUS] ?? CROWN_RADIUS.broadleaf) * unitsPerMetre;
    const [x, y] = [feature.parts[0]?.[0] ?? 0, feature.parts[0]?.[1] ?? 0];
    if (perMetre) {
      const away = height * CROWN_MIDDLE * unitsPerMetre;
      const shape = treeShadow(form === 'palm' ? 'palm' : 'crown', perMetre, away, radius, feature.gid);
      context.beginPath();
      for (const piece of shape)
        tracePart(
          context,
          Float32Array.from(piece, (v, i) => v + (i % 2 === 0 ? x : y)),
          true,
        );
      fill(context, '#00FFFF', CROWN_OPACITY);
    }
    context.beginPath();
    context.arc(x, y, radius * 0.8, 0, 2 * Math.PI);
    fill(context, '#FF00FF', FOOT_SHADE);
  });
  context.globalAlpha = 1;
}

function fill(context: Context2d, colour: string, alpha: number): void {
  context.globalAlpha = alpha;
  context.fillStyle = colour;
  context.fill('nonzero');
}

function drawPools(draw: Draw, caster: Caster): void {
  const { context } = draw;
  each(draw, draw.margin + 40 / draw.metres, (feature, unitsPerMetre) => {
    if (feature.type !== 'point') return;
    const { lamp_status: status, dimming_percent: dimming, bearing_degrees: bearing } = feature.properties;
    if (typeof status === 'string' && !BURNING.has(status)) return;
    const power = typeof dimming === 'number' ? dimming / 100 : 1;
    const lantern = feature.properties[caster.heightField ?? ''];
    const radius =
      POOL_METRES *
      Math.sqrt((typeof lantern === 'number' ? lantern : DEFAULT_LANTERN_METRES) / DEFAULT_LANTERN_METRES) *
      unitsPerMetre;
    const angle = typeof bearing === 'number' ? (bearing * Math.PI) / 180 : undefined;
    const arm = angle === undefined ? 0 : ARM_METRES * unitsPerMetre;
    const x = (feature.parts[0]?.[0] ?? 0) + Math.sin(angle ?? 0) * arm;
    const y = (feature.parts[0]?.[1] ?? 0) - Math.cos(angle ?? 0) * arm;
    const pool = context.createRadialGradient(x, y, 0, x, y, radius);
    for (const [at, strength] of [
      [0, 0.62],
      [0.3, 0.34],
      [0.65, 0.09],
      [1, 0],
    ] as const) {
      pool.addColorStop(at, `rgba(0,0,255,${strength * power})`);
    }
    context.fillStyle = pool;
    context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
  });
}
