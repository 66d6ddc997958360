/** A metered building's energy: its index and peers, sub-items, months, hours, what stands out, and its baseline. */
import { SUB_ITEMS } from '@twin/gis-data/themes/building-energy/codes.ts';
import { useMemo, type ReactNode } from 'react';
import { useJson } from '../../city-data/use-json.ts';
import { useCityState } from '../../state/city-state.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { BaselinePlot } from './baseline-plot.tsx';
import { DayCurves } from './day-curves.tsx';
import {
  readEnergy,
  readEnergyHours,
  type EnergyAnomaly,
  type EnergyAnswer,
  type EnergyBaseline,
  type EnergyReadings,
  type EnergyYear,
} from './energy-answers.ts';
import { MonthColumns } from './month-columns.tsx';
import { PeerStrip } from './peer-strip.tsx';
import { SubItemList } from './sub-item-list.tsx';
import { typicalDay } from './typical-day.ts';
import { WORDS } from './words.ts';
import { YearCarpet } from './year-carpet.tsx';
import '../chart.css';
import './energy-life.css';

const DAYS_A_YEAR = 365;
const HOURS_A_DAY = 24;
const KWH_A_MWH = 1000;
/** 2025-08-28 14:00 is said without its year. */
const YEAR_CHARACTERS = 5;

export function EnergyLife({ id }: { readonly id: string }) {
  const { t, of } = useWords();
  const loaded = useJson(`/api/energy/building?building=${encodeURIComponent(id)}`, readEnergy);
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
  const { readings } = loaded.answer;
  return (
    <div className="energy-life">
      <Index answer={loaded.answer} />
      {readings ? (
        <Readings id={id} readings={readings} areaM2={loaded.answer.floor_area_m2} />
      ) : (
        <p className="energy-note">{of(WORDS.noReadings)}</p>
      )}
    </div>
  );
}

function Index({ answer: { index, limits, verdict, peers } }: { readonly answer: EnergyAnswer }) {
  const { t, of } = useWords();
  return (
    <Part title={of(WORDS.index)} note={index?.year ? String(index.year) : undefined}>
      <p className="energy-index">
        <strong>{index ? formatNumber(index.kwh_m2a, 1) : t('noData')}</strong>
        {index && <span className="unit">kWh/(m²·a)</span>}
        {verdict && (
          <span className={verdict.place === 'above' ? 'above' : undefined}>
            {verdict.finding && `${of(WORDS[verdict.finding])}: `}
            {of(WORDS[`place.${verdict.place}`]).replace('{n}', formatNumber((verdict.ratio - 1) * 100, 0))}
          </span>
        )}
      </p>
      {index && peers && <PeerStrip index={index.kwh_m2a} peers={peers} limits={limits} />}
      <p className="energy-note">
        {peers &&
          of(WORDS.rank).replace('{count}', String(peers.count)).replace('{rank}', String(peers.rank))}
        {limits ? (
          <>
            <br />
            <i className="key guide" /> {of(WORDS.guide)} {formatNumber(limits.guide)}{' '}
            <i className="key constraint" /> {of(WORDS.constraint)} {formatNumber(limits.constraint)}{' '}
            <small>
              {limits.citation} [{limits.confidence}]
            </small>
          </>
        ) : (
          <>
            <br />
            {of(WORDS.noLimit)}
          </>
        )}
      </p>
    </Part>
  );
}

function Readings({
  id,
  readings,
  areaM2,
}: {
  readonly id: string;
  readonly readings: EnergyReadings;
  readonly areaM2: number;
}) {
  const { t, of } = useWords();
  const theme = useCityState((state) => state.theme);
  const full = readings.years.filter(({ days }) => days >= DAYS_A_YEAR);
  const year = full.at(-1) ?? readings.years.at(-1);
  const hours = useJson(
    year
      ? `/api/energy/hours?building=${encodeURIComponent(id)}&from=${year.year}-01-01&days=${year.days}`
      : null,
    readEnergyHours,
  );
  const day = useMemo(() => (hours.status === 'ready' ? typicalDay(hours.answer) : undefined), [hours]);
  if (!year) return null;
  const { profile } = readings;
  const figure = (value: number | null, digits: number): string =>
    value === null ? t('noData') : formatNumber(value, digits);
  return (
    <>
      <Part title={`${of(WORDS.subItems)} ${year.year}`} note={of(WORDS.subItemsNote)}>
        <SubItemList year={year} before={full.find((one) => one.year === year.year - 1)} areaM2={areaM2} />
      </Part>
      <Part title={of(WORDS.months)} note={of(WORDS.monthsNote)}>
        <MonthColumns
          months={readings.months.filter(({ month }) => Number(month.slice(0, 4)) >= year.year - 1)}
          year={year.year}
          label={`${of(WORDS.months)} ${year.year}, ${formatNumber(year.kwh / KWH_A_MWH, 1)} MWh`}
        />
      </Part>
      <Part title={of(WORDS.day)} note={of(WORDS.dayNote)}>
        {day && <DayCurves {...day} />}
        <p className="energy-keys">
          <span>
            <i className="line workday" />
            {of(WORDS.workday)}
          </span>
          <span>
            <i className="line weekend" />
            {of(WORDS.weekend)}
          </span>
        </p>
        <dl className="energy-figures">
          <div>
            <dt>{of(WORDS.night)}</dt>
            <dd>
              {figure(profile.night_kw, 0)} kW
              {profile.night_share !== null && (
                <small>{of(WORDS.ofDay).replace('{n}', formatNumber(profile.night_share * 100, 0))}</small>
              )}
            </dd>
          </div>
          <div>
            <dt>{of(WORDS.weekendShare)}</dt>
            <dd>{figure(profile.weekend_share, 2)}</dd>
          </div>
          <div>
            <dt>{of(WORDS.peak)}</dt>
            <dd>
              {figure(profile.peak_kw, 0)} kW
              {profile.peak_at !== null && <small>{profile.peak_at.slice(YEAR_CHARACTERS)}</small>}
            </dd>
          </div>
        </dl>
      </Part>
      <Part title={of(WORDS.carpet)} note={String(year.year)}>
        {hours.status === 'ready' && <YearCarpet key={theme} hours={hours.answer} year={year.year} />}
        {hours.status === 'failed' && (
          <p className="state" role="alert">
            {problemText(hours.error, t)}
          </p>
        )}
      </Part>
      <Part
        title={of(WORDS.anomalies)}
        note={readings.anomalies.length > 0 ? String(readings.anomalies.length) : undefined}
      >
        <Anomalies anomalies={readings.anomalies} />
      </Part>
      <Part title={of(WORDS.baseline)} note={of(WORDS.baselineNote)}>
        {readings.baseline ? (
          <Baseline baseline={readings.baseline} />
        ) : (
          <p className="energy-note">{of(WORDS.noBaseline)}</p>
        )}
      </Part>
      <Foot year={year} subItems={Object.keys(year.sub_items).length} />
    </>
  );
}

