/** One collection as a tileset: its shader, its features' colours and styles, what is shown of it. */
import type { Collection } from '@twin/gis-data/theme.ts';
import {
  Cartesian2,
  Cartesian3,
  Cartesian4,
  Cesium3DTileset,
  ClippingPolygon,
  ClippingPolygonCollection,
  CustomShader,
  CustomShaderTranslucencyMode,
  Color,
  LightingModel,
  PixelFormat,
  Resource,
  UniformType,
  VaryingType,
} from '../../cesium.ts';
import type { Cesium3DTile, Cesium3DTileFeature, Scene, TextureUniform } from '../../cesium.ts';
import type { LayerState } from '../../state/city-state.ts';
import { hasItem, type ItemSet } from '../../state/item-set.ts';
import { divisionOf, isHidden } from '../../state/layer-state.ts';
import type { SceneColours } from '../../state/scene-colours.ts';
import { lightUniforms, lightUniformValues, type FogDistance } from '../light/light-uniforms.ts';
import { columnOf, type LightState } from '../light/light-state.ts';
import { parseHex } from '../light/colour.ts';
import { SCENE_PALETTES } from '../light/scene-palette.ts';
import { reportFault } from '../scene-faults.ts';
import { FeatureTable, textureOf } from './feature-table.ts';
import { colourFields, fieldStyle, UNCOLOURED, type PaintStyle } from './paint-style.ts';
import { paletteBytes, placeOf } from './palette.ts';
import { replacedBlocks } from './replaced-blocks.ts';
import type { TilesetDrawing, UniformValue } from './renderers.ts';

export type TilesetLayer = {
  show(state: LayerState): void;
  light(light: LightState, fog: FogDistance): void;
  fog(light: LightState, fog: FogDistance): void;
  /** Puts what tiles brought since the last frame into the shader. Called before each frame. */
  update(openMetres: number, isAlone: boolean): void;
  /** Whether the last frame drew anything of it; asked before `update`. */
  inView(): boolean;
  /** Paints the features by what a tool says of them; null: by their own fields again. */
  colour(colours: SceneColours | null): void;
  /** Takes away what lies within these corners; null: nothing. */
  cut(corners: readonly Cartesian3[] | null): void;
  /** Leaves out the features with these ids: others stand in their place. */
  leaveOut(ids: ReadonlySet<string>): void;
  /** Shows only these of its features; null: all. */
  only(items: ItemSet | null): void;
  /** Ids of the blocks in whose place tiles of the last frame stood. */
  replaced(): ReadonlySet<string>;
  tileset(): Cesium3DTileset | undefined;
  /** False while tiles that are wanted are missing. */
  loaded(): boolean;
  /** Loads everything anew after an edit; what is there stays until the new tiles have come. */
  refresh(): Promise<void>;
  dispose(): void;
};

/** Cesium refines while an error on the screen is larger than this, pixels; the tiles' errors are made for it. */
const SCREEN_SPACE_ERROR = 16;
const CACHE_BYTES = 192 * 1024 * 1024;

type Built = {
  readonly tileset: Cesium3DTileset;
  readonly url: string;
  /** Those in memory. */
  readonly tiles: ReadonlySet<Cesium3DTile>;
};

