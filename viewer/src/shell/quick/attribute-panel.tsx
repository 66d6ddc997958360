/** What is known of the selected feature, as its theme declares it. */
import { useEffect, useState } from 'react';
import { collectionById } from '@twin/gis-data/index.ts';
import type { Field } from '@twin/gis-data/theme.ts';
import { getJson } from '../../http.ts';
import type { CityScene } from '../../scene/city-scene.ts';
import { useCityState, type FeatureRef } from '../../state/city-state.ts';
import { useWords } from './use-words.ts';
import { Icon } from './icon.tsx';
import { colourOf, Swatch } from './layer-panel.tsx';

type Answer = {
  readonly feature: { readonly id: string; readonly geometry: { readonly coordinates: unknown }; readonly properties: Readonly<Record<string, unknown>> };
  readonly source?: { readonly title: string; readonly simulated: boolean; readonly loaded_at: string };
  readonly revision: number; readonly ogc: string;
};
const FACTS = 6;
const RANGE_METRES = 200;

export function AttributePanel({ scene }: { readonly scene: CityScene | undefined }) {
  const selection = useCityState((state) => state.selection);
  return selection && <Attributes key={`${selection.collection}/${selection.id}`} selection={selection} scene={scene} />;
}

function Attributes({ selection, scene }: { readonly selection: FeatureRef; readonly scene: CityScene | undefined }) {
  const words = useWords();
  const { theme, set } = useCityState();
  const [answer, setAnswer] = useState<Answer | 'failed'>();
  const key = `${selection.collection}/${encodeURIComponent(selection.id)}`;

  useEffect(() => {
    const stop = new AbortController();
    getJson(`/api/features/${key}`, (value) => value as Answer, stop.signal).then(setAnswer).catch(() => { if (!stop.signal.aborted) setAnswer('failed'); });
    return () => stop.abort();
  }, [key]);

  const entry = collectionById(selection.collection);
  if (!entry) return null;
  const { collection } = entry;
  const properties = typeof answer === 'object' ? answer.feature.properties : {};
  const name = collection.label ? properties[words.locale === 'en' && properties['name_en'] ? 'name_en' : collection.label] : undefined;
  const divided = collection.divideBy ? collection.fields[collection.divideBy] : undefined;
  const code = divided?.type === 'code' ? divided.values[textOf(properties[collection.divideBy ?? ''])] : undefined;
  const fields = Object.entries(collection.fields).filter(([field]) => field in properties && field !== collection.label);
  const facts = fields.filter(([field, declared]) => declared.fact && properties[field] !== null).slice(0, FACTS);
  const rest = fields.filter(([field]) => !facts.some(([fact]) => fact === field) && properties[field] !== null);
  const position = typeof answer === 'object' ? firstPosition(answer.feature.geometry.coordinates) : undefined;
  return (
    <aside className="panel right" aria-label={words.of(collection.title)} aria-live="polite">
      <header className="head subject">
        <Swatch colour={colourOf(collection, code, theme)} />
        <div><h2>{typeof name === 'string' && name !== '' ? name : code ? words.of(code) : words.of(collection.title)}</h2><code>{selection.id}</code></div>
        {position && <button type="button" className="icon" aria-label={words.fly} onClick={() => scene?.flyToPoint(position, RANGE_METRES)}><Icon name="target" /></button>}
        <button type="button" className="icon" aria-label={words.close} onClick={() => set({ selection: null })}><Icon name="close" /></button>
      </header>
      {answer === undefined && <p className="quiet">{words.loading}</p>}
      {answer === 'failed' && <p className="fault" role="alert">{words.failed}</p>}
      {facts.length > 0 && <dl className="facts">{facts.map(([field, declared]) => <div key={field}><dt>{words.of(declared.title)}</dt><dd><Value field={declared} value={properties[field]} /></dd></div>)}</dl>}
      <dl className="rows">{rest.map(([field, declared]) => <div key={field}><dt>{words.of(declared.title)}</dt><dd><Value field={declared} value={properties[field]} /></dd></div>)}</dl>
      {typeof answer === 'object' && (
        <footer className="foot source">
          <span>{answer.source?.title}<br />{answer.source?.loaded_at.slice(0, 10)} {words.loaded}, {words.revision} {answer.revision}</span>
          <a href={answer.ogc} target="_blank" rel="noreferrer">OGC</a>
        </footer>
      )}
    </aside>
  );
}

function Value({ field, value }: { readonly field: Field; readonly value: unknown }) {
  const words = useWords();
  const set = useCityState((state) => state.set);
  if ((typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') || value === '') return <span className="quiet">{words.noData}</span>;
  switch (field.type) {
    case 'code': {
      const code = field.values[String(value)];
      return code ? <>{words.of(code)}{code.short && <small> {code.short}</small>}</> : <>{String(value)}</>;
    }
    case 'integer': case 'number': {
      const digits = field.type === 'number' ? (field.digits ?? 2) : 0;
      const year = field.type === 'integer' && field.unit === undefined;
      return <>{year ? String(value) : Number(value).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace('-', '−')}{field.unit && <small> {field.unit}</small>}</>;
    }
    case 'boolean': return <>{value ? words.yes : words.no}</>;
    case 'reference': return <button type="button" className="link" onClick={() => set({ selection: { collection: field.collection, id: String(value) } })}>{String(value)}</button>;
    case 'text': case 'date': case 'datetime': return <>{String(value)}</>;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function firstPosition(coordinates: unknown): { longitude: number; latitude: number } | undefined {
  let at = coordinates;
  while (Array.isArray(at) && Array.isArray(at[0])) at = at[0];
  return Array.isArray(at) && typeof at[0] === 'number' && typeof at[1] === 'number' ? { longitude: at[0], latitude: at[1] } : undefined;
}
