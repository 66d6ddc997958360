/** The layer tree, which is the legend too: a row for each collection, one for each code that divides it. */
import { useState } from 'react';
import { themes } from '@twin/gis-data/index.ts';
import type { Code, Collection, Colour } from '@twin/gis-data/theme.ts';
import type { CityScene } from '../../scene/city-scene.ts';
import { useCityState, type LayerState } from '../../state/city-state.ts';
import { useWords } from './use-words.ts';
import { Icon } from './icon.tsx';
import { Lighting } from './lighting.tsx';
import type { LayerInfo, Layers } from './use-layers.ts';

export function LayerPanel({ layers, scene }: { readonly layers: Layers; readonly scene: CityScene | undefined }) {
  const words = useWords();
  const [filter, setFilter] = useState('');
  const states = useCityState((state) => state.layers);
  const groups = themes.map((theme) => ({ theme, shown: theme.collections.filter((collection) => !collection.base && collection.symbol.kind !== 'none') })).filter((group) => group.shown.length > 0);
  const all = groups.flatMap((group) => group.shown);
  const wanted = (collection: Collection, title: string): boolean => `${title} ${words.of(collection.title)} ${collection.id}`.toLowerCase().includes(filter.trim().toLowerCase());
  return (
    <aside className="panel left" aria-label={words.layers}>
      <header className="head"><h2>{words.layers}</h2><small>{words.shown} {all.filter((collection) => stateOf(collection, states[collection.id]).shown).length} / {all.length}</small></header>
      <input className="filter" type="search" aria-label={`${words.layers}: ${words.find}`} placeholder={words.layers} value={filter} onChange={(event) => setFilter(event.target.value)} />
      {layers.state === 'failed' && <p className="fault" role="alert">{words.failed} <button type="button" onClick={layers.retry}>{words.retry}</button></p>}
      <div className="tree">
        {groups.map(({ theme, shown }) => {
          const rows = shown.filter((collection) => wanted(collection, words.of(theme.title)));
          return rows.length > 0 && (
            <section key={theme.id}>
              <h3>{words.of(theme.title)}</h3>
              {rows.map((collection) => <LayerRow key={collection.id} collection={collection} info={layers.byId.get(collection.id)} loading={layers.state === 'loading'} scene={scene} />)}
            </section>
          );
        })}
      </div>
      <Lighting />
    </aside>
  );
}

function LayerRow({ collection, info, loading, scene }: { readonly collection: Collection; readonly info: LayerInfo | undefined; readonly loading: boolean; readonly scene: CityScene | undefined }) {
  const words = useWords();
  const { layers, theme, set } = useCityState();
  const [open, setOpen] = useState(false);
  const state = stateOf(collection, layers[collection.id]);
  const change = (to: Partial<LayerState>): void => set({ layers: { ...layers, [collection.id]: { ...state, ...to } } });
  const field = collection.divideBy ? collection.fields[collection.divideBy] : undefined;
  const codes: readonly (readonly [string, Code])[] = field?.type === 'code' ? Object.entries(field.values).filter(([code]) => (info?.codes?.[code] ?? 0) > 0) : [];
  const amount = (value: number): string => (collection.measure ? `${value.toFixed(2)} km` : value.toLocaleString('en'));
  const total = info ? (info.count === 0 ? words.none : `${amount(info.km ?? info.count)}${collection.unitWord ? ` ${words.of(collection.unitWord)}` : ''}`) : loading ? '…' : '';
  return (
    <div className={state.shown ? 'layer' : 'layer off'}>
      <div className="row">
        <button type="button" className="disclose" aria-expanded={open} aria-label={words.of(collection.title)} onClick={() => setOpen(!open)}><Icon name="chevron" size={14} /></button>
        <Swatch colour={colourOf(collection, undefined, theme)} />
        <span className="name">{words.of(collection.title)}</span>
        <small className="amount">{total}</small>
        <Eye shown={state.shown} partly={state.hiddenCodes.length > 0} name={words.of(collection.title)} toggle={() => change({ shown: !state.shown })} />
      </div>
      {open && codes.map(([code, word]) => {
        const hidden = state.hiddenCodes.includes(code);
        return (
          <div key={code} className={hidden ? 'row code off' : 'row code'}>
            <Swatch colour={colourOf(collection, word, theme)} />
            <span className="name">{words.of(word)} {word.short && <code>{word.short}</code>}</span>
            <small className="amount">{amount(info?.codes?.[code] ?? 0)}</small>
            <Eye shown={!hidden && state.shown} name={words.of(word)} toggle={() => change({ hiddenCodes: hidden ? state.hiddenCodes.filter((other) => other !== code) : [...state.hiddenCodes, code] })} />
          </div>
        );
      })}
      {open && (
        <div className="row code"><label className="slide">{words.opacity}<input type="range" min={0} max={100} value={Math.round(state.opacity * 100)} onChange={(event) => change({ opacity: Number(event.target.value) / 100 })} /></label></div>
      )}
      {open && info?.sources.map((source) => (
        <div key={source.title} className="row code"><span className="name source">{source.title}</span>
          {source.extent && <button type="button" className="icon" aria-label={`${words.fly} ${source.title}`} onClick={() => source.extent && scene?.flyToExtent(source.extent)}><Icon name="target" size={16} /></button>}</div>
      ))}
    </div>
  );
}

function Eye({ shown, partly = false, name, toggle }: { readonly shown: boolean; readonly partly?: boolean; readonly name: string; readonly toggle: () => void }) {
  const words = useWords();
  return <button type="button" className={partly ? 'icon partly' : 'icon'} aria-pressed={shown} aria-label={`${shown ? words.hide : words.show} ${name}`} onClick={toggle}><Icon name={shown ? 'eye' : 'eye-off'} size={16} /></button>;
}

export function Swatch({ colour }: { readonly colour: string | undefined }) {
  return <span className="swatch" aria-hidden="true" style={{ background: colour ?? 'var(--c-edge)' }} />;
}

/** Colour by code list where the symbol paints by it, else the symbol's one colour. */
export function colourOf(collection: Collection, code: Code | undefined, theme: 'light' | 'dark'): string | undefined {
  const pick = (colour: Colour | undefined): string | undefined => (typeof colour === 'object' ? colour[theme] : colour);
  if (code?.colour) return pick(code.colour);
  const { symbol } = collection;
  if (!('paint' in symbol)) return undefined;
  if ('colour' in symbol.paint) return pick(symbol.paint.colour);
  const field = collection.fields[symbol.paint.by];
  return field?.type === 'code' ? pick(Object.values(field.values)[0]?.colour) : undefined;
}

/** A layer that nobody has touched is as its theme declares it. */
function stateOf(collection: Collection, chosen: LayerState | undefined): LayerState {
  return chosen ?? { shown: collection.shown ?? false, opacity: 1, hiddenCodes: [] };
}