function Anomalies({ anomalies }: { readonly anomalies: readonly EnergyAnomaly[] }) {
  const { of } = useWords();
  if (anomalies.length === 0) return <p className="energy-note">{of(WORDS.noAnomalies)}</p>;
  const reason = ({ kind, sub_item: item, count, kwh, ratio }: EnergyAnomaly): string =>
    of(kind === 'gap' && kwh === null ? WORDS['anomaly.gap.open'] : WORDS[`anomaly.${kind}`])
      .replace('{item}', of(SUB_ITEMS[item]))
      .replace('{n}', formatNumber(count))
      .replace('{kwh}', formatNumber(kwh ?? 0, 0))
      .replace('{ratio}', formatNumber(ratio ?? 0, 1));
  return (
    <ul className="energy-anomalies">
      {anomalies.map((one) => (
        <li key={`${one.kind} ${one.sub_item} ${one.from}`}>
          <span>{one.from === one.to ? one.from : `${one.from} – ${one.to}`}</span>
          {reason(one)}
        </li>
      ))}
    </ul>
  );
}

function Baseline({ baseline }: { readonly baseline: EnergyBaseline }) {
  const { of } = useWords();
  const { checks, saving } = baseline;
  const list = [
    ['R²', '≥', checks.r2, (value: number) => formatNumber(value, 2)],
    ['CV(RMSE)', '≤', checks.cv_rmse, percent],
    ['NMBE', '≤', checks.nmbe, percent],
  ] as const;
  return (
    <>
      <BaselinePlot baseline={baseline} />
      {saving && (
        <p className="energy-saving">
          {of(saving.kwh >= 0 ? WORDS.saved : WORDS.used)} <strong>{percent(Math.abs(saving.share))}</strong>{' '}
          {formatNumber(Math.abs(saving.kwh) / KWH_A_MWH, 1)} ±{' '}
          {formatNumber(saving.standard_error_kwh / KWH_A_MWH, 1)} MWh{' '}
          {of(WORDS.since).replace('{n}', String(saving.days))}
        </p>
      )}
      <ul className="energy-checks">
        {list.map(([name, sign, { value, limit, is_kept: isKept }, text]) => (
          <li key={name} className={isKept ? undefined : 'missed'}>
            {name} {text(value)} <small>{`${sign} ${text(limit)}`}</small>{' '}
            {of(isKept ? WORDS.kept : WORDS.missed)}
          </li>
        ))}
      </ul>
      <p className="energy-note">
        {list.some(([, , { is_kept: isKept }]) => !isKept) && `${of(WORDS.rulesMissed)}; `}
        {of(WORDS.rules).replace('{confidence}', `[${checks.r2.confidence}]`)}
      </p>
    </>
  );
}

function Foot({ year, subItems }: { readonly year: EnergyYear; readonly subItems: number }) {
  const { of } = useWords();
  const hours = year.days * HOURS_A_DAY * subItems;
  const factor = year.carbon_factor;
  return (
    <p className="energy-note energy-foot">
      {of(WORDS.complete).replace('{n}', formatNumber((1 - year.hours_missing / hours) * 100, 1))}
      {year.repaired_kwh > 0 && ` · ${of(WORDS.repaired).replace('{n}', formatNumber(year.repaired_kwh, 0))}`}
      {year.coal_tonnes !== null && year.carbon_tonnes !== null && factor && (
        <>
          <br />
          {of(WORDS.converted)
            .replace('{coal}', formatNumber(year.coal_tonnes, 1))
            .replace('{carbon}', formatNumber(year.carbon_tonnes, 1))}
          {' · '}
          {of(WORDS.factor)
            .replace('{year}', String(factor.year))
            .replace('{value}', formatNumber(factor.value, 4))
            .replace('{unit}', factor.unit)}{' '}
          <small>[{factor.confidence}]</small>
        </>
      )}
    </p>
  );
}

function Part({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <section>
      <header>
        <h3>{title}</h3>
        {note !== undefined && <span>{note}</span>}
      </header>
      {children}
    </section>
  );
}

function percent(share: number): string {
  return `${formatNumber(share * 100, 1)} %`;
}
