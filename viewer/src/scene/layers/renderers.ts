/**
 * How each kind of symbol is drawn. A new kind does not compile until it stands here: painted into the ground, or a
 * tileset with a shader of its own.
 */
import type { Collection, Symbol, SymbolKind } from '@twin/gis-data/theme.ts';
import { Cartesian2, Cartesian3, Cartesian4 } from '../../cesium.ts';
import { parseHex } from '../light/colour.ts';
import type { LightState } from '../light/light-state.ts';
import { SCENE_PALETTES } from '../light/scene-palette.ts';
import { MODEL_FRAGMENT, MODEL_VERTEX, SHAFT_FRAGMENT, SHAFT_VERTEX } from './body-shader.ts';
import { BIM_FRAGMENT, BIM_VERTEX } from './bim-shader.ts';
import { BUILDING_FRAGMENT, BUILDING_VERTEX } from './building-shader.ts';
import { paintStyle, type PaintStyle } from './paint-style.ts';
import { placeOf } from './palette.ts';
import { TUBE_FRAGMENT, TUBE_VERTEX } from './tube-shader.ts';

export type UniformValue = number | Cartesian2 | Cartesian3 | Cartesian4;
/** Components of a varying. */
export type Varyings = Readonly<Record<string, 1 | 2>>;

export type TilesetDrawing = {
  readonly by: 'tileset';
  /** When it can be seen at all: always, through an opened ground, or there and from near by. */
  readonly seen: 'always' | 'below' | 'below-or-near';
  readonly vertex: string;
  readonly fragment: string;
  readonly varyings: Varyings;
  readonly style: PaintStyle;
  /** Where its tiles name the blocks in whose place they stand: their field, and the collection of the blocks. */
  readonly replaces?: { readonly field: string; readonly collection: string };
  /** Uniforms beside the light's, for this light and the style in which it is painted now. */
  readonly uniforms: (light: LightState, style: PaintStyle) => Readonly<Record<string, UniformValue>>;
};

export type Drawing =
  | TilesetDrawing
  | { readonly by: 'ground' }
  | { readonly by: 'images' }
  | { readonly by: 'nothing' };

type Renderer<K extends SymbolKind> = (
  collection: Collection,
  symbol: Extract<Symbol, { kind: K }>,
) => Drawing;

const RENDERERS = {
  none: () => ({ by: 'nothing' }),
  area: () => ({ by: 'ground' }),
  line: () => ({ by: 'ground' }),
  mark: () => ({ by: 'ground' }),
  raster: () => ({ by: 'images' }),
  extrusion: drawExtrusion,
  tube: drawTube,
  shaft: drawShaft,
  model: drawModel,
  bim: drawBim,
} satisfies { readonly [K in SymbolKind]: Renderer<K> };

export function drawingOf(collection: Collection): Drawing {
  const render = RENDERERS[collection.symbol.kind] as Renderer<SymbolKind>;
  return render(collection, collection.symbol);
}

const rgb = (hex: string): Cartesian3 => {
  const [r, g, b] = parseHex(hex);
  return new Cartesian3(r, g, b);
};

/** Constant light that keeps a colour readable in shade, near what a wall in the sun receives. */
const LEVEL = { day: 1.15, dusk: 0.62, night: 0.32 } as const;
/** The same for pipes, whose class must read below a darkened city too. */
const PIPE_LEVEL = { day: 1.15, dusk: 1.1, night: 0.9 } as const;

function drawExtrusion(collection: Collection, symbol: Extract<Symbol, { kind: 'extrusion' }>): Drawing {
  return {
    by: 'tileset',
    seen: 'always',
    vertex: BUILDING_VERTEX,
    fragment: BUILDING_FRAGMENT,
    varyings: { v_gid: 1, v_building: 2 },
    style: paintStyle(collection, symbol.paint),
    uniforms: (light, style) => {
      const palette = SCENE_PALETTES[light.name];
      const hasData = style.by !== undefined;
      const none = 1 + (style.codes?.findIndex(({ code }) => code === 'none') ?? -1);
      return {
        u_wall0: rgb(palette.wall[0]),
        u_wall1: rgb(palette.wall[1]),
        u_curtain0: rgb(palette.curtain[0]),
        u_curtain1: rgb(palette.curtain[1]),
        u_roof0: rgb(palette.roof[0]),
        u_roof1: rgb(palette.roof[1]),
        u_glass: rgb(palette.glass),
        u_night: new Cartesian4(light.litDwelling, light.litOffice, light.floorLine, light.windowGlow),
        u_street: light.lampGlow * 0.55,
        u_gloss: light.gloss,
        u_data: new Cartesian4(hasData ? 1 : 0, light.name === 'day' ? 1 : 0, none, LEVEL[light.name]),
      };
    },
  };
}

