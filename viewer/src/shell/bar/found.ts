/** What a typed text can mean, as rows in the order in which they are offered: places first, then things by theme. */
import { collectionById } from '@twin/gis-data/index.ts';
import type { Theme } from '@twin/gis-data/theme.ts';
import type { SearchResult } from '../../city-data/server-answers.ts';
import type { TypedPlace } from '../../coordinates/parse-coordinates.ts';

export type PlaceRow = { readonly kind: 'place'; readonly key: string; readonly place: TypedPlace };
export type ThingRow = { readonly kind: 'thing'; readonly key: string; readonly result: SearchResult };
export type FoundRow = PlaceRow | ThingRow;
/** `theme` is undefined for places. */
export type FoundGroup = { readonly theme: Theme | undefined; readonly rows: readonly FoundRow[] };

export function groupFound(
  places: readonly TypedPlace[],
  results: readonly SearchResult[],
): readonly FoundGroup[] {
  const byTheme = new Map<Theme, ThingRow[]>();
  for (const result of results) {
    const theme = collectionById(result.collection)?.theme;
    if (!theme) continue;
    const rows = byTheme.get(theme) ?? [];
    rows.push({ kind: 'thing', key: `${result.collection}/${result.id}`, result });
    byTheme.set(theme, rows);
  }
  const rows = places.map((place): PlaceRow => ({
    kind: 'place',
    key: `${place.crs} ${place.longitude} ${place.latitude}`,
    place,
  }));
  // A group stands where its best result stood: the server answers the best first.
  const groups: FoundGroup[] = [...byTheme].map(([theme, things]) => ({ theme, rows: things }));
  return rows.length > 0 ? [{ theme: undefined, rows }, ...groups] : groups;
}

/** Where the searched text stands in a title: before, the match, after. */
export function splitAtMatch(
  title: string,
  text: string,
): readonly [before: string, match: string, after: string] {
  const wanted = text.trim();
  const at = wanted === '' ? -1 : title.toLowerCase().indexOf(wanted.toLowerCase());
  if (at < 0) return [title, '', ''];
  return [title.slice(0, at), title.slice(at, at + wanted.length), title.slice(at + wanted.length)];
}
