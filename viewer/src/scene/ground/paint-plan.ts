/** What a ground tile shows: plain data, made from state and themes on the page and sent to the painting worker. */
import type { Collection, ModelId, Symbol } from '@twin/gis-data/theme.ts';
import type { LayerState } from '../../state/city-state.ts';
import { divisionOf, isHidden } from '../../state/layer-state.ts';
import type { LightName } from '../light/light-state.ts';
import { paintStyle, pairOf, type ColourPair, type PaintStyle } from '../layers/paint-style.ts';

export type PaintedLayer = {
  readonly collection: string;
  readonly kind: 'area' | 'line' | 'mark';
  readonly style: PaintStyle;
  readonly opacity: number;
  readonly outline?: ColourPair;
  readonly widthPixels?: number;
  readonly widthField?: string;
  readonly radiusPixels?: number;
  /** Drawn only where a pixel spans more than this: nearer, its model is seen. */
  readonly fromMetresPerPixel?: number;
  readonly divideBy?: string;
  readonly finerBy?: string;
  readonly hiddenCodes: readonly string[];
  readonly base: boolean;
};

/** What throws shadow, darkens the ground at its foot, or lights it. */
export type Caster = {
  readonly collection: string;
  readonly heightField: string | undefined;
  readonly footField: string | undefined;
  readonly kind: 'building' | 'tree' | 'lamp';
};

export type PaintPlan = {
  readonly light: LightName;
  readonly layers: readonly PaintedLayer[];
  readonly casters: readonly Caster[];
  /** Collection whose polygons are land in the sea, where a map shows a whole province; undefined where there is none. */
  readonly coast: string | undefined;
};

/** Outlines of the province and its units; what lies between them and other land is sea. */
const COAST = 'administrative-areas';
/**
 * Small things are marks from where their model is less than a pixel, metres a pixel. A lamp's lantern is drawn larger
 * than it is and so is seen to the end of its tiles; trees are green from afar, what is in a building is seen in it.
 */
const MARKED_FROM: { readonly [model in ModelId]?: number } = {
  'street-lamp': 6,
  'lamp-cabinet': 0.6,
  'waste-bin': 0.6,
};
const AFAR_RADIUS_PIXELS = 1.3;

/**
 * Base map first, then what the layer tree shows, in the order of the legend from bottom to top: areas, lines, marks.
 * @param isOpen over thin ground trees make way, and so do their shadows: they would be blots on what is looked at
 */
export function paintPlan(
  light: LightName,
  collections: readonly Collection[],
  layers: Readonly<Record<string, LayerState>>,
  isOpen: boolean,
): PaintPlan {
  const shown = collections.filter(
    (one) => one.base === true || (layers[one.id]?.shown ?? one.shown ?? false),
  );
  const rank = { area: 0, line: 1, mark: 2 } as const;
  return {
    light,
    layers: shown
      .flatMap((one) => {
        const painted = paintedLayer(one, layers[one.id]);
        return painted ? [painted] : [];
      })
      .filter((layer) => layer.opacity > 0)
      .toSorted((a, b) => Number(b.base) - Number(a.base) || rank[a.kind] - rank[b.kind]),
    casters: shown.flatMap((one) => casterOf(one)).filter(({ kind }) => !(isOpen && kind === 'tree')),
    coast: collections.find((one) => one.id === COAST)?.id,
  };
}

/** Whether a feature of the layer is switched off by its code. */
export function isSwitchedOff(layer: PaintedLayer, properties: Readonly<Record<string, unknown>>): boolean {
  if (layer.divideBy === undefined || layer.hiddenCodes.length === 0) return false;
  const finer = layer.finerBy === undefined ? undefined : String(properties[layer.finerBy]);
  return isHidden(layer.hiddenCodes, String(properties[layer.divideBy]), finer);
}

function paintedLayer(collection: Collection, state: LayerState | undefined): PaintedLayer | undefined {
  const { symbol } = collection;
  const kind = paintedKind(symbol);
  if (kind === undefined || !('paint' in symbol)) return undefined;
  const division = divisionOf(collection);
  const own = symbol.kind === 'area' ? (symbol.opacity ?? 1) : 1;
  return {
    collection: collection.id,
    kind,
    style: paintStyle(collection, symbol.paint),
    opacity: own * (collection.base === true ? 1 : (state?.opacity ?? 1)),
    hiddenCodes: state?.hiddenCodes ?? [],
    base: collection.base === true,
    ...(division.by === undefined ? {} : { divideBy: division.by }),
    ...(division.finer === undefined ? {} : { finerBy: division.finer }),
    ...measuresOf(symbol),
  };
}

function paintedKind(symbol: Symbol): PaintedLayer['kind'] | undefined {
  if (symbol.kind === 'area' || symbol.kind === 'line' || symbol.kind === 'mark') return symbol.kind;
  return symbol.kind === 'model' && MARKED_FROM[symbol.model] !== undefined ? 'mark' : undefined;
}

function measuresOf(symbol: Symbol): Partial<PaintedLayer> {
  switch (symbol.kind) {
    case 'area':
      return symbol.outline === undefined ? {} : { outline: pairOf(symbol.outline) };
    case 'line':
      return {
        ...(symbol.widthPixels === undefined ? {} : { widthPixels: symbol.widthPixels }),
        ...(symbol.widthMetres === undefined ? {} : { widthField: symbol.widthMetres }),
      };
    case 'mark':
      return symbol.radiusPixels === undefined ? {} : { radiusPixels: symbol.radiusPixels };
    case 'model': {
      const from = MARKED_FROM[symbol.model];
      return from === undefined ? {} : { radiusPixels: AFAR_RADIUS_PIXELS, fromMetresPerPixel: from };
    }
    default:
      return {};
  }
}

function casterOf({ id, symbol }: Collection): Caster[] {
  if (symbol.kind === 'extrusion')
    return [{ collection: id, kind: 'building', heightField: symbol.height, footField: symbol.foot }];
  if (symbol.kind !== 'model') return [];
  if (symbol.model === 'tree')
    return [{ collection: id, kind: 'tree', heightField: symbol.height, footField: undefined }];
  if (symbol.model === 'street-lamp')
    return [{ collection: id, kind: 'lamp', heightField: symbol.height, footField: undefined }];
  return [];
}
