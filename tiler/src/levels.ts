/**
 * Levels of detail: at which levels of the geographic quadtree a kind of symbol has content, and how much of it. The
 * coarse levels stand for the finer ones and are replaced by them as the viewer comes near.
 */
import type { Symbol as LayerSymbol, SymbolKind } from '@twin/gis-data/theme.ts';

/** How much of a thing is drawn. */
export type Detail = 'near' | 'far' | 'farthest';

export type Level = {
  /** Level of the quadtree: cells of 180° ÷ 2^z. */
  readonly z: number;
  readonly detail: Detail;
  /**
   * What is lost where this level stands for the finer ones, metres. At a maximum screen-space error of 16 and a
   * picture 900 px high (60° wide) it is replaced at about 86 times this distance.
   */
  readonly errorMetres: number;
  /** Buildings lower than this are left out: a coarse level is the skyline. */
  readonly leastHeightMetres?: number;
};

export type Levels = {
  /** Error of the region above the coarsest level: nearer than about 86 times this the layer is drawn at all. */
  readonly regionErrorMetres: number;
  /** Coarsest first; the last one holds everything. */
  readonly levels: readonly Level[];
};

/** More features than this in a cell, and the leaf is divided: property tables are textures of limited width. */
export const MOST_FEATURES = 4096;
/** Leaves are divided no further than to cells of 5 m; there the first 4,096 features are drawn. */
export const DEEPEST_LEVEL = 22;

/** `null`: painted on the ground, no 3D content. */
const LEVELS = {
  area: null,
  line: null,
  mark: null,
  raster: null,
  none: null,
  extrusion: {
    regionErrorMetres: 400,
    levels: [
      { z: 10, detail: 'farthest', errorMetres: 120, leastHeightMetres: 24 },
      { z: 12, detail: 'far', errorMetres: 42, leastHeightMetres: 10 },
      { z: 14, detail: 'far', errorMetres: 11 },
      { z: 16, detail: 'near', errorMetres: 0 },
    ],
  },
  tube: {
    regionErrorMetres: 60,
    levels: [
      { z: 12, detail: 'farthest', errorMetres: 20 },
      { z: 14, detail: 'far', errorMetres: 6 },
      { z: 16, detail: 'near', errorMetres: 0 },
    ],
  },
  // Farther away the building's block stands for the model.
  bim: {
    regionErrorMetres: 60,
    levels: [
      { z: 15, detail: 'far', errorMetres: 8, leastHeightMetres: Infinity },
      { z: 16, detail: 'near', errorMetres: 0 },
    ],
  },
  shaft: { regionErrorMetres: 9, levels: [{ z: 16, detail: 'near', errorMetres: 0 }] },
  model: {
    regionErrorMetres: 90,
    levels: [
      { z: 13, detail: 'farthest', errorMetres: 26 },
      { z: 15, detail: 'farthest', errorMetres: 9 },
      { z: 16, detail: 'far', errorMetres: 3.5 },
      { z: 17, detail: 'near', errorMetres: 0 },
    ],
  },
} as const satisfies { readonly [K in SymbolKind]: Levels | null };

/** Undefined for a symbol that has no 3D content. */
export function levelsOf(symbol: LayerSymbol): Levels | undefined {
  return LEVELS[symbol.kind] ?? undefined;
}

/** What a cell of a level holds; undefined where the layer has no content at that level. */
export function levelAt({ levels }: Levels, z: number): Level | undefined {
  const leaf = levels.at(-1);
  if (leaf && z > leaf.z && z <= DEEPEST_LEVEL) return { ...leaf, z };
  return levels.find((level) => level.z === z);
}
