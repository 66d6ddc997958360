/** The bar: mark, place, search, and what the whole page is set to. */
import { useState } from 'react';
import type { CityScene } from '../../scene/city-scene.ts';
import { useCityState } from '../../state/city-state.ts';
import { useWords } from './use-words.ts';
import { Icon } from './icon.tsx';
import { Search } from './search.tsx';
import type { Layers } from './use-layers.ts';

export function Bar({ scene, layers }: { readonly scene: CityScene | undefined; readonly layers: Layers }) {
  const words = useWords();
  const { theme, language, set } = useCityState();
  const [copied, setCopied] = useState(false);
  const simulated = [...layers.byId.values()].some((layer) => layer.sources.some((source) => source.simulated));
  const copy = (): void => {
    void navigator.clipboard.writeText(window.location.href).then(() => setCopied(true));
  };
  return (
    <header className="bar">
      <span className="mark"><svg width="22" height="22" viewBox="0 0 20 20" aria-hidden="true"><path d="M2 9 7 3.500 10 6.500 13 3.500 18 9Z" fill="currentColor" /><path d="M2.500 11.500 7 16.400 10 13.400 13 16.400 17.500 11.500" fill="none" stroke="var(--accent)" strokeWidth="1.6" strokeLinejoin="round" /></svg>{words.product}</span>
      <span className="place">{words.place}</span>
      <Search scene={scene} />
      <span className="spring" />
      {simulated && <span className="tag">{words.demo}</span>}
      <button type="button" className="icon" onClick={copy} aria-label={words.share} title={copied ? words.copied : words.share}><Icon name="link" /></button>
      <output className="quiet">{copied ? words.copied : ''}</output>
      <button type="button" className="icon" onClick={() => set({ theme: theme === 'dark' ? 'light' : 'dark' })} aria-label={theme === 'dark' ? words.light : words.dark}><Icon name={theme === 'dark' ? 'sun' : 'moon'} /></button>
      <button type="button" className="language" lang={language === 'en' ? 'zh-CN' : 'en'} onClick={() => set({ language: language === 'en' ? 'zh-CN' : 'en' })}>{language === 'en' ? '中文' : 'EN'}</button>
    </header>
  );
}
