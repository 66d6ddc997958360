/** One producer for each kind of symbol; a new kind does not compile until it has one. */
import type { Symbol as LayerSymbol, SymbolKind } from '@twin/gis-data/theme.ts';
import type { Mesh } from '../glb.ts';
import type { Place } from '../place.ts';
import type { TileRow } from '../tile-row.ts';
import { produceBim } from './bim.ts';
import { produceExtrusion } from './extrusion.ts';
import { produceModel } from './model.ts';
import { produceShaft } from './shaft.ts';
import { produceTube } from './tube.ts';

type Of<K extends SymbolKind> = Extract<LayerSymbol, { kind: K }>;
type Produce<K extends SymbolKind> = (symbol: Of<K>, rows: readonly TileRow[], place: Place) => Mesh[];

const nothing = (): Mesh[] => [];

/** Layers that are painted on the ground have no 3D content. */
const PRODUCERS = {
  area: nothing,
  line: nothing,
  mark: nothing,
  raster: nothing,
  none: nothing,
  extrusion: produceExtrusion,
  tube: produceTube,
  shaft: produceShaft,
  model: produceModel,
  bim: produceBim,
} satisfies { [K in SymbolKind]: Produce<K> };

/** Meshes of the rows of one cell. */
export function produceMeshes(symbol: LayerSymbol, rows: readonly TileRow[], place: Place): Mesh[] {
  const produce = PRODUCERS[symbol.kind] as Produce<SymbolKind>;
  return produce(symbol, rows, place);
}
