/** One producer for each kind of symbol; a new kind does not compile until it has one. */
import type { Symbol as LayerSymbol, SymbolKind } from '@twin/gis-data/theme.ts';
import type { Mesh } from '../glb.ts';
import type { LocalFrame } from '../heights.ts';
import type { TileRow } from '../tile-row.ts';
import { produceExtrusion } from './extrusion.ts';
import { produceModel } from './model.ts';
import { produceShaft } from './shaft.ts';
import { produceTube } from './tube.ts';

type Of<K extends SymbolKind> = Extract<LayerSymbol, { kind: K }>;
type Produce<K extends SymbolKind> = (symbol: Of<K>, rows: readonly TileRow[], frame: LocalFrame, groundAt: (longitude: number, latitude: number) => number) => Mesh[];

/** `null`: painted on the ground from vector tiles, no 3D content. The error is that of the tile above the content, in metres. */
const PRODUCERS = {
  area: null,
  line: null,
  mark: null,
  none: null,
  extrusion: { produce: produceExtrusion, geometricErrorMetres: 260 },
  tube: { produce: produceTube, geometricErrorMetres: 60 },
  shaft: { produce: produceShaft, geometricErrorMetres: 22 },
  model: { produce: produceModel, geometricErrorMetres: 60 },
} satisfies { [K in SymbolKind]: { produce: Produce<K>; geometricErrorMetres: number } | null };

/** Metres of error above which the 3D content of a layer is shown; undefined for a layer that has none. */
export function geometricErrorOf(symbol: LayerSymbol): number | undefined {
  return PRODUCERS[symbol.kind]?.geometricErrorMetres;
}

/** Meshes of the rows of one cell. */
export function produceMeshes(symbol: LayerSymbol, rows: readonly TileRow[], frame: LocalFrame, groundAt: (longitude: number, latitude: number) => number): Mesh[] {
  switch (symbol.kind) {
    case 'extrusion': return produceExtrusion(symbol, rows, frame, groundAt);
    case 'tube': return produceTube(symbol, rows, frame, groundAt);
    case 'shaft': return produceShaft(symbol, rows, frame, groundAt);
    case 'model': return produceModel(symbol, rows, frame, groundAt);
    default: return [];
  }
}
