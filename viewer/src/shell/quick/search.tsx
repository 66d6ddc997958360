/** Search over names and codes of all themes and over typed coordinates. Arrow keys choose, Enter flies there. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { collectionById } from '@twin/gis-data/index.ts';
import { getJson } from '../../http.ts';
import type { CityScene } from '../../scene/city-scene.ts';
import { useCityState } from '../../state/city-state.ts';
import { useWords } from './use-words.ts';
import { Icon } from './icon.tsx';
import { parseCoordinates } from './parse-coordinates.ts';

type Result = { readonly collection: string; readonly id: string; readonly title: string | null; readonly longitude: number; readonly latitude: number };
const PAUSE_MS = 180;
const RANGE_METRES = 260;

export function Search({ scene }: { readonly scene: CityScene | undefined }) {
  const words = useWords();
  const set = useCityState((state) => state.set);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [answer, setAnswer] = useState<{ readonly text: string; readonly results: readonly Result[] }>();
  const [chosen, setChosen] = useState(0);
  const position = parseCoordinates(text);
  const results = text.trim() === '' || position ? undefined : answer?.text === text ? answer.results : undefined;

  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);

  useEffect(() => {
    if (text.trim() === '' || parseCoordinates(text)) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      getJson(`/api/search?q=${encodeURIComponent(text.trim())}`, (value) => (value as { results: Result[] }).results, stop.signal)
        .then((found) => { setAnswer({ text, results: found }); setChosen(0); }).catch(() => { if (!stop.signal.aborted) setAnswer({ text, results: [] }); });
    }, PAUSE_MS);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [text]);

  const go = (result: Result): void => {
    scene?.flyToPoint(result, RANGE_METRES);
    set({ selection: { collection: result.collection, id: result.id } });
    setText('');
  };
  const keys = (event: KeyboardEvent): void => {
    const count = results?.length ?? 0;
    if (event.key === 'Escape') setText('');
    else if (event.key === 'ArrowDown') setChosen((chosen + 1) % Math.max(1, count));
    else if (event.key === 'ArrowUp') setChosen((chosen + count - 1) % Math.max(1, count));
    else if (event.key === 'Enter' && position) {
      scene?.flyToPoint(position, RANGE_METRES);
      setText('');
    } else if (event.key === 'Enter' && results?.[chosen]) go(results[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <div className="search">
      <Icon name="search" size={16} />
      <input ref={field} type="search" role="combobox" aria-expanded={Boolean(results ?? position)} aria-controls="search-results" aria-label={words.find}
        {...(results?.[chosen] ? { 'aria-activedescendant': `result-${chosen}` } : {})} placeholder={words.find} value={text} onChange={(event) => setText(event.target.value)} onKeyDown={keys} />
      <kbd>/</kbd>
      {(results ?? position) && (
        <ul id="search-results" role="listbox" className="results">
          {position && <li role="option" aria-selected="true" id="result-0" aria-label={words.coordinates}><button type="button" tabIndex={-1} onClick={() => { scene?.flyToPoint(position, RANGE_METRES); setText(''); }}>{words.coordinates} {position.longitude.toFixed(6)}, {position.latitude.toFixed(6)}</button></li>}
          {results?.map((result, index) => {
            const entry = collectionById(result.collection);
            return (
              <li key={`${result.collection}/${result.id}`} id={`result-${index}`} role="option" aria-label={result.title ?? result.id} aria-selected={index === chosen}>
                <button type="button" tabIndex={-1} onClick={() => go(result)}><span>{result.title ?? result.id}</span><small>{entry ? words.of(entry.collection.title) : ''} <code>{result.id}</code></small></button>
              </li>
            );
          })}
          {results?.length === 0 && <li className="none">{words.nothingFound}“{text}”</li>}
        </ul>
      )}
    </div>
  );
}
