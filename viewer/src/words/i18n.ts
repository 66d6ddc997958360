/** The words of the interface by i18next: both languages are in the page, so that a change of language is instant. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../state/city-state.ts';
import { en } from './en.ts';
import { zhCN, type InterfaceWords } from './zh-CN.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: InterfaceWords };
  }
}

/** Ready when it returns: the words are not fetched. */
export function startWords(language: Language): void {
  i18next
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'zh-CN',
      resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
      // React escapes what it renders.
      interpolation: { escapeValue: false },
      initAsync: false,
    })
    .catch((error: unknown) => console.error('the words of the interface cannot be set up:', error));
}

export function speak(language: Language): void {
  i18next
    .changeLanguage(language)
    .catch((error: unknown) => console.error('the language cannot be changed:', error));
}
