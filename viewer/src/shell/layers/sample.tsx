/** What a thing looks like in the scene, as big as a word: the tree, the search, the list and the panel show the same. */
import type { Code, Collection, SymbolKind } from '@twin/gis-data/theme.ts';
import { useCityState } from '../../state/city-state.ts';
import { sampleColour } from './layer-tree.ts';
import { rampGradient } from './ramp-legend.tsx';

type Shape = 'pipe' | 'line' | 'disc' | 'square' | 'image' | 'none';

const SHAPES: { readonly [kind in SymbolKind]: Shape } = {
  tube: 'pipe',
  line: 'line',
  area: 'square',
  extrusion: 'square',
  mark: 'disc',
  shaft: 'disc',
  model: 'disc',
  bim: 'square',
  raster: 'image',
  none: 'none',
};

export function Sample({
  collection,
  code,
  finer,
}: {
  readonly collection: Collection;
  readonly code?: Code | undefined;
  readonly finer?: Code;
}) {
  const theme = useCityState((state) => state.theme);
  const shape = SHAPES[collection.symbol.kind];
  // Coloured by something else, a code has no colour of its own.
  const isOwn = useCityState((state) => state.layers[collection.id]?.colourBy === undefined);
  const colour = isOwn ? sampleColour(collection, code, theme, finer) : undefined;
  const { symbol } = collection;
  if (symbol.kind === 'raster')
    return (
      <span
        className={`sample ${shape} ${symbol.picture.as}`}
        aria-hidden="true"
        style={symbol.picture.as === 'ramp' ? { background: rampGradient(symbol.picture.ramp) } : undefined}
      />
    );
  return (
    <span
      className={`sample ${shape}`}
      aria-hidden="true"
      style={colour === undefined ? undefined : { color: colour }}
    />
  );
}
