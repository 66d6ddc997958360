/** Findings of a check as a table: each flies there and shows the measured gap in the scene. */
import { useState } from 'react';
import { RULE_WORDS, SEVERITY_WORDS } from '@twin/gis-data/themes/underground-pipes/check-words.ts';
import { useScene } from '../../shell/frame/scene-context.ts';
import { useCityState } from '../../state/city-state.ts';
import { showMarks, type SceneMark } from '../../state/scene-marks.ts';
import { formatNumber, withUnit } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import type { PipeFindingAnswer } from './answers.ts';
import { WORDS } from './words.ts';
import './pipe-tools.css';

type Rule = PipeFindingAnswer['rule'];

const RANGE_METRES = 40;
const MOST_LISTED = 300;
const NO_MARKS: readonly SceneMark[] = [];

export function FindingList({
  findings,
  marks = NO_MARKS,
  isPlanned = () => false,
}: {
  readonly findings: readonly PipeFindingAnswer[];
  /** What stays on the scene beside the gap. */
  readonly marks?: readonly SceneMark[];
  /** Pipes that are not there yet, and cannot be selected. */
  readonly isPlanned?: (pipe: string) => boolean;
}) {
  const { of } = useWords();
  const [only, setOnly] = useState<Rule>();
  const byRule = [...Map.groupBy(findings, ({ rule }) => rule)];
  const listed = findings.filter(({ rule }) => only === undefined || rule === only);
  return (
    <>
      {byRule.length > 1 && (
        <div className="pipe-actions" role="group" aria-label={of(WORDS.onlyRule)}>
          {byRule.map(([rule, { length }]) => (
            <button
              key={rule}
              type="button"
              className="button small"
              aria-pressed={only === rule}
              onClick={() => setOnly(only === rule ? undefined : rule)}
            >
              {of(RULE_WORDS[rule])} {formatNumber(length)}
            </button>
          ))}
        </div>
      )}
      <div className="list-scroll">
        <table>
          <thead>
            <tr>
              {[WORDS.rule, WORDS.pair, WORDS.measured, WORDS.limit, WORDS.clause].map((word) => (
                <th key={word.en} scope="col">
                  {of(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {listed.slice(0, MOST_LISTED).map((finding) => (
              <FindingRow
                key={`${finding.rule} ${finding.pipe} ${finding.other ?? ''} ${finding.from.join(' ')}`}
                finding={finding}
                marks={marks}
                selects={[finding.pipe, finding.other].find((id) => id !== undefined && !isPlanned(id))}
              />
            ))}
          </tbody>
        </table>
      </div>
      {listed.length > MOST_LISTED && (
        <p className="pipe-note">{of(WORDS.listedFirst).replace('{n}', formatNumber(MOST_LISTED))}</p>
      )}
    </>
  );
}

function FindingRow({
  finding,
  marks,
  selects,
}: {
  readonly finding: PipeFindingAnswer;
  readonly marks: readonly SceneMark[];
  readonly selects: string | undefined;
}) {
  const { of } = useWords();
  const scene = useScene();
  const set = useCityState((state) => state.set);
  const { rule, severity, pipe, other, measured, limit, from, to } = finding;
  const unit = limit?.unit ?? 'm';
  const text = withUnit(formatNumber(measured, 3), unit);
  const show = (): void => {
    showMarks([
      ...marks,
      {
        kind: 'dimension',
        from,
        to,
        colour: severity === 'violation' ? '--sev-critical' : '--sev-major',
        text,
      },
    ]);
    set({
      selection: selects === undefined ? null : { collection: 'pipe-lines', id: selects },
      picked: [],
      groundOpacity: 0,
    });
    scene?.flyToPoint({ longitude: from[0], latitude: from[1] }, RANGE_METRES);
  };
  return (
    <tr>
      <th scope="row">
        <button type="button" className="text-button" onClick={show}>
          {of(SEVERITY_WORDS[severity])} {of(RULE_WORDS[rule])}
        </button>
      </th>
      <td>
        <code>{pipe}</code> {other !== undefined && <code>{other}</code>}
      </td>
      <td>{text}</td>
      <td>{limit ? withUnit(formatNumber(limit.value), limit.unit) : ''}</td>
      <td>{limit ? `${limit.clause} [${limit.confidence}]` : ''}</td>
    </tr>
  );
}
