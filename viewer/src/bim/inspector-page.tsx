/** The inspector: a model with the tree of its storeys at the left and the chosen element at the right. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { IconButton } from '../shell/frame/icon-button.tsx';
import { Icon } from '../shell/frame/icon.tsx';
import { PhoneSheet } from '../shell/frame/phone-sheet.tsx';
import { useLayout } from '../shell/frame/use-layout.ts';
import { NoticeList } from '../shell/notices/notice-list.tsx';
import { tell } from '../shell/notices/notices.ts';
import { useCityState } from '../state/city-state.ts';
import type { SheetHeight } from '../state/panels.ts';
import { speak } from '../words/i18n.ts';
import { problemText } from '../words/problem-text.ts';
import { useWords } from '../words/use-words.ts';
import { InspectorBar } from './inspector-bar.tsx';
import { useInspector } from './inspector-state.ts';
import type { BimModel } from './model/bim-model.ts';
import { GONE, SHOWN, statesOf } from './model/groups.ts';
import { ModelView } from './model-view.tsx';
import { ElementPanel } from './panels/element-panel.tsx';
import { MeasuredPanel } from './panels/measured.tsx';
import { TreePanel } from './panels/tree-panel.tsx';
import { ViewPanel, type ViewTool } from './panels/view-panel.tsx';
import type { Insets, ModelScene } from './scene/model-scene.ts';
import { useSceneColours } from './scene-colours.ts';
import { InspectorTools } from './inspector-tools.tsx';
import { useModel } from './use-model.ts';
import { useViewpointLink, viewpointLink } from './use-viewpoint-link.ts';
import { WORDS } from './words.ts';
import '../shell/attributes/attribute-panel.css';
import '../shell/city-page.css';
import '../shell/layers/layer-panel.css';
import '../shell/tools/tools.css';
import './inspector.css';

/** As the panels of city-page.css stand. */
const PANELS = { left: 288, right: 352, gap: 8 } as const;
const SHEETS: { readonly [height in SheetHeight]: number } = { peek: 100, half: 0.5, full: 0.5 };

export function InspectorPage({ id }: { readonly id: string }) {
  const { t, of } = useWords();
  const [turn, setTurn] = useState(0);
  const loaded = useModel(id, turn);
  const { language: chosen, theme } = useCityState();
  const title = loaded.status === 'ready' ? loaded.answer.facts.model.title : of(WORDS.page);
  useViewpointLink();
  useEffect(() => {
    speak(chosen);
    document.documentElement.lang = chosen;
    document.documentElement.dataset['theme'] = theme;
  }, [chosen, theme]);
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  const share = useCallback(() => {
    const link = viewpointLink();
    const copied = window.isSecureContext
      ? navigator.clipboard.writeText(link)
      : Promise.reject(new Error('no secure context'));
    copied.then(
      () => tell({ text: of(WORDS.copied) }),
      (error: unknown) => {
        window.history.replaceState(null, '', link);
        console.warn('the link is not copied:', error);
        tell({ text: t('bar.shareFailed') });
      },
    );
  }, [of, t]);
  const layout = useLayout();
  return (
    <div className={layout === 'phone' ? 'city phone bim' : 'city bim'}>
      <InspectorBar
        id={id}
        title={title}
        isSimulated={loaded.status === 'ready' && loaded.answer.facts.model.simulated}
        isShort={layout === 'phone'}
        onShare={share}
      />
      {loaded.status === 'ready' ? (
        <Stage model={loaded.answer} />
      ) : (
        <main className="stage">
          <div className="scene-message" role={loaded.status === 'failed' ? 'alert' : 'status'}>
            <Icon name="cube" size={24} />
            {loaded.status === 'failed' ? (
              <>
                <strong>{of(WORDS.unread)}</strong>
                <p>{problemText(loaded.error, t)}</p>
                <button type="button" className="button" onClick={() => setTurn(turn + 1)}>
                  {t('retry')}
                </button>
              </>
            ) : (
              <p>{of(WORDS.reading)}</p>
            )}
          </div>
        </main>
      )}
    </div>
  );
}

