/** The metered buildings coloured by what they saved since their first year, and who saved and who used most. */
import { useEffect } from 'react';
import { useJson } from '../../city-data/use-json.ts';
import { useCityState } from '../../state/city-state.ts';
import { showColours } from '../../state/scene-colours.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { ClassLegend } from './class-legend.tsx';
import { readEnergySavings, type EnergySavings } from './energy-answers.ts';
import { classOfSaving, SAVING_CLASSES, SAVING_LEGEND } from './saving-classes.ts';
import { ENERGY_COLLECTION, useEnergyLayer } from './use-energy-layer.ts';
import { WORDS } from './words.ts';
import './use-map-tool.css';

type Building = EnergySavings['buildings'][number];
type Saved = Building & { readonly saving: NonNullable<Building['saving']> };

const MOST_LISTED = 8;
const KWH_A_MWH = 1000;

export function SavingMapTool() {
  const { t, of } = useWords();
  const loaded = useJson('/api/energy/savings', readEnergySavings);
  useEnergyLayer();
  const answer = loaded.status === 'ready' ? loaded.answer : undefined;
  useEffect(() => {
    if (!answer) return;
    const shareOf = new Map(answer.buildings.map(({ id, saving }) => [id, saving?.share]));
    showColours({
      collection: ENERGY_COLLECTION,
      codes: SAVING_LEGEND,
      codeOf: (id) => classOfSaving(shareOf.get(id)),
    });
  }, [answer]);
  return (
    <div className="use-map">
      <div className="use-map-row">
        <ClassLegend
          title={of(WORDS.savingLegend)}
          codes={SAVING_LEGEND}
          names={[of(WORDS.unknown), ...SAVING_CLASSES.map((upTo, at) => nameOf(upTo, at))]}
        />
      </div>
      {loaded.status === 'loading' && (
        <p className="state" role="status">
          {t('loading')}
        </p>
      )}
      {loaded.status === 'failed' && (
        <p className="state" role="alert">
          {problemText(loaded.error, t)}
        </p>
      )}
      {answer && <Savings buildings={answer.buildings} />}
    </div>
  );
}

function Savings({ buildings }: { readonly buildings: EnergySavings['buildings'] }) {
  const { of } = useWords();
  const saved = buildings.flatMap(({ saving, ...one }): Saved[] => (saving ? [{ ...one, saving }] : []));
  const byKwh = saved.toSorted((a, b) => b.saving.kwh - a.saving.kwh);
  const all = saved.reduce((sum, { saving }) => sum + saving.kwh, 0);
  const error = Math.hypot(...saved.map(({ saving }) => saving.standard_error_kwh));
  return (
    <div className="saving-map" role="status">
      <section>
        <h3>{of(WORDS.all)}</h3>
        <strong>
          {of(all >= 0 ? WORDS.saved : WORDS.used)} {megawattHours(Math.abs(all))} MWh
        </strong>
        <p>± {megawattHours(error)} MWh</p>
        <p>{of(WORDS.savingNote)}</p>
      </section>
      <Ranking title={of(WORDS.savers)} buildings={byKwh.filter(({ saving }) => saving.kwh > 0)} />
      <Ranking
        title={of(WORDS.users)}
        buildings={byKwh.filter(({ saving }) => saving.kwh < 0).toReversed()}
      />
    </div>
  );
}

function Ranking({ title, buildings }: { readonly title: string; readonly buildings: readonly Saved[] }) {
  const { of, language } = useWords();
  const select = (id: string): void =>
    useCityState.getState().set({ selection: { collection: ENERGY_COLLECTION, id } });
  return (
    <section>
      <h3>{title}</h3>
      <ol>
        {buildings.slice(0, MOST_LISTED).map(({ id, name, name_en: nameEn, saving }) => (
          <li key={id}>
            <button type="button" className="text-button" onClick={() => select(id)}>
              {language === 'en' ? (nameEn ?? name) : name}
            </button>
            <span>{formatNumber(Math.abs(saving.share) * 100, 1)} %</span>
            <span>
              {megawattHours(Math.abs(saving.kwh))} ± {megawattHours(saving.standard_error_kwh)} MWh
            </span>
            {!saving.is_reliable && <small>{of(WORDS.unreliable)}</small>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function nameOf(upTo: number, at: number): string {
  const text = (share: number): string => `${share > 0 ? '+' : ''}${formatNumber(share * 100)} %`;
  return upTo === Infinity ? `> ${text(SAVING_CLASSES[at - 1] ?? 0)}` : `≤ ${text(upTo)}`;
}

function megawattHours(kwh: number): string {
  return formatNumber(kwh / KWH_A_MWH, 1);
}
