/** The layer tree as data: the themes of the city with what can be switched in them, and how much there is of it. */
import type { Code, Collection, Theme } from '@twin/gis-data/theme.ts';
import type { LayerInfo } from '../../city-data/server-answers.ts';
import type { InterfaceTheme, Language } from '../../state/city-state.ts';
import { divisionOf } from '../../state/layer-state.ts';
import { wordOf } from '../../words/use-words.ts';

export type Amount = { readonly code: string; readonly word: Code; readonly amount: number | undefined };
/** `finer`: what it consists of by a finer code, such as 雨水 and 污水 of 排水. */
export type CodeRow = Amount & { readonly finer: readonly Amount[] };
export type LayerRow = {
  readonly collection: Collection;
  readonly info: LayerInfo | undefined;
  readonly codes: readonly CodeRow[];
  /** The server has answered and does not name it: the visitor may not see it. */
  readonly isForbidden: boolean;
};
/**
 * `main`: the first collection of a theme stands in the theme's own row where it is divided by codes or is alone;
 * its codes follow straight under the theme, and `others` after them.
 */
export type ThemeRow = {
  readonly theme: Theme;
  readonly main: LayerRow | undefined;
  readonly others: readonly LayerRow[];
};

/** Collections that a person can switch: drawn, and no part of the base map. */
export function switchable(collections: readonly Collection[]): readonly Collection[] {
  return collections.filter((collection) => collection.base !== true && collection.symbol.kind !== 'none');
}

export function layerTree(
  themes: readonly Theme[],
  layers: ReadonlyMap<string, LayerInfo>,
): readonly ThemeRow[] {
  return themes.flatMap((theme) => {
    const rows = switchable(theme.collections).map((collection) =>
      rowOf(collection, layers.get(collection.id), layers.size > 0),
    );
    const [first, ...others] = rows;
    if (!first) return [];
    // The name of a theme that is a base map besides would promise too much.
    const isAlone = others.length === 0 && !theme.collections.some(({ base }) => base === true);
    const folds = first.codes.length > 0 || isAlone;
    return [{ theme, main: folds ? first : undefined, others: folds ? others : rows }];
  });
}

/** What a typed word leaves of the tree: a theme whole by its own name, else what of it has the word in name or code. */
export function filteredTree(
  tree: readonly ThemeRow[],
  text: string,
  language: Language,
): readonly ThemeRow[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return tree;
  const has = (...words: readonly string[]): boolean =>
    words.some((word) => word.toLowerCase().includes(wanted));
  const kept = (row: LayerRow): LayerRow | undefined => {
    if (has(wordOf(row.collection.title, language), row.collection.id)) return row;
    const codes = row.codes.flatMap((one): CodeRow[] => {
      if (has(wordOf(one.word, language), one.code)) return [one];
      const finer = one.finer.filter(({ code, word }) => has(wordOf(word, language), code));
      return finer.length > 0 ? [{ ...one, finer }] : [];
    });
    return codes.length > 0 ? { ...row, codes } : undefined;
  };
  return tree.flatMap((row) => {
    if (has(wordOf(row.theme.title, language), row.theme.id)) return [row];
    const main = row.main && kept(row.main);
    const others = row.others.flatMap((other) => kept(other) ?? []);
    return main || others.length > 0 ? [{ theme: row.theme, main, others }] : [];
  });
}

/** As the scene paints it: in the finer code's own colour, else the code's, else the symbol's one. */
export function sampleColour(
  { symbol, fields }: Collection,
  code: Code | undefined,
  theme: InterfaceTheme,
  finer?: Code,
): string | undefined {
  if (!('paint' in symbol)) return undefined;
  const { paint } = symbol;
  const field = 'by' in paint ? fields[paint.by] : undefined;
  const painted =
    field?.type === 'code' && code !== undefined && Object.values(field.values).includes(code)
      ? (finer?.colour ?? code.colour)
      : undefined;
  const colour = painted ?? ('colour' in paint ? paint.colour : undefined);
  return typeof colour === 'object' ? colour[theme] : colour;
}

function rowOf(collection: Collection, info: LayerInfo | undefined, isAnswered: boolean): LayerRow {
  const isForbidden = isAnswered && info === undefined;
  const field = collection.divideBy === undefined ? undefined : collection.fields[collection.divideBy];
  if (field?.type !== 'code' || isForbidden) return { collection, info, codes: [], isForbidden };
  const amounts = info?.codes;
  const codes = Object.entries(field.values).map(([code, word]) => ({
    code,
    word,
    amount: amounts ? (amounts[code] ?? 0) : undefined,
    finer: finerOf(collection, info?.finer?.[code] ?? {}),
  }));
  return { collection, info, codes, isForbidden };
}

/** In the order of the code list; only where there is more than one to tell apart. */
function finerOf(collection: Collection, amounts: Readonly<Record<string, number>>): readonly Amount[] {
  const { finer } = divisionOf(collection);
  const field = finer === undefined ? undefined : collection.fields[finer];
  if (field?.type !== 'code' || Object.keys(amounts).length < 2) return [];
  return Object.entries(field.values).flatMap(([code, word]) =>
    amounts[code] === undefined ? [] : [{ code, word, amount: amounts[code] }],
  );
}
