/** Language, theme and title of the document follow the state. */
import { useEffect } from 'react';
import { useCityState } from '../../state/city-state.ts';
import { speak } from '../../words/i18n.ts';
import { useWords } from '../../words/use-words.ts';

export function useDocument(): void {
  const { language, theme } = useCityState();
  const { t } = useWords();
  const title = t('product');
  useEffect(() => {
    speak(language);
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
  useEffect(() => {
    document.title = title;
  }, [title]);
}