export async function tilesetLayer(
  scene: Scene,
  collection: Collection,
  drawing: TilesetDrawing,
  first: { light: LightState; fog: FogDistance },
): Promise<TilesetLayer> {
  const table = new FeatureTable();
  let { light, fog } = first;
  let open = 0;
  let alone = 0;
  let isDrawn = false;
  let leftOut: ReadonlySet<string> = NOTHING;
  let only: ItemSet | null = null;
  const division = divisionOf(collection);
  const replacing = drawing.replaces && replacedBlocks(drawing.replaces.field);
  /** What a tool says of the features, and the ids of those that have come. */
  let said: SceneColours | null = null;
  const idOf = new Map<number, string>();
  let shown: LayerState = { shown: false, opacity: 1, hiddenCodes: [] };
  /** A tool's word goes before the person's choice, and that before the theme's. */
  const style = (): PaintStyle => (said ? styleOf(said) : (chosenStyle(collection, shown) ?? drawing.style));
  let shader = makeShader(1);
  let built = await build(0);
  let revision = 0;
  let gone = false;

  function palette(): TextureUniform {
    const bytes = paletteBytes(style(), columnOf(light));
    return textureOf(bytes, bytes.length / 4, PixelFormat.RGBA);
  }

  function makeShader(opacity: number): CustomShader {
    return new CustomShader({
      lightingModel: LightingModel.UNLIT,
      translucencyMode:
        opacity < 1 ? CustomShaderTranslucencyMode.TRANSLUCENT : CustomShaderTranslucencyMode.OPAQUE,
      uniforms: {
        ...lightUniforms(light, fog),
        ...typed(drawing.uniforms(light, style())),
        u_opacity: { type: UniformType.FLOAT, value: opacity },
        u_open: { type: UniformType.FLOAT, value: open },
        u_alone: { type: UniformType.FLOAT, value: alone },
        u_table: { type: UniformType.SAMPLER_2D, value: table.texture() },
        u_palette: { type: UniformType.SAMPLER_2D, value: palette() },
      },
      varyings: Object.fromEntries(
        Object.entries(drawing.varyings).map(([name, size]) => [
          name,
          size === 1 ? VaryingType.FLOAT : VaryingType.VEC2,
        ]),
      ),
      vertexShaderText: drawing.vertex,
      fragmentShaderText: drawing.fragment,
    });
  }

  async function build(at: number): Promise<Built> {
    const url = `/3dtiles/${collection.id}/tileset.json${at === 0 ? '' : `?r=${at}`}`;
    // Tiles that an edit did not touch keep their address, and the browser has them. The engine would then share what it
    // made of them, but its outlines change the triangles in place, and the second model would be torn: so that it takes
    // them for others, a fragment follows, which is never sent.
    const proxy = { getURL: (address: string) => `${address}#${at}` };
    const tileset = await Cesium3DTileset.fromUrl(new Resource({ url, proxy }), {
      maximumScreenSpaceError: SCREEN_SPACE_ERROR,
      cacheBytes: CACHE_BYTES,
      show: false,
      enableCollision: false,
      showOutline: true,
      // The shader lights by itself; nothing of the engine's own lighting is computed beside it.
      environmentMapOptions: { enabled: false },
    });
    tileset.customShader = shader;
    tileset.tileFailed.addEventListener((failure: { url: string; message: string }) =>
      reportFault('tile', `${failure.url}: ${failure.message}`),
    );
    tileset.tileVisible.addEventListener(() => {
      isDrawn = true;
    });
    const tiles = new Set<Cesium3DTile>();
    tileset.tileLoad.addEventListener((tile: Cesium3DTile) => {
      tiles.add(tile);
      readFeatures(tile);
      if (shown.hiddenCodes.length > 0 || leftOut.size > 0 || only) hideFeatures(tile);
    });
    tileset.tileUnload.addEventListener((tile: Cesium3DTile) => tiles.delete(tile));
    if (replacing) tileset.tileVisible.addEventListener((tile: Cesium3DTile) => replacing.see(tile));
    // Taken down meanwhile, because the context was lost: nobody waits for it any more.
    if (scene.isDestroyed()) tileset.destroy();
    else scene.primitives.add(tileset);
    return { tileset, url, tiles };
  }

  function readFeatures(tile: Cesium3DTile): void {
    const painted = style();
    if (painted.by === undefined) return;
    for (const feature of featuresOf(tile)) {
      const gid: unknown = feature.getProperty('gidx');
      if (typeof gid !== 'number') continue;
      if (said) {
        const id = String(feature.getProperty('id'));
        idOf.set(gid, id);
        table.put(gid, placeOf(painted, said.codeOf(id)));
      } else {
        const { by = '', finer } = painted;
        const finerValue: unknown = finer && feature.getProperty(finer.by);
        table.put(gid, placeOf(painted, feature.getProperty(by), finerValue));
      }
    }
  }

  function hideFeatures(tile: Cesium3DTile): void {
    for (const feature of featuresOf(tile))
      feature.show = isShown(feature, { division, hiddenCodes: shown.hiddenCodes, leftOut, only });
  }

  const hideAll = (): void => {
    for (const tile of built.tiles) hideFeatures(tile);
  };

  const drawEdges = (): void => {
    const [r, g, b, a] = parseHex(SCENE_PALETTES[light.name].edge);
    built.tileset.outlineColor = new Color(r, g, b, a);
  };

  /** All that has come, in a style that has changed. */
  const repaint = (): void => {
    idOf.clear();
    for (const tile of built.tiles) readFeatures(tile);
    shader.setUniform('u_palette', palette());
    for (const [name, value] of Object.entries(drawing.uniforms(light, style())))
      shader.setUniform(name, value);
  };

  const replaceShader = (): void => {
    const old = shader;
    shader = makeShader(shown.opacity);
    built.tileset.customShader = shader;
    old.destroy();
  };

  return {
    show(state) {
      const wasTranslucent = shown.opacity < 1;
      const { hiddenCodes: hiddenBefore, colourBy: colouredBefore } = shown;
      shown = state;
      built.tileset.show = state.shown && state.opacity > 0;
      if (wasTranslucent === state.opacity < 1) shader.setUniform('u_opacity', state.opacity);
      else replaceShader();
      if (colouredBefore !== state.colourBy && !said) repaint();
      if (hiddenBefore !== state.hiddenCodes) hideAll();
    },
    colour(colours) {
      if (colours === said) return;
      const isStep = said !== null && colours !== null && said.codes === colours.codes;
      said = colours;
      if (isStep) {
        // The next step of the same legend: only the places change.
        const painted = style();
        for (const [gid, id] of idOf) table.put(gid, placeOf(painted, said?.codeOf(id)));
        return;
      }
      repaint();
    },
    cut(corners) {
      built.tileset.clippingPolygons = new ClippingPolygonCollection({
        polygons: corners ? [new ClippingPolygon({ positions: [...corners] })] : [],
      });
    },
    leaveOut(ids) {
      leftOut = ids;
      hideAll();
    },
    only(items) {
      if (items === only) return;
      only = items;
      hideAll();
    },
    replaced: () => replacing?.take() ?? NOTHING,
    light(next, nextFog) {
      const columnChanged = columnOf(next) !== columnOf(light);
      [light, fog] = [next, nextFog];
      for (const [name, value] of Object.entries(lightUniformValues(light, fog)))
        shader.setUniform(name, value);
      for (const [name, value] of Object.entries(drawing.uniforms(light, style())))
        shader.setUniform(name, value);
      if (columnChanged) shader.setUniform('u_palette', palette());
      drawEdges();
    },
    fog(state, next) {
      fog = next;
      shader.setUniform('u_fog', new Cartesian3(fog.startMetres, fog.scaleMetres, state.fogLimit));
    },
    update(openMetres, isAlone) {
      isDrawn = false;
      if (alone !== Number(isAlone)) {
        alone = Number(isAlone);
        shader.setUniform('u_alone', alone);
      }
      if (openMetres !== open) {
        open = openMetres;
        shader.setUniform('u_open', open);
      }
      if (table.changed) shader.setUniform('u_table', table.texture());
    },
    inView: () => isDrawn,
    tileset: () => built.tileset,
    loaded: () => !built.tileset.show || built.tileset.tilesLoaded,
    async refresh() {
      revision += 1;
      const old = built;
      const next = await build(revision);
      if (gone) {
        scene.primitives.remove(next.tileset);
        return;
      }
      built = next;
      drawEdges();
      next.tileset.show = shown.shown && shown.opacity > 0;
      const drop = next.tileset.initialTilesLoaded.addEventListener(() => {
        drop();
        scene.primitives.remove(old.tileset);
        scene.requestRender();
      });
      if (!next.tileset.show) scene.primitives.remove(old.tileset);
      scene.requestRender();
    },
    dispose() {
      gone = true;
      if (!scene.isDestroyed()) scene.primitives.remove(built.tileset);
      shader.destroy();
    },
  };
}

