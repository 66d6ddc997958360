/** What the plan comes to: figures, the bill of quantities, conflicts that can be looked at. */
import { PIECES, QUANTITY_COLUMNS } from '@twin/gis-data/themes/underground-pipes/plan-words.ts';
import type { SceneMark } from '../../../state/scene-marks.ts';
import { formatNumber } from '../../../words/format.ts';
import { useWords } from '../../../words/use-words.ts';
import { DoubtList } from '../doubt-list.tsx';
import { FindingList } from '../finding-list.tsx';
import { WORDS as PIPE_WORDS } from '../words.ts';
import type { PlanAnswer } from './plan-answer.ts';
import { PLAN_WORDS as WORDS } from './plan-words.ts';

export function PlanResult({
  answer,
  marks,
}: {
  readonly answer: PlanAnswer;
  readonly marks: readonly SceneMark[];
}) {
  const { of } = useWords();
  const { totals, pipes, owners } = answer;
  const leastCover = Math.min(...pipes.map(({ cover_metres: [least] }) => least));
  const clauses = [...new Set(pipes.flatMap(({ step_clause: clause }) => clause ?? []))];
  const figures = [
    [WORDS.length, formatNumber(totals.laid_metres, 1), 'm'],
    [WORDS.leastCover, formatNumber(leastCover, 2), 'm'],
    [WORDS.dug, formatNumber(totals.excavation_m3, 1), 'm³'],
  ] as const;
  return (
    <>
      <div className="pipe-result" role="status">
        {figures.map(([title, value, unit]) => (
          <section key={title.en}>
            <h3>{of(title)}</h3>
            <strong>
              {value} <span className="unit">{unit}</span>
            </strong>
          </section>
        ))}
        <section>
          <h3>{of(WORDS.conflicts)}</h3>
          {answer.findings.length === 0
            ? of(WORDS.fine)
            : `${of(PIPE_WORDS.violations)} ${answer.violations} · ${of(PIPE_WORDS.advisories)} ${answer.advisories}`}
        </section>
        <section>
          <h3>{of(WORDS.tell)}</h3>
          {owners.map(({ owner, pipes: count }) => (
            <p key={owner ?? ''}>
              {owner ?? of(WORDS.unknownOwner)} · {formatNumber(count)}
            </p>
          ))}
          {owners.length === 0 && of(WORDS.nobody)}
        </section>
        {clauses.map((clause) => (
          <section key={clause}>
            <h3>{of(WORDS.spacingBy)}</h3>
            {clause}
          </section>
        ))}
        <DoubtList doubts={answer.doubts} />
      </div>
      {answer.findings.length > 0 && (
        <FindingList
          findings={answer.findings}
          marks={marks}
          isPlanned={(id) => pipes.some((pipe) => pipe.id === id)}
        />
      )}
      <h3 className="pipe-heading">{of(WORDS.bill)}</h3>
      <Bill lines={answer.bill} />
      <p className="pipe-source">{of(WORDS.note)}</p>
    </>
  );
}

function Bill({ lines }: { readonly lines: PlanAnswer['bill'] }) {
  const { of } = useWords();
  const pieces = of(PIECES);
  return (
    <div className="list-scroll">
      <table aria-label={of(WORDS.bill)}>
        <thead>
          <tr>
            {QUANTITY_COLUMNS.map((word, at) => (
              <th
                key={word.en}
                scope="col"
                className={at === QUANTITY_COLUMNS.length - 1 ? 'number' : undefined}
              >
                {of(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ item, specification, unit, quantity }) => (
            <tr key={`${item} ${specification}`}>
              <th scope="row">{item}</th>
              <td>{specification}</td>
              <td>{unit}</td>
              <td className="number">
                {quantity === null ? of(WORDS.unknown) : formatNumber(quantity, unit === pieces ? 0 : 1)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
