/** How much pipe there is, everywhere or in a drawn area: by class, material, diameter, age, owner, district. */
import { useEffect } from 'react';
import { PIPE_CLASSES } from '@twin/gis-data/themes/underground-pipes/codes.ts';
import {
  GROUP_WORDS,
  groupKeyWords,
  STATISTICS_COLUMNS,
  type StatisticsGroup,
} from '@twin/gis-data/themes/underground-pipes/statistics-words.ts';
import { Segments } from '../../shell/frame/segments.tsx';
import { useCityState } from '../../state/city-state.ts';
import { showMarks } from '../../state/scene-marks.ts';
import { formatKilometres, formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { readStatistics, type PipeStatistics } from './answers.ts';
import { AreaField } from './area-field.tsx';
import { areaMarks } from './area-mark.ts';
import { ExportLinks } from './export-links.tsx';
import { useAnswer } from './use-answer.ts';
import { useWork } from './use-work.ts';
import { WORDS } from './words.ts';
import './pipe-tools.css';
import './statistics-tool.css';

type Row = PipeStatistics['groups'][StatisticsGroup][number];

const GROUPS: readonly StatisticsGroup[] = ['class', 'material', 'diameter', 'laid', 'owner', 'district'];

export function StatisticsTool() {
  const { t, of, language } = useWords();
  const [asked, ask] = useAnswer(readStatistics);
  const [query, take] = useWork('statistics');
  const group = GROUPS.find((one) => one === query.get('by')) ?? 'class';
  const area = query.get('area');
  const change = (name: string, value: string | null): void => {
    const next = new URLSearchParams(query);
    if (value === null) next.delete(name);
    else next.set(name, value);
    take(next);
  };
  const address = `/api/pipes/statistics?${questionOf(query, language).toString()}`;
  useEffect(() => ask(address), [address, ask]);
  useEffect(() => showMarks(areaMarks(area)), [area]);
  return (
    <>
      <div className="pipe-actions">
        <select
          className="list-choice"
          aria-label={of(GROUP_WORDS.class)}
          value={query.get('class') ?? ''}
          onChange={({ target }) => change('class', target.value === '' ? null : target.value)}
        >
          <option value="">{of(WORDS.allClasses)}</option>
          {Object.entries(PIPE_CLASSES).map(([code, words]) => (
            <option key={code} value={code}>
              {of(words)}
            </option>
          ))}
        </select>
        <Segments
          label={of(WORDS.group)}
          value={group}
          choices={GROUPS.map((one) => [one, of(GROUP_WORDS[one])] as const)}
          onChange={(one) => change('by', one)}
        />
        <AreaField area={area} onChange={(next) => change('area', next)} />
        <ExportLinks address={address} name="pipe-statistics" formats={['csv']} />
      </div>
      {asked.status === 'loading' && (
        <p className="state" role="status">
          {t('loading')}
        </p>
      )}
      {asked.status === 'failed' && (
        <p className="state" role="alert">
          {problemText(asked.error, t)}
        </p>
      )}
      {asked.status === 'ready' && <Bars group={group} rows={asked.answer.groups[group]} />}
    </>
  );
}

function Bars({ group, rows }: { readonly group: StatisticsGroup; readonly rows: readonly Row[] }) {
  const { of } = useWords();
  const theme = useCityState((state) => state.theme);
  const [, columnName, pipes, length] = STATISTICS_COLUMNS;
  const total = rows.reduce((sum, { km }) => sum + km, 0);
  const longest = rows.reduce((most, { km }) => Math.max(most, km), 0);
  const colourOf = (key: string | null): string =>
    (group === 'class' && Object.entries(PIPE_CLASSES).find(([code]) => code === key)?.[1].colour?.[theme]) ||
    'var(--seq-5)';
  if (rows.length === 0) return <p className="state">{of(WORDS.noPipes)}</p>;
  return (
    <div className="list-scroll">
      <table className="statistics" aria-label={of(GROUP_WORDS[group])}>
        <thead>
          <tr>
            <th scope="col">{columnName && of(columnName)}</th>
            <th scope="col" className="amount">
              {length && of(length)}
            </th>
            <th scope="col">{of(WORDS.share)}</th>
            <th scope="col">{pipes && of(pipes)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, count, km }) => (
            <tr key={key}>
              <th scope="row">{of(name ?? groupKeyWords(group, key))}</th>
              <td className="amount">
                <i
                  style={{
                    width: `${longest > 0 ? (km / longest) * 100 : 0}%`,
                    background: colourOf(key),
                  }}
                />
                <span>{formatKilometres(km)}</span>
              </td>
              <td>{total > 0 ? `${formatNumber((km / total) * 100, 1)} %` : ''}</td>
              <td>{formatNumber(count)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{of(WORDS.total)}</th>
            <td className="amount">
              <span>{formatKilometres(total)}</span>
            </td>
            <td>100 %</td>
            <td>{formatNumber(rows.reduce((sum, { count }) => sum + count, 0))}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** The group is only how the answer is looked at. */
function questionOf(query: URLSearchParams, language: string): URLSearchParams {
  const next = new URLSearchParams(query);
  next.delete('by');
  next.set('language', language);
  return next;
}