/** By the field that a person has chosen; a link may name one that is none. */
function chosenStyle(collection: Collection, { colourBy }: LayerState): PaintStyle | undefined {
  const chosen = colourFields(collection).find(([name]) => name === colourBy);
  return chosen && fieldStyle(...chosen);
}

/** The codes that a tool gives, as a style. */
function styleOf({ codes }: SceneColours): PaintStyle {
  return { otherwise: UNCOLOURED, by: 'id', codes };
}

function typed(
  values: Readonly<Record<string, UniformValue>>,
): Record<string, { type: UniformType; value: UniformValue }> {
  const typeOf = (value: UniformValue): UniformType =>
    typeof value === 'number'
      ? UniformType.FLOAT
      : value instanceof Cartesian4
        ? UniformType.VEC4
        : value instanceof Cartesian2
          ? UniformType.VEC2
          : UniformType.VEC3;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { type: typeOf(value), value }]),
  );
}

const NOTHING: ReadonlySet<string> = new Set();

function* featuresOf({ content }: Cesium3DTile): Generator<Cesium3DTileFeature> {
  for (const one of content.innerContents ?? [content])
    for (let i = 0; i < one.featuresLength; i++) yield one.getFeature(i);
}

type Hiding = {
  readonly division: ReturnType<typeof divisionOf>;
  readonly hiddenCodes: readonly string[];
  /** Ids in whose place others stand. */
  readonly leftOut: ReadonlySet<string>;
  /** What a filter leaves; null: there is none. */
  readonly only: ItemSet | null;
};

/** Whether a feature is neither switched off nor left out, and among what a filter leaves. */
export function isShown(
  feature: Pick<Cesium3DTileFeature, 'getProperty'>,
  { division: { by, finer }, hiddenCodes, leftOut, only }: Hiding,
): boolean {
  const text = (name: string): string => String(feature.getProperty(name));
  if (only && !hasItem(only, Number(feature.getProperty('gidx')))) return false;
  if (leftOut.size > 0 && leftOut.has(text('id'))) return false;
  if (by === undefined || hiddenCodes.length === 0) return true;
  return !isHidden(hiddenCodes, text(by), finer === undefined ? undefined : text(finer));
}
