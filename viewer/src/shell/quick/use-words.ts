import type { Words as BothWords } from '@twin/gis-data/theme.ts';
import { useCityState } from '../../state/city-state.ts';
import { en } from './en.ts';
import { zhCN, type Words } from './zh-CN.ts';

/** The interface's words in the chosen language, and the choice between a theme's two. */
export function useWords(): Words & { of(both: BothWords): string; locale: string } {
  const language = useCityState((state) => state.language);
  return { ...(language === 'en' ? en : zhCN), of: (both) => (language === 'en' ? both.en : both.zh), locale: language };
}
