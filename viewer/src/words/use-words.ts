import type { Words } from '@twin/gis-data/theme.ts';
import { useTranslation } from 'react-i18next';
import type { Language } from '../state/city-state.ts';

/** `t`: the interface's words. `of`: the one of a theme's two. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  return { t, language, of: (words: Words): string => wordOf(words, language) };
}

export function wordOf(words: Words, language: Language): string {
  return language === 'en' ? words.en : words.zh;
}
