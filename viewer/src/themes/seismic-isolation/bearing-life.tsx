/** A bearing's life: how it stands and why, when it is looked at next, its tests against the design, its events. */
import type { Words } from '@twin/gis-data/theme.ts';
import {
  BEARING_CONDITIONS,
  BEARING_EVENTS,
  EVENT_RESULTS,
} from '@twin/gis-data/themes/seismic-isolation/codes.ts';
import { useJson } from '../../city-data/use-json.ts';
import { useCityState } from '../../state/city-state.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { readBearingLife, type BearingLifeAnswer } from './bearing-answers.ts';
import { BearingMotion } from './bearing-motion.tsx';
import { LoopPlot } from './loop-plot.tsx';
import '../life-line.css';

type Event = BearingLifeAnswer['events'][number];
type Tested = 'horizontal_stiffness_kn_mm' | 'vertical_stiffness_kn_mm' | 'yield_force_kn';

const WORDS = {
  next: { zh: '下次', en: 'Next' },
  year: { zh: '第{n}年', en: 'year {n}' },
  asOf: { zh: '截至', en: 'as of' },
  unknown: { zh: '状态不明，无竣工日期', en: 'State not known: no day of completion' },
  open: { zh: '上次检查不合格，尚未处理', en: 'The last inspection failed; nothing was done since' },
  displacement: { zh: '水平位移', en: 'Displacement' },
  compression: { zh: '竖向压缩', en: 'Compression' },
  should: { zh: '应 ≤', en: 'max' },
  violation: { zh: '违规', en: 'Violation' },
  advisory: { zh: '提示', en: 'Advisory' },
  tests: { zh: '检验值与设计值', en: 'Tests and design' },
  design: { zh: '设计', en: 'Design' },
  horizontal_stiffness_kn_mm: { zh: '水平刚度 kN/mm', en: 'Horizontal stiffness kN/mm' },
  vertical_stiffness_kn_mm: { zh: '竖向刚度 kN/mm', en: 'Vertical stiffness kN/mm' },
  yield_force_kn: { zh: '屈服力 kN', en: 'Yield force kN' },
  loops: { zh: '滞回曲线', en: 'Test loops' },
  events: { zh: '履历', en: 'Life' },
} as const satisfies Readonly<Record<string, Words>>;
const TESTED: readonly (readonly [Tested, number])[] = [
  ['horizontal_stiffness_kn_mm', 3],
  ['vertical_stiffness_kn_mm', 0],
  ['yield_force_kn', 1],
];

