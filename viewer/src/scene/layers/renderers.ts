/**
 * How each kind of symbol is drawn. A new kind does not compile until it stands here: painted into the ground, or a
 * tileset with a shader of its own.
 */
import type { Collection, Symbol, SymbolKind } from '@twin/gis-data/theme.ts';
import { Cartesian3, Cartesian4 } from '../../cesium.ts';
import { parseHex } from '../light/colour.ts';
import type { LightState } from '../light/light-state.ts';
import { SCENE_PALETTES } from '../light/scene-palette.ts';
import { MODEL_FRAGMENT, MODEL_VERTEX, SHAFT_FRAGMENT, SHAFT_VERTEX } from './body-shader.ts';
import { BUILDING_FRAGMENT, BUILDING_VERTEX } from './building-shader.ts';
import { facadeStyle } from './facade.ts';
import { paintStyle, type PaintStyle } from './paint-style.ts';
import { tubeFragment, tubeVertex } from './tube-shader.ts';

export type UniformValue = number | Cartesian3 | Cartesian4;

export type TilesetDrawing = {
  readonly by: 'tileset';
  readonly vertex: string;
  readonly fragment: string;
  /** Varyings from the vertex to the fragment shader. */
  readonly varyings: readonly ('v_gid' | 'v_texel')[];
  /** The shader looks features up by their gid; instanced content has no gid to look up. */
  readonly usesTable: boolean;
  readonly style: PaintStyle;
  /** Style of a feature in the table, from its tile properties. */
  readonly styleNumber: (property: (name: string) => unknown) => number;
  /** Uniforms beside the light's, for this light. */
  readonly uniforms: (light: LightState) => Readonly<Record<string, UniformValue>>;
};

export type Drawing = TilesetDrawing | { readonly by: 'ground' } | { readonly by: 'nothing' };

type Renderer<K extends SymbolKind> = (collection: Collection, symbol: Extract<Symbol, { kind: K }>) => Drawing;

const RENDERERS = {
  none: () => ({ by: 'nothing' }),
  area: () => ({ by: 'ground' }),
  line: () => ({ by: 'ground' }),
  mark: () => ({ by: 'ground' }),
  extrusion: drawExtrusion,
  tube: drawTube,
  shaft: drawShaft,
  model: drawModel,
} satisfies { readonly [K in SymbolKind]: Renderer<K> };

export function drawingOf(collection: Collection): Drawing {
  const render = RENDERERS[collection.symbol.kind] as Renderer<SymbolKind>;
  return render(collection, collection.symbol as never);
}

/** Wells are of concrete; the rest of the fittings are small bodies. */
const WELLS = new Set(['manhole', 'valve-well', 'hand-hole', 'meter-well', 'rain-grate']);

const rgb = (hex: string): Cartesian3 => {
  const [r, g, b] = parseHex(hex);
  return new Cartesian3(r, g, b);
};

/** Constant light that keeps a colour readable in shade, near what a wall in the sun receives. */
const LEVEL = { day: 1.15, dusk: 0.62, night: 0.32 } as const;

function drawExtrusion(collection: Collection, symbol: Extract<Symbol, { kind: 'extrusion' }>): Drawing {
  const style = paintStyle(collection, symbol.paint);
  const hasData = style.by !== undefined;
  const none = 1 + (style.codes?.findIndex(({ code }) => code === 'none') ?? -1);
  return {
    by: 'tileset', vertex: BUILDING_VERTEX, fragment: BUILDING_FRAGMENT, varyings: ['v_gid', 'v_texel'], usesTable: true, style,
    styleNumber: (property) => facadeStyle(symbol.facade === undefined ? undefined : property(symbol.facade)),
    uniforms: (light) => {
      const palette = SCENE_PALETTES[light.name];
      return {
        u_wall0: rgb(palette.wall[0]), u_wall1: rgb(palette.wall[1]),
        u_curtain0: rgb(palette.curtain[0]), u_curtain1: rgb(palette.curtain[1]),
        u_roof0: rgb(palette.roof[0]), u_roof1: rgb(palette.roof[1]), u_glass: rgb(palette.glass),
        u_night: new Cartesian4(light.litDwelling, light.litOffice, light.floorLine, light.windowGlow),
        u_street: light.lampGlow * 0.55, u_gloss: light.gloss,
        u_data: new Cartesian4(hasData ? 1 : 0, light.name === 'day' ? 1 : 0, none, LEVEL[light.name]),
      };
    },
  };
}

function drawTube(collection: Collection, symbol: Extract<Symbol, { kind: 'tube' }>): Drawing {
  const width = collection.fields[symbol.widthMm]?.inTiles === true ? symbol.widthMm : undefined;
  return {
    by: 'tileset', vertex: tubeVertex(width), fragment: tubeFragment(width), varyings: ['v_texel'], usesTable: true,
    style: paintStyle(collection, symbol.paint),
    styleNumber: () => 0,
    uniforms: (light) => ({
      u_rimColour: rgb(SCENE_PALETTES[light.name].casing), u_rim: light.rim, u_gloss: light.gloss, u_level: LEVEL[light.name],
    }),
  };
}

function drawShaft(collection: Collection, symbol: Extract<Symbol, { kind: 'shaft' }>): Drawing {
  return {
    by: 'tileset', vertex: SHAFT_VERTEX, fragment: SHAFT_FRAGMENT, varyings: ['v_texel'], usesTable: true,
    style: paintStyle(collection, symbol.paint),
    styleNumber: (property) => (WELLS.has(String(property(symbol.body))) ? 1 : 2),
    uniforms: (light) => ({ u_concrete: rgb(SCENE_PALETTES[light.name].concrete), u_level: LEVEL[light.name] }),
  };
}

function drawModel(collection: Collection, symbol: Extract<Symbol, { kind: 'model' }>): Drawing {
  const isLamp = symbol.model === 'street-lamp';
  return {
    by: 'tileset', vertex: MODEL_VERTEX, fragment: MODEL_FRAGMENT, varyings: [], usesTable: false,
    style: paintStyle(collection, symbol.paint),
    styleNumber: () => 0,
    uniforms: (light) => {
      const { leaves, modelTint } = SCENE_PALETTES[light.name];
      return {
        u_leaf0: rgb(leaves[0]), u_leaf1: rgb(leaves[1]), u_leaf2: rgb(leaves[2]), u_leaf3: rgb(leaves[3]),
        u_tint: modelTint, u_lamp: 0.25 + light.lampGlow * 1.6,
        u_slender: isLamp ? 1 : 0, u_lantern: light.lampGlow > 0 ? 1.1 : 0.4,
      };
    },
  };
}
