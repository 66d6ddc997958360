/** What the plan comes to: figures, the bill of quantities, conflicts that can be looked at. */
import { PIPE_MATERIALS, PIPE_SUB_CLASSES } from '@twin/gis-data/themes/underground-pipes/codes.ts';
import { QUANTITY_COLUMNS, QUANTITY_WORDS } from '@twin/gis-data/themes/underground-pipes/plan-words.ts';
import type { Words } from '@twin/gis-data/theme.ts';
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
      <Bill answer={answer} />
      <p className="hydraulics-source">{of(WORDS.note)}</p>
    </>
  );
}

function Bill({ answer: { quantities, totals } }: { readonly answer: PlanAnswer }) {
  const { of } = useWords();
  const [item, specification, unit, quantity] = QUANTITY_COLUMNS;
  const pieces = of({ zh: '个', en: 'pcs' });
  const nameIn = (list: Readonly<Record<string, Words>>, code: string): string =>
    list[code] ? of(list[code]) : code;
  const rows: readonly (readonly [title: Words, says: string, unit: string, value: number | null])[] = [
    ...quantities.map(
      (one) =>
        [
          QUANTITY_WORDS.pipe,
          [
            nameIn(PIPE_SUB_CLASSES, one.sub_class),
            one.height_mm === null ? `DN${one.width_mm}` : `${one.width_mm}×${one.height_mm}`,
            nameIn(PIPE_MATERIALS, one.material),
          ].join(' '),
          'm',
          one.metres,
        ] as const,
    ),
    [QUANTITY_WORDS.manhole, '', pieces, totals.manholes],
    [QUANTITY_WORDS.bend, '', pieces, totals.bends],
    [QUANTITY_WORDS.excavation, '', 'm³', totals.excavation_m3],
    [QUANTITY_WORDS.bedding, '', 'm³', totals.bedding_m3],
    [QUANTITY_WORDS.displaced, '', 'm³', totals.displaced_m3],
    [QUANTITY_WORDS.backfill, '', 'm³', totals.backfill_m3],
    [QUANTITY_WORDS.surface, '', 'm²', totals.surface_m2],
  ];
  return (
    <div className="list-scroll">
      <table aria-label={of(WORDS.bill)}>
        <thead>
          <tr>
            {[item, specification, unit].map(
              (word) =>
                word && (
                  <th key={word.en} scope="col">
                    {of(word)}
                  </th>
                ),
            )}
            <th scope="col" className="number">
              {quantity && of(quantity)}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([title, says, of_, value]) => (
            <tr key={`${title.en} ${says}`}>
              <th scope="row">{of(title)}</th>
              <td>{says}</td>
              <td>{of_}</td>
              <td className="number">
                {value === null ? of(WORDS.unknown) : formatNumber(value, of_ === pieces ? 0 : 1)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