export function BearingLife({ id }: { readonly id: string }) {
  const { t, of } = useWords();
  const theme = useCityState((state) => state.theme);
  const loaded = useJson(`/api/bearings/life?bearing=${encodeURIComponent(id)}`, readBearingLife);
  if (loaded.status === 'failed')
    return (
      <p className="state" role="alert">
        {problemText(loaded.error, t)}
      </p>
    );
  if (loaded.status !== 'ready')
    return (
      <p className="state" role="status">
        {t('loading')}
      </p>
    );
  const { status, events, bearing, as_of: asOf } = loaded.answer;
  const condition = wordFrom(BEARING_CONDITIONS, status.state);
  const { due } = status;
  return (
    <div className="life">
      <p className="life-state">
        {condition ? (
          <>
            <span className="sample disc" style={{ color: condition.colour[theme] }} aria-hidden="true" />
            <strong>{of(condition)}</strong>
          </>
        ) : (
          <span>{of(WORDS.unknown)}</span>
        )}
        {due && (
          <span>
            {of(WORDS.next)} {due.next} {of(BEARING_EVENTS[due.kind])}
            {' · '}
            {of(WORDS.year).replace('{n}', String(due.year))}
          </span>
        )}
        <small>
          {of(WORDS.asOf)} {asOf}
        </small>
      </p>
      {(status.findings.length > 0 || status.isOpen) && (
        <ul className="life-findings">
          {status.findings.map((finding) => (
            <li key={finding.what} className={finding.severity}>
              {of(WORDS[finding.severity])}: {of(WORDS[finding.what])} {formatNumber(finding.value, 1)}{' '}
              {finding.unit}, {of(WORDS.should)} {formatNumber(finding.limit)} {finding.unit}{' '}
              <small>
                {finding.clause} [{finding.confidence}]
              </small>
            </li>
          ))}
          {status.isOpen && <li>{of(WORDS.open)}</li>}
        </ul>
      )}
      <BearingMotion id={id} />
      <Tests design={bearing} events={events} />
      <h3>{of(WORDS.events)}</h3>
      <ol className="life-line">
        {events.toReversed().map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ol>
    </div>
  );
}

function Tests({
  design,
  events,
}: {
  readonly design: BearingLifeAnswer['bearing'];
  readonly events: readonly Event[];
}) {
  const { t, of } = useWords();
  const tests = events.filter((event) => TESTED.some(([name]) => event[name] !== null));
  if (tests.length === 0) return null;
  const figure = (value: number | null, digits: number): string =>
    value === null ? t('noData') : formatNumber(value, digits);
  return (
    <>
      <h3>{of(WORDS.tests)}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{of(WORDS.tests)}</span>
            </th>
            <th scope="col">{of(WORDS.design)}</th>
            {tests.map(({ id, kind }) => (
              <th key={id} scope="col">
                {of(wordFrom(BEARING_EVENTS, kind) ?? { zh: kind, en: kind })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TESTED.filter(([name]) => design[name] !== null).map(([name, digits]) => (
            <tr key={name}>
              <th scope="row">{of(WORDS[name])}</th>
              <td>{figure(design[name], digits)}</td>
              {tests.map((event) => (
                <td key={event.id}>{figure(event[name], digits)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Loops events={tests} />
    </>
  );
}

function Loops({ events }: { readonly events: readonly Event[] }) {
  const { of } = useWords();
  const tested = events.flatMap(({ id, kind, loop }) => (loop ? [{ id, kind, loop }] : []));
  if (tested.length === 0) return null;
  return (
    <>
      <h3>{of(WORDS.loops)}</h3>
      <div className="motion-loops">
        {tested.map(({ id, kind, loop }) => (
          <LoopPlot
            key={id}
            title={of(wordFrom(BEARING_EVENTS, kind) ?? { zh: kind, en: kind })}
            loop={loop}
          />
        ))}
      </div>
    </>
  );
}

function EventRow({ event }: { readonly event: Event }) {
  const { of } = useWords();
  const word = wordFrom(BEARING_EVENTS, event.kind);
  const result = wordFrom(EVENT_RESULTS, event.result);
  const measured = [
    ...(event.displacement_mm === null
      ? []
      : [`${of(WORDS.displacement)} ${formatNumber(event.displacement_mm, 1)} mm`]),
    ...(event.compression_mm === null
      ? []
      : [`${of(WORDS.compression)} ${formatNumber(event.compression_mm, 1)} mm`]),
    ...(event.level_permille === null ? [] : [`${formatNumber(event.level_permille, 1)}‰`]),
  ];
  return (
    <li className={event.result === 'failed' ? 'failed' : 'reached'}>
      <time dateTime={event.happened_on}>{event.happened_on}</time>
      <div>
        <b>{word ? of(word) : event.kind}</b>
        {result && event.result !== 'done' && ` · ${of(result)}`}
        {event.finding !== null && <p className="finding">{event.finding}</p>}
        {measured.length > 0 && <p>{measured.join(' · ')}</p>}
        <p>{[event.actor, event.location, event.document].filter((one) => one !== null).join(' · ')}</p>
      </div>
    </li>
  );
}

function wordFrom<T extends Words>(list: Readonly<Record<string, T>>, code: string | null): T | undefined {
  return code !== null && Object.hasOwn(list, code) ? list[code] : undefined;
}
