/** The assembly rate of the model: each term with its share and points, its elements a click away; what no model says is declared. */
import { useState } from 'react';
import * as z from 'zod/mini';
import { useJson } from '../../city-data/use-json.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { useInspector } from '../inspector-state.ts';
import { elementGroup } from '../model/groups.ts';
import { WORDS } from '../words.ts';

const words = z.object({ zh: z.string(), en: z.string() });
const rate = z.object({
  rules: z.object({ title: words, clause: z.string(), confidence: z.string(), severity: z.string() }),
  ratePercent: z.number(),
  isComplete: z.boolean(),
  isPrefab: z.boolean(),
  grade: z.nullable(z.string()),
  walls_without_bearing: z.number(),
  items: z.array(
    z.object({
      id: z.string(),
      title: words,
      points: z.number(),
      most: z.number(),
      share: z.union([z.number(), z.string(), z.null()]),
      by: z.enum(['model', 'declared', 'nobody']),
      assembled_elements: z.optional(z.number()),
      other_elements: z.optional(z.number()),
    }),
  ),
  elements: z.optional(
    z.object({ item: z.string(), assembled: z.array(z.string()), other: z.array(z.string()) }),
  ),
});
type Rate = z.infer<typeof rate>;
const readRate = (value: unknown): Rate => rate.parse(value);

const PERCENT = 100;

export function RatePanel({ model }: { readonly model: string }) {
  const { t, of } = useWords();
  const set = useInspector((state) => state.set);
  const [declared, setDeclared] = useState<Readonly<Record<string, number>>>({});
  const query = new URLSearchParams({ model });
  const said = Object.entries(declared).map(([item, share]) => `${item}:${share}`);
  if (said.length > 0) query.set('declared', said.join(','));
  const loaded = useJson(`/api/parts/assembly-rate?${query}`, readRate);
  const [shown, setShown] = useState<string | null>(null);
  const listed = useJson(
    shown === null ? null : `/api/parts/assembly-rate?${new URLSearchParams({ model, item: shown })}`,
    readRate,
  );
  const elements = listed.status === 'ready' ? listed.answer.elements : undefined;
  const isolate = (ids: readonly string[]): void => set({ isolated: ids.map((id) => elementGroup(id)) });
  if (loaded.status === 'failed') return <p role="alert">{problemText(loaded.error, t)}</p>;
  if (loaded.status !== 'ready') return <p role="status">{t('loading')}</p>;
  const {
    rules,
    ratePercent,
    isComplete,
    isPrefab,
    grade,
    items,
    walls_without_bearing: unsaid,
  } = loaded.answer;
  return (
    <div className="bim-rate">
      <p className="bim-rate-head">
        <strong>
          {isComplete ? '' : '≥ '}
          {formatNumber(ratePercent, 1)}
          <span className="unit">%</span>
        </strong>
        <span>{grade ?? of(isPrefab ? WORDS.noGrade : WORDS.notPrefab)}</span>
      </p>
      <small>
        {of(rules.title)} {rules.clause} [{rules.confidence}]
        {rules.severity === 'advisory' && ` · ${of(WORDS.advisory)}`}
      </small>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <span>{of(item.title)}</span>
            {item.by === 'model' ? (
              <button
                type="button"
                className="text-link"
                aria-expanded={shown === item.id}
                onClick={() => setShown(shown === item.id ? null : item.id)}
              >
                {typeof item.share === 'number' ? `${formatNumber(item.share * PERCENT, 1)} %` : ''}
              </button>
            ) : (
              <input
                className="input"
                type="number"
                min={0}
                max={PERCENT}
                aria-label={`${of(item.title)} %`}
                placeholder={of(WORDS.declare)}
                value={percentOf(declared[item.id])}
                onChange={({ target }) => {
                  const { [item.id]: _, ...others } = declared;
                  const share = Number(target.value) / PERCENT;
                  setDeclared(
                    target.value === '' || !(share >= 0 && share <= 1)
                      ? others
                      : { ...others, [item.id]: share },
                  );
                }}
              />
            )}
            <span className="amount">
              {formatNumber(item.points, 1)} / {item.most}
            </span>
            {shown === item.id && elements && (
              <span className="bim-rate-elements">
                <button type="button" className="button small" onClick={() => isolate(elements.assembled)}>
                  {of(WORDS.assembled)} {formatNumber(elements.assembled.length)}
                </button>
                <button
                  type="button"
                  className="button small"
                  disabled={elements.other.length === 0}
                  onClick={() => isolate(elements.other)}
                >
                  {of(WORDS.builtOnSite)} {formatNumber(elements.other.length)}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {unsaid > 0 && (
        <small>
          {of(WORDS.wallsUnsaid)} {formatNumber(unsaid)}
        </small>
      )}
    </div>
  );
}

function percentOf(share: number | undefined): number | '' {
  return share === undefined ? '' : Math.round(share * PERCENT);
}
