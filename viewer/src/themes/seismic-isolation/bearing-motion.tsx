/** What the sensors at a bearing say: where it went in a year and in each earthquake, and how everything stands now. */
import { useState } from 'react';
import type { Words } from '@twin/gis-data/theme.ts';
import { BEARING_SENSORS } from '@twin/gis-data/themes/seismic-isolation/codes.ts';
import { useJson } from '../../city-data/use-json.ts';
import { Segments } from '../../shell/frame/segments.tsx';
import { formatDate, formatDateTime, formatNumber, withUnit } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { niceMost } from '../nice-most.ts';
import { readMotion, type MotionAnswer } from './bearing-answers.ts';
import { distanceMm, farthest, OrbitPlot, type Orbit } from './orbit-plot.tsx';

type Sensor = MotionAnswer['sensors'][number];
type Limits = MotionAnswer['limits'];
type Reach = 'measured' | 'limits';

const WORDS = {
  orbit: { zh: '位移轨迹', en: 'Orbit' },
  record: { zh: '记录', en: 'Record' },
  reach: { zh: '范围', en: 'Range' },
  measured: { zh: '实测', en: 'Measured' },
  limits: { zh: '限值', en: 'Limits' },
  year: { zh: '日均值 {from} 至 {to}', en: 'Daily means {from} to {to}' },
  most: { zh: '最大', en: 'Most' },
  service: { zh: '正常使用', en: 'Service' },
  rare_earthquake: { zh: '罕遇地震', en: 'Rare earthquake' },
  gap: { zh: '隔震缝', en: 'Gap' },
  outside: { zh: '图外', en: 'outside' },
  sensors: { zh: '监测', en: 'Sensors' },
  limit: { zh: '限值', en: 'limit' },
} as const satisfies Readonly<Record<string, Words>>;
const CIRCLES = ['service', 'rare_earthquake', 'gap'] as const;
const YEAR = 'year';
/** A circle is in the plot as soon as it is not too much larger than what was measured. */
const NEAR_TIMES = 2;
const AIR = 1.08;

export function BearingMotion({ id }: { readonly id: string }) {
  const { t } = useWords();
  const loaded = useJson(`/api/bearings/motion?bearing=${encodeURIComponent(id)}`, readMotion);
  if (loaded.status === 'failed')
    return (
      <p className="state" role="alert">
        {problemText(loaded.error, t)}
      </p>
    );
  if (loaded.status !== 'ready') return null;
  const { sensors, limits } = loaded.answer;
  const tracks = tracksOf(loaded.answer);
  return (
    <>
      {tracks.length > 0 && <OrbitSection tracks={tracks} limits={limits} />}
      {sensors.length > 0 && <Sensors sensors={sensors} limits={limits} />}
    </>
  );
}

type Track = { readonly id: string; readonly title: Words; readonly orbit: Orbit };

/** The strongest first: what a person opens it for. */
function tracksOf({ sensors, records }: MotionAnswer): readonly Track[] {
  const x = sensors.find(({ property }) => property === 'displacement_x');
  const y = sensors.find(({ property }) => property === 'displacement_y');
  const [from, to] = [x?.days[0], x?.days.at(-1)];
  const named = (words: Words): Words => ({
    zh: words.zh.replace('{from}', from ?? '').replace('{to}', to ?? ''),
    en: words.en.replace('{from}', from ?? '').replace('{to}', to ?? ''),
  });
  return [
    ...records
      .filter(({ x_mm }) => x_mm.length > 0)
      .map(({ id, started_at, magnitude, title, x_mm, y_mm }) => {
        const name = `${formatDate(started_at)} ${magnitude === null ? '' : `M${formatNumber(magnitude, 1)} `}${title ?? ''}`;
        return { id, title: { zh: name, en: name }, orbit: { xMm: x_mm, yMm: y_mm } };
      }),
    ...(x && y ? [{ id: YEAR, title: named(WORDS.year), orbit: togetherOf(x, y) }] : []),
  ];
}

/** Days on which both were read. */
function togetherOf(x: Sensor, y: Sensor): Orbit {
  const other = new Map(y.days.map((day, index) => [day, y.mean[index]]));
  const both = x.days.flatMap((day, index) => {
    const [east, north] = [x.mean[index], other.get(day)];
    return east === undefined || north === undefined ? [] : [[east, north] as const];
  });
  return { xMm: both.map(([east]) => east), yMm: both.map(([, north]) => north) };
}