function Stage({ model }: { readonly model: BimModel }) {
  const { of } = useWords();
  const layout = useLayout();
  const { selected, hidden, isolated, isGhosted, tool, colourBy, quake, points, set } = useInspector();
  const [scene, setScene] = useState<ModelScene>();
  const [left, setLeft] = useState(layout !== 'drawers');
  const [right, setRight] = useState(true);
  const [openTool, setOpenTool] = useState<ViewTool | null>(colourBy === 'material' ? null : 'colour');
  const viewTool = quake ? 'quake' : openTool;
  const openViewTool = (next: ViewTool | null): void => {
    // Without its tool the model is at rest.
    set({ quake: null });
    setOpenTool(next);
  };
  const [tab, setTab] = useState<'tree' | 'element' | 'tools'>('tree');
  const [height, setHeight] = useState<SheetHeight>('peek');
  const colours = useSceneColours(model);
  const states = useMemo(() => {
    const all = statesOf(model, { hidden, isolated, isGhosted });
    return all.map((state, element) => (state === SHOWN && colours.missing.has(element) ? GONE : state));
  }, [model, hidden, isolated, isGhosted, colours.missing]);
  const element = selected === null ? undefined : model.numberOf.get(selected);
  const isPhone = layout === 'phone';
  const [hasLeft, hasRight] = [left && !isPhone, right && element !== undefined && !isPhone];
  const sheet = isPhone ? height : null;
  const insets = useMemo(
    (): Insets => ({
      left: hasLeft ? PANELS.left + 2 * PANELS.gap : 0,
      right: hasRight ? PANELS.right + 2 * PANELS.gap : 0,
      top: 0,
      bottom: sheet === null ? 0 : sheet === 'peek' ? SHEETS.peek : SHEETS.half * window.innerHeight,
    }),
    [hasLeft, hasRight, sheet],
  );
  // Who chooses something on a phone wants to read it.
  useEffect(
    () =>
      useInspector.subscribe((now, before) => {
        if (now.selected === before.selected || now.selected === null) return;
        setTab('element');
        setRight(true);
        setHeight((known) => (known === 'peek' ? 'half' : known));
      }),
    [],
  );

  const tree = (
    <TreePanel model={model} states={states} {...(isPhone ? {} : { onFold: () => setLeft(false) })} />
  );
  const panel =
    element === undefined ? null : (
      <ElementPanel
        model={model}
        element={element}
        onFit={() => scene?.fit([element])}
        {...(isPhone ? {} : { onFold: () => setRight(false) })}
      />
    );
  const tools = (
    <>
      <InspectorTools model={model} scene={scene} viewTool={viewTool} onViewTool={openViewTool} />
      {tool === 'measure' && <MeasuredPanel points={points} onAgain={() => set({ points: [] })} />}
      {viewTool && (
        <ViewPanel tool={viewTool} model={model} states={states} scene={scene} colours={colours} />
      )}
    </>
  );
  return (
    <div className="stage">
      {hasLeft && (
        <aside className="panel left" aria-label={of(WORDS.tree)}>
          {tree}
        </aside>
      )}
      {!hasLeft && !isPhone && (
        <div className="unfold left">
          <IconButton icon="layers" label={of(WORDS.unfoldTree)} onPress={() => setLeft(true)} />
        </div>
      )}
      <main>
        {!isPhone && <div className="tool-area">{tools}</div>}
        <ModelView model={model} states={states} colours={colours} insets={insets} onReady={setScene} />
      </main>
      {hasRight && (
        <aside className="panel right" aria-label={of(WORDS.element)}>
          {panel}
        </aside>
      )}
      {element !== undefined && !right && !isPhone && (
        <div className="unfold right">
          <IconButton icon="left" label={of(WORDS.element)} onPress={() => setRight(true)} />
        </div>
      )}
      {isPhone && (
        <PhoneSheet
          parts={[
            { id: 'tree', name: of(WORDS.tree), icon: 'layers', content: tree },
            {
              id: 'element',
              name: of(WORDS.element),
              icon: 'cube',
              content: panel ?? <p className="state">{of(WORDS.nothingSelected)}</p>,
            },
            { id: 'tools', name: of(WORDS.tools), icon: 'distance', content: tools },
          ]}
          tab={tab}
          height={height}
          onChange={({ tab: nextTab = tab, height: nextHeight = height }) => {
            setTab(nextTab);
            setHeight(nextHeight);
          }}
        />
      )}
      <NoticeList />
    </div>
  );
}