function drawTube(collection: Collection, symbol: Extract<Symbol, { kind: 'tube' }>): Drawing {
  return {
    by: 'tileset',
    seen: 'below',
    vertex: TUBE_VERTEX,
    fragment: TUBE_FRAGMENT,
    varyings: { v_place: 1 },
    style: paintStyle(collection, symbol.paint),
    uniforms: (light) => ({
      u_rimColour: rgb(SCENE_PALETTES[light.name].casing),
      u_rim: light.rim,
      u_gloss: light.gloss,
      u_level: PIPE_LEVEL[light.name],
    }),
  };
}

function drawShaft(collection: Collection, symbol: Extract<Symbol, { kind: 'shaft' }>): Drawing {
  return {
    by: 'tileset',
    seen: 'below-or-near',
    vertex: SHAFT_VERTEX,
    fragment: SHAFT_FRAGMENT,
    varyings: { v_place: 1 },
    style: paintStyle(collection, symbol.paint),
    uniforms: (light) => {
      const { concrete, metal, iron } = SCENE_PALETTES[light.name];
      return {
        u_concrete: rgb(concrete),
        u_metal: rgb(metal),
        u_iron: rgb(iron),
        u_level: LEVEL[light.name],
      };
    },
  };
}

/** Plaster of the file's colours is the plaster of the blocks, in every light. */
function drawBim(collection: Collection, symbol: Extract<Symbol, { kind: 'bim' }>): Drawing {
  const blocks = collection.fields[symbol.replaces];
  const byDay = rgb(SCENE_PALETTES.day.wall[0]);
  return {
    by: 'tileset',
    seen: 'always',
    vertex: BIM_VERTEX,
    fragment: BIM_FRAGMENT,
    varyings: { v_gid: 1 },
    style: paintStyle(collection, symbol.paint),
    ...(blocks?.type === 'reference'
      ? { replaces: { field: symbol.replaces, collection: blocks.collection } }
      : {}),
    uniforms: (light) => {
      const palette = SCENE_PALETTES[light.name];
      const wall = rgb(palette.wall[0]);
      const tone = (now: number, day: number): number => (now / day) ** 2.2;
      return {
        u_tone: new Cartesian3(tone(wall.x, byDay.x), tone(wall.y, byDay.y), tone(wall.z, byDay.z)),
        u_glass: rgb(palette.glass),
        u_night: new Cartesian2(light.litOffice, light.windowGlow),
        u_gloss: light.gloss,
      };
    },
  };
}

function drawModel(collection: Collection, symbol: Extract<Symbol, { kind: 'model' }>): Drawing {
  const isLamp = symbol.model === 'street-lamp';
  const style = paintStyle(collection, symbol.paint);
  return {
    by: 'tileset',
    seen: 'always',
    vertex: MODEL_VERTEX,
    fragment: MODEL_FRAGMENT,
    varyings: { v_gid: 1, v_place: 1 },
    style,
    uniforms: (light) => {
      const { leaves, modelTint, iron } = SCENE_PALETTES[light.name];
      const glows = light.lampGlow > 0;
      return {
        u_leaf0: rgb(leaves[0]),
        u_leaf1: rgb(leaves[1]),
        u_leaf2: rgb(leaves[2]),
        u_leaf3: rgb(leaves[3]),
        u_tint: modelTint,
        // Stronger, and the warm point would be exposed to white.
        u_lamp: 0.2 + light.lampGlow * 0.34,
        // Trees make way over thin ground; what is small stays.
        u_yields: symbol.model === 'tree' ? 1 : 0,
        u_burning: placeOf(style, 'ok'),
        // Least radius of the pole and of the lantern, pixels.
        u_slender: isLamp ? new Cartesian2(0.3, glows ? 1.1 : 0.9) : new Cartesian2(0, 0),
        u_mark: glows ? 0 : 1,
        u_normal: rgb(iron),
        u_street: light.lampGlow * 0.14,
      };
    },
  };
}
