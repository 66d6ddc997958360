/** A remark on what is seen now, kept as a BCF file. */
import { useState } from 'react';
import { useCityState } from '../../state/city-state.ts';
import { tell } from '../../shell/notices/notices.ts';
import { useWords } from '../../words/use-words.ts';
import { useInspector } from '../inspector-state.ts';
import { elementTitle, type BimModel } from '../model/bim-model.ts';
import { SHOWN } from '../model/groups.ts';
import type { ModelScene } from '../scene/model-scene.ts';
import { WORDS } from '../words.ts';

const LONGEST = 2000;

type Properties = {
  readonly model: BimModel;
  readonly states: Readonly<Uint8Array>;
  readonly scene: ModelScene | undefined;
};

export function RemarkPanel({ model, states, scene }: Properties) {
  const { t, of } = useWords();
  const [text, setText] = useState('');
  const language = useCityState((state) => state.language);
  const { facts } = model;
  const save = async (): Promise<void> => {
    if (!scene) return;
    const { writeBcf } = await import('../write-bcf.ts');
    const { selected, section } = useInspector.getState();
    const element = selected === null ? undefined : model.numberOf.get(selected);
    const drawn = facts.guid.flatMap((guid, one) =>
      facts.shape[one] === null ? [] : [[guid, states[one] === SHOWN] as const],
    );
    const pick = (isShown: boolean): string[] =>
      drawn.filter(([, is]) => is === isShown).map(([guid]) => guid);
    const [shown, hidden] = [pick(true), pick(false)];
    const file = writeBcf({
      title: element === undefined ? facts.model.title : elementTitle(facts, element),
      comment: text,
      author: t('product'),
      date: new Date().toISOString(),
      ...scene.viewpoint(),
      section,
      selected: element === undefined ? [] : [facts.guid[element] ?? ''],
      visible: hidden.length <= shown.length ? { except: hidden } : { only: shown },
    });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([new Uint8Array(file)], { type: 'application/zip' }));
    link.download = `${facts.model.id}.bcfzip`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <textarea
        className="input bim-remark"
        lang={language}
        aria-label={of(WORDS.remark)}
        placeholder={of(WORDS.remarkHint)}
        maxLength={LONGEST}
        rows={4}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button
        type="button"
        className="button small"
        disabled={!scene || text.trim() === ''}
        onClick={() => {
          save().catch((error: unknown) => {
            console.error('the remark cannot be written:', error);
            tell({ text: of(WORDS.remarkFailed) });
          });
        }}
      >
        {of(WORDS.bcf)}
      </button>
    </>
  );
}
