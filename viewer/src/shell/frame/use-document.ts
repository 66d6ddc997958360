/** Language, theme and title of the document follow the state. */
import { useEffect } from 'react';
import { useCityState } from '../../state/city-state.ts';
import { speak } from '../../words/i18n.ts';
import { useWords } from '../../words/use-words.ts';

/** @param page what the title names beside the product, where it is not the city itself */
export function useDocument(page?: string): void {
  const { language, theme } = useCityState();
  const { t } = useWords();
  const title = page === undefined ? t('product') : `${page} · ${t('product')}`;
  useEffect(() => {
    speak(language);
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
  useEffect(() => {
    document.title = title;
  }, [title]);
}
