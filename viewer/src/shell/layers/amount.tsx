/** The right of a layer row: how much there is, or why that is not known. */
import { collectionGrade, type Collection, type Theme } from '@twin/gis-data/theme.ts';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import { useCityLayers } from '../../city-data/city-layers.ts';
import { useMatching } from '../../city-data/matching.ts';
import type { LayerInfo } from '../../city-data/server-answers.ts';
import { Icon } from '../frame/icon.tsx';
import { formatKilometres, formatNumber, withUnit } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';

export function LayerAmount({
  theme,
  collection,
  info,
}: {
  readonly theme: Theme;
  readonly collection: Collection;
  readonly info: LayerInfo | undefined;
}) {
  const { t, of } = useWords();
  const { status, load } = useCityLayers();
  const matching = useMatching((state) => state.byId.get(collection.id)?.status);
  if (info) {
    if (matching === 'failed') return <span className="amount failed">{t('layers.filterFailed')}</span>;
    if (info.count === 0 && matching === undefined)
      return <span className="amount">{t('layers.empty')}</span>;
    const unit = collection.unitWord ? of(collection.unitWord) : '';
    return (
      <span className={matching === undefined ? 'amount' : 'amount filtered'}>
        {matching !== undefined && <Icon name="filter" size={12} />}
        {matching !== undefined && <span className="visually-hidden">{t('layers.filtered')} </span>}
        {info.km === undefined
          ? withUnit(formatNumber(info.count), unit)
          : withUnit(formatKilometres(info.km), 'km')}
      </span>
    );
  }
  if (status === 'failed')
    return (
      <button type="button" className="amount failed" onClick={() => void load()}>
        {t('layers.failed')}
      </button>
    );
  if (status !== 'ready') return <span className="amount skeleton" />;
  // A collection that the server does not name is one that the visitor may not see.
  return (
    <TooltipTrigger delay={200}>
      <Button className="amount forbidden" aria-label={t('layers.forbidden')}>
        <Icon name="lock" size={14} />
      </Button>
      <Tooltip className="tooltip" offset={6}>
        {t('layers.needs', { grade: t(`grades.${collectionGrade(theme, collection)}`) })}
      </Tooltip>
    </TooltipTrigger>
  );
}

/** Of one code: kilometres where the collection sums them up, else items. */
export function CodeAmount({
  collection,
  amount,
}: {
  readonly collection: Collection;
  readonly amount: number | undefined;
}) {
  const { t } = useWords();
  const status = useCityLayers((state) => state.status);
  const isFiltered = useMatching((state) => state.byId.has(collection.id));
  if (amount === undefined)
    return status === 'loading' || status === 'starting' ? (
      <span className="amount skeleton" />
    ) : (
      <span className="amount" />
    );
  if (amount === 0)
    return <span className="amount">{t(isFiltered ? 'layers.noneMatches' : 'layers.empty')}</span>;
  return (
    <span className="amount">{collection.measure ? formatKilometres(amount) : formatNumber(amount)}</span>
  );
}