function OrbitSection({ tracks, limits }: { readonly tracks: readonly Track[]; readonly limits: Limits }) {
  const { of } = useWords();
  const [chosen, setChosen] = useState<string>();
  const [reach, setReach] = useState<Reach>('measured');
  const track = tracks.find(({ id }) => id === chosen) ?? tracks[0];
  if (!track) return null;
  const most = distanceMm(track.orbit, farthest(track.orbit));
  const reachMm = reach === 'limits' ? limits.gap.value * AIR : nearReach(most, limits.service.value);
  return (
    <>
      <h3>{of(WORDS.orbit)}</h3>
      <div className="motion-head">
        <select
          className="list-choice"
          aria-label={of(WORDS.record)}
          value={track.id}
          onChange={(event) => setChosen(event.target.value)}
        >
          {tracks.map(({ id, title }) => (
            <option key={id} value={id}>
              {of(title)}
            </option>
          ))}
        </select>
        <Segments<Reach>
          label={of(WORDS.reach)}
          value={reach}
          choices={[
            ['measured', of(WORDS.measured)],
            ['limits', of(WORDS.limits)],
          ]}
          onChange={setReach}
        />
      </div>
      <OrbitPlot
        label={`${of(WORDS.orbit)}, mm: ${of(track.title)}`}
        orbit={track.orbit}
        circles={CIRCLES.map((id) => ({ id, mm: limits[id].value }))}
        reachMm={reachMm}
        axes={['X', 'Y']}
      />
      <p className="motion-most">
        {of(WORDS.most)} <strong>{formatNumber(most, 1)}</strong> mm
      </p>
      <ul className="motion-limits">
        {CIRCLES.map((id) => (
          <li key={id} className={id}>
            <span className="sample" aria-hidden="true" />
            <span>
              {of(WORDS[id])}{' '}
              <small>
                {limits[id].clause} [{limits[id].confidence}]
              </small>
            </span>
            <span className={most > limits[id].value ? 'passed' : undefined}>
              {formatNumber(limits[id].value)} {limits[id].unit}
              {limits[id].value > reachMm && ` ${of(WORDS.outside)}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The measured track fills the plot; the limit of service stands around it where it is near. */
function nearReach(mostMm: number, serviceMm: number): number {
  return Math.max(niceMost(mostMm * AIR), serviceMm <= mostMm * NEAR_TIMES ? serviceMm * AIR : 0);
}

function Sensors({ sensors, limits }: { readonly sensors: readonly Sensor[]; readonly limits: Limits }) {
  const { t, of } = useWords();
  const at = sensors
    .map(({ latest }) => latest.at)
    .toSorted()
    .at(-1);
  return (
    <>
      <h3>{of(WORDS.sensors)}</h3>
      <table className="motion-sensors">
        <tbody>
          {sensors.map(({ property, unit, latest, mean }) => {
            const sensor = BEARING_SENSORS[property];
            return (
              <tr key={property}>
                <th scope="row">
                  {of(sensor)}
                  {property === 'settlement' && (
                    <small>
                      {' '}
                      {of(WORDS.limit)} {formatNumber(limits.compression.value)} {limits.compression.unit}
                    </small>
                  )}
                </th>
                <td aria-hidden="true">
                  <Spark values={mean} />
                </td>
                <td className="value">
                  {latest.value === null
                    ? t('noData')
                    : withUnit(formatNumber(latest.value, sensor.digits), unit)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {at !== undefined && <p className="motion-note">{formatDateTime(at)}</p>}
    </>
  );
}

const SPARK = { width: 112, height: 22 } as const;

function Spark({ values }: { readonly values: readonly number[] }) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || 1;
  return (
    <svg className="spark" viewBox={`0 0 ${SPARK.width} ${SPARK.height}`} preserveAspectRatio="none">
      <polyline
        points={values
          .map(
            (value, index) =>
              `${((index / Math.max(1, values.length - 1)) * SPARK.width).toFixed(1)},${(SPARK.height - ((value - low) / span) * SPARK.height).toFixed(1)}`,
          )
          .join(' ')}
      />
    </svg>
  );
}
