/** What the pointer does in the model, what is seen of it, and how. */
import { Icon, type IconName } from '../shell/frame/icon.tsx';
import { useWords } from '../words/use-words.ts';
import { useInspector, type InspectorTool } from './inspector-state.ts';
import { RECORDS, type BimModel } from './model/bim-model.ts';
import { elementGroup } from './model/groups.ts';
import type { ViewTool } from './panels/view-panel.tsx';
import type { ModelScene } from './scene/model-scene.ts';
import { WORDS } from './words.ts';

type Properties = {
  readonly model: BimModel;
  readonly scene: ModelScene | undefined;
  readonly viewTool: ViewTool | null;
  readonly onViewTool: (tool: ViewTool | null) => void;
};

const POINTER: readonly (readonly [InspectorTool, IconName])[] = [
  ['select', 'cursor'],
  ['measure', 'distance'],
];
const VIEW: readonly (readonly [ViewTool, IconName])[] = [
  ['section', 'area'],
  ['explode', 'height'],
  ['colour', 'parts'],
  ['quake', 'quake'],
  ['rate', 'list'],
  ['remark', 'copy'],
];

export function InspectorTools({ model, scene, viewTool, onViewTool }: Properties) {
  const { of } = useWords();
  const { tool, selected, hidden, isolated, set } = useInspector();
  const hasBearings = model.facts.record_collection.words.includes(RECORDS.bearings);
  const isWhole = hidden.length === 0 && isolated === null;
  return (
    <div className="tools" role="toolbar" aria-label={of(WORDS.tools)}>
      {POINTER.map(([id, icon]) => (
        <button
          key={id}
          type="button"
          aria-pressed={tool === id}
          onClick={() => set({ tool: id, points: [] })}
        >
          <Icon name={icon} />
          {of(WORDS[id])}
        </button>
      ))}
      <hr />
      <button type="button" disabled={!scene} onClick={() => scene?.fit()}>
        <Icon name="target" />
        {of(WORDS.fit)}
      </button>
      <button
        type="button"
        disabled={selected === null}
        onClick={() => selected !== null && set({ isolated: [elementGroup(selected)] })}
      >
        <Icon name="filter" />
        {of(WORDS.isolate)}
      </button>
      <button
        type="button"
        disabled={selected === null}
        onClick={() =>
          selected !== null && set({ hidden: [...hidden, elementGroup(selected)], selected: null })
        }
      >
        <Icon name="eye-off" />
        {of(WORDS.hide)}
      </button>
      <button type="button" disabled={isWhole} onClick={() => set({ hidden: [], isolated: null })}>
        <Icon name="eye" />
        {of(WORDS.showAll)}
      </button>
      <hr />
      {VIEW.filter(([id]) => id !== 'quake' || hasBearings).map(([id, icon]) => (
        <button
          key={id}
          type="button"
          aria-pressed={viewTool === id}
          onClick={() => onViewTool(viewTool === id ? null : id)}
        >
          <Icon name={icon} />
          {of(WORDS[id])}
        </button>
      ))}
    </div>
  );
}
