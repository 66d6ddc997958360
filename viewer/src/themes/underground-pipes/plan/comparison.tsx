/** Two scenarios side by side, figure by figure. */
import { useEffect } from 'react';
import { QUANTITY_WORDS } from '@twin/gis-data/themes/underground-pipes/plan-words.ts';
import type { Words } from '@twin/gis-data/theme.ts';
import { formatNumber } from '../../../words/format.ts';
import { problemText } from '../../../words/problem-text.ts';
import { useWords } from '../../../words/use-words.ts';
import { useAnswer } from '../use-answer.ts';
import { WORDS as PIPE_WORDS } from '../words.ts';
import { readPlan, type PlanAnswer } from './plan-answer.ts';
import { PLAN_WORDS as WORDS } from './plan-words.ts';
import { questionOf, scenarioIn } from './scenario.ts';

const FIGURES: readonly (readonly [
  title: Words,
  unit: string,
  digits: number,
  of: (answer: PlanAnswer) => number | null,
])[] = [
  [WORDS.pipes, '', 0, ({ pipes }) => pipes.length],
  [WORDS.length, 'm', 1, ({ totals }) => totals.laid_metres],
  [WORDS.leastCover, 'm', 2, ({ pipes }) => Math.min(...pipes.map(({ cover_metres: [least] }) => least))],
  [PIPE_WORDS.violations, '', 0, ({ violations }) => violations],
  [PIPE_WORDS.advisories, '', 0, ({ advisories }) => advisories],
  [QUANTITY_WORDS.manhole, '', 0, ({ totals }) => totals.manholes],
  [QUANTITY_WORDS.bend, '', 0, ({ totals }) => totals.bends],
  [QUANTITY_WORDS.excavation, 'm³', 1, ({ totals }) => totals.excavation_m3],
  [QUANTITY_WORDS.bedding, 'm³', 1, ({ totals }) => totals.bedding_m3],
  [QUANTITY_WORDS.backfill, 'm³', 1, ({ totals }) => totals.backfill_m3],
];

/** @param against the other scenario, as a query */
export function Comparison({
  name,
  answer,
  against,
}: {
  readonly name: string;
  readonly answer: PlanAnswer;
  readonly against: string;
}) {
  const { t, of } = useWords();
  const [asked, ask] = useAnswer(readPlan);
  const other = scenarioIn(new URLSearchParams(against));
  const question = questionOf(other)?.toString();
  useEffect(() => {
    if (question !== undefined) ask(`/api/pipes/plan?${question}`);
  }, [question, ask]);
  if (asked.status === 'failed')
    return (
      <p className="state" role="alert">
        {problemText(asked.error, t)}
      </p>
    );
  if (asked.status !== 'ready') return null;
  const said = (value: number | null, digits: number): string =>
    value === null ? of(WORDS.unknown) : formatNumber(value, digits);
  const named = (one: string): string => (one === '' ? of(WORDS.unnamed) : one);
  return (
    <div className="list-scroll">
      <table aria-label={of(WORDS.comparison)}>
        <thead>
          <tr>
            <th scope="col">{of(WORDS.figure)}</th>
            {[named(name), named(other.name), of(WORDS.difference)].map((title, at) => (
              <th key={at} scope="col" className="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {FIGURES.map(([title, unit, digits, figure]) => {
            const [mine, its] = [figure(answer), figure(asked.answer)];
            const difference = mine === null || its === null ? null : mine - its;
            return (
              <tr key={title.en}>
                <th scope="row">
                  {of(title)} {unit}
                </th>
                <td className="number">{said(mine, digits)}</td>
                <td className="number">{said(its, digits)}</td>
                <td className="number">
                  {difference !== null && difference > 0 && '+'}
                  {said(difference, digits)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
