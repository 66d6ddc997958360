/** A source that is in the city: what came of it, from whom, and how it is taken back. */
import { useId, useRef, useState } from 'react';
import { tell } from '../shell/notices/notices.ts';
import { formatDateTime, formatNumber } from '../words/format.ts';
import { sourceTitle } from '../words/source-title.ts';
import { BackLink } from './back-link.tsx';
import { CountsTable } from './counts-table.tsx';
import { useImports } from './imports.ts';
import type { Source } from './server-answers.ts';
import { choose } from './use-chosen.ts';
import { useSay } from './use-say.ts';
import { UNDO_WORDS, WORDS } from './words.ts';

/** What the store says where nobody has. */
const LICENCE_UNKNOWN = 'not stated';

type Properties = { readonly sourceKey: string; readonly isPhone: boolean };

export function SourceView({ sourceKey, isPhone }: Properties) {
  const { of, language } = useSay();
  const { sources, status } = useImports();
  const source = sources.find((one) => one.source === sourceKey);
  if (!source) return status === 'loading' ? null : <Gone isPhone={isPhone} />;
  const { title } = sourceTitle(
    source.file,
    source.collections.map(({ collection }) => collection),
    language,
  );
  const facts: readonly (readonly [string, string])[] = [
    [of(WORDS.sourceKey), source.source],
    [of(WORDS.importedAt), formatDateTime(source.importedAt)],
    [of(WORDS.by), source.by ?? of(WORDS.commandLine)],
    [of(WORDS.crs), source.crs],
    [of(WORDS.licence), source.licence === LICENCE_UNKNOWN ? of(WORDS.notStated) : source.licence],
    [of(WORDS.canUndo), formatNumber(source.imports)],
  ];
  return (
    <article>
      {isPhone && <BackLink />}
      <h2>{title}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <section>
        <h3>{of(WORDS.lastImport)}</h3>
        <CountsTable counts={source.collections} />
      </section>
      <UndoButton source={source} name={title} />
    </article>
  );
}

function Gone({ isPhone }: { readonly isPhone: boolean }) {
  const { of } = useSay();
  return (
    <article>
      {isPhone && <BackLink />}
      <p className="state">{of(WORDS.gone)}</p>
    </article>
  );
}

/** Says in numbers what will happen; the button repeats the verb. */
function UndoButton({ source, name }: { readonly source: Source; readonly name: string }) {
  const { of, say, trouble } = useSay();
  const undo = useImports((imports) => imports.undo);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const parts = (['added', 'updated', 'retired'] as const).flatMap((kind) => {
    const n = source.collections.reduce((sum, counts) => sum + counts[kind], 0);
    return n > 0 ? [say(UNDO_WORDS[kind], { n: formatNumber(n) })] : [];
  });
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      await undo(source);
      tell({ text: say(WORDS.undone, { name }) });
      choose({ kind: 'none' }, true);
    } catch (error) {
      setProblem(trouble(error));
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" className="button danger" onClick={() => dialog.current?.showModal()}>
        {of(WORDS.undo)}
      </button>
      <dialog
        ref={dialog}
        className="admin-dialog"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
      >
        <h2 id={`${id}-title`}>{say(WORDS.undoTitle, { name })}</h2>
        <p id={`${id}-text`}>{[...parts, of(WORDS.undoKeeps)].join(of(WORDS.comma))}</p>
        {problem !== undefined && (
          <p role="alert" className="wrong">
            {problem}
          </p>
        )}
        <div className="admin-actions">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {of(WORDS.keep)}
          </button>
          <button type="button" className="button danger" disabled={isBusy} onClick={() => void run()}>
            {of(WORDS.undoVerb)}
          </button>
        </div>
      </dialog>
    </>
  );
}
