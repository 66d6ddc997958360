/**
 * MapLibre styles from the symbols of the declarations, for clients that draw the vector tiles themselves. Flat: what
 * has height in the city is drawn as its footprint, its axis or a dot.
 */
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Collection, Colour, Field, Paint } from '@twin/gis-data/theme.ts';
import { DEEPEST_ZOOM } from '../tiles/tile-matrix-set.ts';

type Expression = string | number | boolean | readonly Expression[];
type Layer = {
  readonly id: string;
  readonly type: 'fill' | 'line' | 'circle';
  readonly source: string;
  readonly 'source-layer': string;
  readonly minzoom: number;
  readonly paint: Readonly<Record<string, Expression>>;
};

/** What has no colour of its own. */
const UNCOLOURED = '#868F94';
const BACKGROUND = '#F1F4F5';
const LINE_PIXELS = 1.6;
const DOT_PIXELS = 4;
/** Below everything the areas, above everything the dots. */
const ORDER = { fill: 0, line: 1, circle: 2 } as const;

/**
 * @param entries from the bottom of the map to its top, within areas, lines and dots
 * @param server address of the product, `http://host`
 */
export function styleDocument(name: string, entries: readonly CollectionOfTheme[], server: string) {
  const layers = entries
    .flatMap(({ collection }) => layerOf(collection))
    .toSorted((a, b) => ORDER[a.type] - ORDER[b.type]);
  const drawn = entries.filter(({ collection }) => layers.some(({ source }) => source === collection.id));
  return {
    version: 8,
    name,
    sources: Object.fromEntries(
      drawn.map(({ collection, theme }) => [
        collection.id,
        {
          type: 'vector',
          tiles: [`${server}/tiles/${collection.id}/{z}/{x}/{y}`],
          minzoom: collection.minZoom,
          maxzoom: DEEPEST_ZOOM,
          attribution: theme.attribution.zh,
        },
      ]),
    ),
    layers: [{ id: 'background', type: 'background', paint: { 'background-color': BACKGROUND } }, ...layers],
  };
}

function layerOf(collection: Collection): Layer[] {
  const { id, symbol, minZoom } = collection;
  const layer = (type: Layer['type'], paint: Layer['paint']): Layer[] => [
    { id, type, source: id, 'source-layer': id, minzoom: minZoom, paint },
  ];
  switch (symbol.kind) {
    case 'area':
    case 'extrusion':
      return layer('fill', {
        'fill-color': colourOf(collection, symbol.paint),
        'fill-opacity': 'opacity' in symbol ? (symbol.opacity ?? 1) : 1,
        ...('outline' in symbol && symbol.outline ? { 'fill-outline-color': light(symbol.outline) } : {}),
      });
    case 'line':
    case 'tube':
      return layer('line', {
        'line-color': colourOf(collection, symbol.paint),
        'line-width': 'widthPixels' in symbol ? (symbol.widthPixels ?? LINE_PIXELS) : LINE_PIXELS,
      });
    case 'mark':
    case 'shaft':
    case 'model':
      return layer('circle', {
        'circle-color': colourOf(collection, symbol.paint),
        'circle-radius': 'radiusPixels' in symbol ? (symbol.radiusPixels ?? DOT_PIXELS) : DOT_PIXELS,
      });
    // On a flat map the building's own block stands for the elements of its model.
    case 'bim':
    case 'raster':
    case 'none':
      return [];
  }
}

function colourOf({ fields }: Collection, paint: Paint): Expression {
  if ('colour' in paint) return light(paint.colour);
  if ('steps' in paint) {
    const steps = paint.steps.flatMap(({ upTo, colour }): Expression[] => [
      ['<=', ['get', paint.by], upTo],
      light(colour),
    ]);
    const last = paint.steps.at(-1);
    return ['case', ...steps, last ? light(last.colour) : UNCOLOURED];
  }
  const coarse = matchOf(paint.by, fields[paint.by], UNCOLOURED);
  return paint.finer === undefined ? coarse : matchOf(paint.finer, fields[paint.finer], coarse);
}

/** Colours of the codes that have one; `otherwise` for all others. */
function matchOf(name: string, field: Field | undefined, otherwise: Expression): Expression {
  const codes = field?.type === 'code' ? Object.entries(field.values) : [];
  const coloured = codes.flatMap(([code, { colour }]): Expression[] => (colour ? [code, light(colour)] : []));
  if (coloured.length === 0) return otherwise;
  // Codes are text in the declaration, and numbers in tiles where their column holds numbers.
  const isNumeric = codes.every(([code]) => /^\d+$/.test(code));
  return ['match', isNumeric ? ['to-string', ['get', name]] : ['get', name], ...coloured, otherwise];
}

function light(colour: Colour): string {
  return typeof colour === 'string' ? colour : colour.light;
}
