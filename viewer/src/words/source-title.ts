/** What a person would call a source: 路灯 · Street lights, where an import knows it by the name of its file. */
import { collectionById } from '@twin/gis-data/index.ts';
import type { Language } from '../state/city-state.ts';
import { wordOf } from './use-words.ts';

export type SourceTitle = {
  readonly title: string;
  /** Name of the file, where the title was made from it. */
  readonly file: string | undefined;
};

/** A name without spaces that ends like a file, also a packed one. */
const FILE = /^[^\s/]+?\.[a-z][a-z0-9]{1,9}(\.gz|\.zip)?$/i;
const ENDINGS = /(\.[a-z][a-z0-9]{1,9}){1,2}$/i;
/** The drawer of a catalogue that file names begin with: INFRA_StreetLights. */
const DRAWER = /^[A-Z]{3,}[_-](?=[A-Z][a-z])/;

/** @param collections ids of what came from it */
export function sourceTitle(title: string, collections: readonly string[], language: Language): SourceTitle {
  if (!FILE.test(title)) return { title, file: undefined };
  const contents = contentsOf(collections, language);
  const name = cleaned(title);
  return { title: contents === undefined ? name : `${contents} · ${name}`, file: title };
}

/** The collection, or the theme where several of it came. */
function contentsOf(collections: readonly string[], language: Language): string | undefined {
  const [first, ...others] = collections
    .map((id) => collectionById(id))
    .filter((entry) => entry !== undefined);
  return first && wordOf(others.length > 0 ? first.theme.title : first.collection.title, language);
}

/** StreetLights_2024.geojson → Street lights 2024 */
function cleaned(file: string): string {
  const words = file
    .replace(ENDINGS, '')
    .replace(DRAWER, '')
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .trim()
    .split(' ')
    // Abbreviations stay as they are written.
    .map((word, i) => (i === 0 || /^[A-Z0-9]+$/.test(word) ? word : word.toLowerCase()));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
