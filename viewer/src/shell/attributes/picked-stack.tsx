/** When one click met several things: go through them, or choose one of the list. */
import { collectionById } from '@twin/gis-data/index.ts';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useServedFeature } from '../../city-data/served-feature.ts';
import { useCityState, type FeatureRef } from '../../state/city-state.ts';
import { itemTitle } from '../../words/item-title.ts';
import { useWords } from '../../words/use-words.ts';
import { IconButton } from '../frame/icon-button.tsx';
import { useLit } from '../frame/use-lit.ts';
import { Sample } from '../layers/sample.tsx';

export function PickedStack() {
  const { t } = useWords();
  const { picked, selection, set } = useCityState();
  const at = picked.findIndex((ref) => isSame(ref, selection));
  if (picked.length < 2 || at < 0) return null;
  const go = (step: number): void =>
    set({ selection: picked[(at + step + picked.length) % picked.length] ?? null });
  return (
    <div className="picked" role="group" aria-label={t('attributes.here', { n: picked.length })}>
      <span>{t('attributes.here', { n: picked.length })}</span>
      <IconButton icon="left" size={16} label={t('attributes.previous')} onPress={() => go(-1)} />
      <DialogTrigger>
        <Button
          className="picked-count"
          aria-label={`${t('attributes.choose')}, ${at + 1} / ${picked.length}`}
        >
          {at + 1} / {picked.length}
        </Button>
        <Popover className="popover picked-list" placement="bottom end" offset={6}>
          <Dialog aria-label={t('attributes.choose')}>
            {({ close }) => (
              <ul>
                {picked.map((ref) => (
                  <li key={`${ref.collection}/${ref.id}`}>
                    <PickedRow
                      item={ref}
                      isSelected={isSame(ref, selection)}
                      onChoose={() => {
                        set({ selection: ref });
                        close();
                      }}
                    />
                  </li>
                ))}
              </ul>
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
      <IconButton icon="right" size={16} label={t('attributes.next')} onPress={() => go(1)} />
    </div>
  );
}

function PickedRow({
  item,
  isSelected,
  onChoose,
}: {
  readonly item: FeatureRef;
  readonly isSelected: boolean;
  readonly onChoose: () => void;
}) {
  const { of, language } = useWords();
  const served = useServedFeature(item);
  const lit = useLit(item.collection, item.id);
  const collection = collectionById(item.collection)?.collection;
  if (!collection) return null;
  const title =
    served.status === 'ready'
      ? itemTitle(collection, served.answer.feature.properties, language)
      : of(collection.title);
  return (
    <Button
      className="choice"
      onHoverStart={lit.onPointerEnter}
      onHoverEnd={lit.onPointerLeave}
      onFocus={lit.onFocus}
      onBlur={lit.onBlur}
      {...(isSelected ? { 'aria-current': 'true' as const } : {})}
      onPress={onChoose}
    >
      <Sample collection={collection} />
      <span>{title}</span>
      <code>{item.id}</code>
    </Button>
  );
}

function isSame(a: FeatureRef, b: FeatureRef | null): boolean {
  return a.id === b?.id && a.collection === b.collection;
}
