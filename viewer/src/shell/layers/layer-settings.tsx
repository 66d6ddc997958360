/** What can be done with a layer beyond showing it: how opaque it is, alone, flown to, listed. */
import type { Collection, Theme } from '@twin/gis-data/theme.ts';
import { collections } from '@twin/gis-data/index.ts';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { colourFields } from '../../scene/layers/paint-style.ts';
import type { LayerInfo } from '../../city-data/server-answers.ts';
import { useCityState } from '../../state/city-state.ts';
import { layerStateOf, withLayer, withOnly, withOnlyCode } from '../../state/layer-state.ts';
import { usePanels } from '../../state/panels.ts';
import { useWords } from '../../words/use-words.ts';
import { Icon } from '../frame/icon.tsx';
import { useScene } from '../frame/scene-context.ts';
import { Slider } from '../frame/slider.tsx';
import { LayerConditions } from './layer-conditions.tsx';
import { switchable } from './layer-tree.ts';

type Properties = {
  readonly theme: Theme;
  readonly collection: Collection;
  readonly name: string;
  readonly info: LayerInfo | undefined;
  /** Given: the settings are about this code of the collection. */
  readonly code?: string;
};

export function LayerSettings({ theme, collection, name, info, code }: Properties) {
  const { t, of } = useWords();
  const scene = useScene();
  const { layers, set } = useCityState();
  const setPanels = usePanels((panels) => panels.set);
  const { opacity, colourBy } = layerStateOf(layers, collection);
  const choices = code === undefined ? colourFields(collection) : [];
  const extent = info?.extent;

  const colouredBy = (field: string) => {
    const { colourBy: _, ...own } = layerStateOf(layers, collection);
    return { ...layers, [collection.id]: field === '' ? own : { ...own, colourBy: field } };
  };
  const only = (): void =>
    set({
      layers:
        code === undefined
          ? withOnly(layers, collection, switchable(collections.map((entry) => entry.collection)))
          : withOnlyCode(layers, collection, code),
    });
  const list = (): void =>
    setPanels({
      listed: { collection: collection.id, ...(code === undefined ? {} : { code }) },
      tab: 'list',
      sheet: 'half',
    });

  return (
    <DialogTrigger>
      <Button className="icon-button settings" aria-label={t('layers.settings', { name })}>
        <Icon name="more" size={16} />
      </Button>
      <Popover className="popover layer-settings" placement="right top" offset={10}>
        <Dialog aria-label={t('layers.settings', { name })}>
          {({ close }) => (
            <>
              <h3>{name}</h3>
              <Slider
                label={t('layers.opacity')}
                value={Math.round(opacity * 100)}
                min={0}
                max={100}
                text={`${Math.round(opacity * 100)} %`}
                onChange={(percent) =>
                  set({ layers: withLayer(layers, collection, { opacity: percent / 100 }) })
                }
              />
              {choices.length > 0 && (
                <label className="colour-by">
                  {t('layers.colourBy')}
                  <select
                    value={colourBy ?? ''}
                    onChange={({ target }) => set({ layers: colouredBy(target.value) })}
                  >
                    <option value="">{t('layers.colourOwn')}</option>
                    {choices.map(([field, { title }]) => (
                      <option key={field} value={field}>
                        {of(title)}
                      </option>
                    ))}
                  </select>
                </label>
              )}
              {code === undefined && collection.symbol.kind !== 'raster' && (
                <LayerConditions theme={theme} collection={collection} />
              )}
              <div className="choices">
                <Button
                  className="choice"
                  onPress={() => {
                    only();
                    close();
                  }}
                >
                  <Icon name="eye" size={16} />
                  {t('layers.only')}
                </Button>
                {extent && (
                  <Button
                    className="choice"
                    onPress={() => {
                      scene?.flyToExtent(extent);
                      close();
                    }}
                  >
                    <Icon name="target" size={16} />
                    {t('layers.flyThere')}
                  </Button>
                )}
                <Button
                  className="choice"
                  onPress={() => {
                    list();
                    close();
                  }}
                >
                  <Icon name="list" size={16} />
                  {t('layers.list')}
                </Button>
              </div>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
