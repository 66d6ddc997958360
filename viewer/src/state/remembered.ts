/** What the browser keeps between visits: the choices that are about the person, not about the city. */
import type { CityState, InterfaceTheme, Language } from './city-state.ts';

type Remembered = { readonly language?: Language; readonly theme?: InterfaceTheme };
type Store = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'twin.choices';

/** @returns nothing where the browser keeps nothing, or something that is not ours */
export function remembered(store: () => Store = () => window.localStorage): Remembered {
  const kept = read(store);
  if (typeof kept !== 'object' || kept === null) return {};
  const language: unknown = Reflect.get(kept, 'language');
  const theme: unknown = Reflect.get(kept, 'theme');
  return {
    ...(language === 'zh-CN' || language === 'en' ? { language } : {}),
    ...(theme === 'dark' || theme === 'light' ? { theme } : {}),
  };
}

export function remember(
  { language, theme }: Pick<CityState, 'language' | 'theme'>,
  store: () => Store = () => window.localStorage,
): void {
  try {
    store().setItem(KEY, JSON.stringify({ language, theme } satisfies Remembered));
  } catch (error) {
    // Private windows and full disks refuse; the choice then lasts as long as the page.
    console.warn('the choice of language and theme is not kept:', error);
  }
}

function read(store: () => Store): unknown {
  try {
    return JSON.parse(store().getItem(KEY) ?? 'null');
  } catch (error) {
    console.warn('the kept choice of language and theme cannot be read:', error);
    return null;
  }
}
