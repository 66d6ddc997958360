/** The city page: bar, layers, tools, scene, attributes, list, status, in the order in which the keyboard goes through them. */
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { collectionById } from '@twin/gis-data/index.ts';
import { useCityLayers } from '../city-data/city-layers.ts';
import { useServedFeature } from '../city-data/served-feature.ts';
import type { CityScene } from '../scene/city-scene.ts';
import { useCityState } from '../state/city-state.ts';
import { FIRST_LISTED, usePanels, type Listed } from '../state/panels.ts';
import { useWords } from '../words/use-words.ts';
import { AttributePanel } from './attributes/attribute-panel.tsx';
import { Bar } from './bar/bar.tsx';
import { PageActions } from './bar/page-actions.tsx';
import { CameraControls } from './camera/camera-controls.tsx';
import { IconButton } from './frame/icon-button.tsx';
import { Part } from './frame/part.tsx';
import { PhoneSheet } from './frame/phone-sheet.tsx';
import { SceneContext } from './frame/scene-context.ts';
import { SceneRegion } from './frame/scene-region.tsx';
import { useAddress } from './frame/use-address.ts';
import { useDocument } from './frame/use-document.ts';
import { useInsets } from './frame/use-insets.ts';
import { useLayout } from './frame/use-layout.ts';
import { useLiveCity } from './frame/use-live-city.ts';
import { usePanelRoom } from './frame/use-panel-room.ts';
import { LayerPanel } from './layers/layer-panel.tsx';
import { ListPanel } from './list/list-panel.tsx';
import { NoticeList } from './notices/notice-list.tsx';
import { StatusBar } from './status/status-bar.tsx';
import { MeasurePanel } from './tools/measure-panel.tsx';
import { ToolRow } from './tools/tool-row.tsx';
import './city-page.css';

const WorkbenchPanel = lazy(async () => ({
  default: (await import('../themes/workbench-panel.tsx')).WorkbenchPanel,
}));

export function CityPage() {
  const [scene, setScene] = useState<CityScene>();
  return (
    <SceneContext value={scene}>
      <Page onReady={setScene} />
    </SceneContext>
  );
}

/** The keys keep the scene as it is when a window becomes a phone's, or a phone is turned. */
function Page({ onReady }: { readonly onReady: (scene: CityScene) => void }) {
  const { t } = useWords();
  const layout = useLayout();
  const { left, right, listed, workbench, isDockTall, tab, sheet, set } = usePanels();
  const selection = useCityState((state) => state.selection);
  const host = useRef<HTMLElement>(null);
  const insets = useInsets(layout);
  const [turn, setTurn] = useState(0);
  const revision = useCityLayers(({ byId }) =>
    selection ? (byId.get(selection.collection)?.revision ?? 0) : 0,
  );
  const served = useServedFeature(selection, turn + revision);
  useDocument();
  useAddress();
  useLiveCity();
  usePanelRoom(layout);

  const entry = selection ? collectionById(selection.collection) : undefined;
  const divideBy = entry?.collection.divideBy;
  const code =
    divideBy !== undefined && served.status === 'ready'
      ? served.answer.feature.properties[divideBy]
      : undefined;
  const selected = selection
    ? { collection: selection.collection, code: typeof code === 'string' ? code : undefined }
    : undefined;
  const retry = useCallback(() => setTurn((count) => count + 1), []);
  const attributes = (onFold?: () => void) =>
    selection && (
      <Part of={`${selection.collection}/${selection.id}`}>
        <AttributePanel selection={selection} served={served} onRetry={retry} onFold={onFold} />
      </Part>
    );
  const layers = (onFold?: () => void) => (
    <Part>
      <LayerPanel selected={selected} onFold={onFold} />
    </Part>
  );
  const list = (of: Listed, onClose?: () => void) => (
    <Part of={of.collection}>
      <ListPanel listed={of} onClose={onClose} />
    </Part>
  );
  const bench = workbench !== null && (
    <Part of={workbench}>
      <Suspense>
        <WorkbenchPanel theme={workbench} />
      </Suspense>
    </Part>
  );

  if (layout === 'phone') {
    return (
      <div className="city phone">
        <Bar layout={layout} />
        <div className="stage">
          <main key="main">
            <SceneRegion key="scene" host={host} insets={insets} onReady={onReady} />
            <CameraControls />
          </main>
          <PhoneSheet
            parts={[
              {
                id: 'layers',
                name: t('layers.title'),
                icon: 'layers',
                content: layers(),
              },
              {
                id: 'attributes',
                name: t('sheet.attributes'),
                icon: 'building',
                content: attributes() ?? <p className="state">{t('sheet.nothingSelected')}</p>,
              },
              {
                id: 'list',
                name: t('list.title'),
                icon: 'list',
                content: list(listed ?? (selection ? { collection: selection.collection } : FIRST_LISTED)),
              },
              {
                id: 'tools',
                name: t('tools.label'),
                icon: 'distance',
                content: (
                  <>
                    <ToolRow />
                    <MeasurePanel />
                    {bench}
                    <PageActions />
                  </>
                ),
              },
            ]}
            tab={tab}
            height={sheet}
            onChange={({ tab: chosen = tab, height = sheet }) => set({ tab: chosen, sheet: height })}
          />
          <NoticeList />
        </div>
      </div>
    );
  }
  return (
    <div className={isDockTall && listed === null ? 'city tall-dock' : 'city'}>
      <Bar layout={layout} />
      <div className="stage">
        {left && (
          <aside className="panel left" aria-label={t('layers.title')}>
            {layers(() => set({ left: false }))}
          </aside>
        )}
        {!left && (
          <div className="unfold left">
            <IconButton
              icon="layers"
              label={t('layers.unfold')}
              onPress={() => set({ left: true, ...(layout === 'drawers' ? { right: false } : {}) })}
            />
          </div>
        )}
        <main key="main">
          <div className="tool-area" data-over-scene>
            <ToolRow />
            <MeasurePanel />
          </div>
          <SceneRegion key="scene" host={host} insets={insets} onReady={onReady} />
          <CameraControls />
        </main>
        {selection && right && (
          <aside className="panel right" aria-label={t('sheet.attributes')}>
            {attributes(() => set({ right: false }))}
          </aside>
        )}
        {selection && !right && (
          <div className="unfold right">
            <IconButton
              icon="left"
              label={t('attributes.unfold')}
              onPress={() => set({ right: true, ...(layout === 'drawers' ? { left: false } : {}) })}
            />
          </div>
        )}
        {(listed ?? workbench) !== null && (
          <section className="panel dock" aria-label={listed ? t('list.title') : t('tools.label')}>
            {listed ? list(listed, () => set({ listed: null })) : bench}
          </section>
        )}
        <NoticeList />
      </div>
      <StatusBar host={host} />
    </div>
  );
}
