/** A theme's declaration of colour as plain data that painters, shaders and the worker share. */
import type { Code, Collection, Colour, Field, Paint } from '@twin/gis-data/theme.ts';
import { CATEGORICAL, SEQUENTIAL } from '../../design/palettes.ts';

/** One value for the light interface and the light of day, one for the dark interface, dusk and night. */
export type ColourPair = { readonly light: string; readonly dark: string };

type CodeColour = { readonly code: string; readonly colour: ColourPair };

export type PaintStyle = {
  /** Colour where nothing else decides. */
  readonly otherwise: ColourPair;
  /** Field that decides. */
  readonly by?: string;
  /** For a code field: its codes in the order of the list, with their colours. */
  readonly codes?: readonly CodeColour[];
  /** A finer code field: its codes that have a colour of their own, which win. */
  readonly finer?: { readonly by: string; readonly codes: readonly CodeColour[] };
  /** For a number: upper limits, ascending. */
  readonly steps?: readonly { readonly upTo: number; readonly colour: ColourPair }[];
};

/** What has no colour of its own: the tone of an edge. */
export const UNCOLOURED = { light: '#868F94', dark: '#727D82' } as const satisfies ColourPair;

export function pairOf(colour: Colour): ColourPair {
  return typeof colour === 'string' ? { light: colour, dark: colour } : colour;
}

export function paintStyle(collection: Collection, paint: Paint): PaintStyle {
  if ('colour' in paint) return { otherwise: pairOf(paint.colour) };
  if ('steps' in paint) {
    return {
      otherwise: UNCOLOURED,
      by: paint.by,
      steps: paint.steps.map((step) => ({ upTo: step.upTo, colour: pairOf(step.colour) })),
    };
  }
  const field = collection.fields[paint.by];
  if (field?.type !== 'code')
    throw new Error(`${collection.id} is painted by ${paint.by}, which has no code list`);
  return {
    otherwise: UNCOLOURED,
    by: paint.by,
    codes: Object.entries(field.values).map(([code, words]) => ({
      code,
      colour: words.colour ? pairOf(words.colour) : UNCOLOURED,
    })),
    ...(paint.finer === undefined ? {} : { finer: finerColours(collection, paint.finer) }),
  };
}

/** The fields by which a collection can be coloured instead of its own way: those of its tiles that have classes or codes. */
export function colourFields(collection: Collection): readonly (readonly [name: string, field: Field])[] {
  const { symbol, fields } = collection;
  // Models wear colours for their states, and what is on the ground is painted apart.
  if (symbol.kind !== 'tube' && symbol.kind !== 'extrusion' && symbol.kind !== 'shaft') return [];
  const own = 'by' in symbol.paint ? symbol.paint.by : undefined;
  return Object.entries(fields).filter(
    ([name, field]) =>
      name !== own && field.inTiles === true && (field.classes !== undefined || field.type === 'code'),
  );
}

/**
 * By classes in the sequential palette; by codes in their own colours or, without any, in the categorical palette, which
 * has six: the seventh code is one of the rest.
 */
export function fieldStyle(name: string, field: Field): PaintStyle {
  if (field.type !== 'code')
    return {
      otherwise: UNCOLOURED,
      by: name,
      steps: SEQUENTIAL.map((colour, at) => ({ upTo: field.classes?.[at] ?? Infinity, colour })),
    };
  const codes = Object.entries<Code>(field.values);
  const hasColours = codes.some(([, { colour }]) => colour !== undefined);
  return {
    otherwise: UNCOLOURED,
    by: name,
    codes: codes.map(([code, { colour }], at) => ({
      code,
      colour: hasColours ? pairOf(colour ?? UNCOLOURED) : (CATEGORICAL[at] ?? UNCOLOURED),
    })),
  };
}

function finerColours(collection: Collection, by: string): NonNullable<PaintStyle['finer']> {
  const field = collection.fields[by];
  if (field?.type !== 'code') throw new Error(`${collection.id} is painted by ${by}, which has no code list`);
  return {
    by,
    codes: Object.entries(field.values).flatMap(([code, { colour }]) =>
      colour === undefined ? [] : [{ code, colour: pairOf(colour) }],
    ),
  };
}

/** Colour of one feature. */
export function colourOf(style: PaintStyle, properties: Readonly<Record<string, unknown>>): ColourPair {
  if (style.by === undefined) return style.otherwise;
  const own = style.finer?.codes.find(({ code }) => code === properties[style.finer?.by ?? '']);
  if (own) return own.colour;
  const value = properties[style.by];
  if (style.codes) return style.codes.find(({ code }) => code === value)?.colour ?? style.otherwise;
  if (typeof value !== 'number' || Number.isNaN(value)) return style.otherwise;
  return (
    style.steps?.find(({ upTo }) => value <= upTo)?.colour ?? style.steps?.at(-1)?.colour ?? style.otherwise
  );
}
