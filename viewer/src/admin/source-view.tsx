/** A source that is in the city: what came of it, from whom, and how it is taken back. */
import { useState } from 'react';
import { Dialog, DialogTrigger, Button, Modal, ModalOverlay } from 'react-aria-components';
import { tell } from '../shell/notices/notices.ts';
import { formatDateTime, formatNumber } from '../words/format.ts';
import { sourceTitle } from '../words/source-title.ts';
import { BackLink } from './back-link.tsx';
import { CountsTable } from './counts-table.tsx';
import { useImports } from './imports.ts';
import type { Source } from './server-answers.ts';
import { choose } from './use-chosen.ts';
import { useSay } from './use-say.ts';
import { WORDS } from './words.ts';

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
    [of(WORDS.licence), source.licence],
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

function UndoButton({ source, name }: { readonly source: Source; readonly name: string }) {
  const { of, say, trouble } = useSay();
  const undo = useImports((imports) => imports.undo);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const sum = (of: (one: Source['collections'][number]) => number): string =>
    formatNumber(source.collections.reduce((all, one) => all + of(one), 0));
  const run = async (close: () => void): Promise<void> => {
    setBusy(true);
    try {
      await undo(source);
      close();
      tell({ text: say(WORDS.undone, { name }) });
      choose({ kind: 'none' }, true);
    } catch (error) {
      setProblem(trouble(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <DialogTrigger>
      <Button className="button danger">{of(WORDS.undo)}</Button>
      <ModalOverlay className="admin-veil" isDismissable>
        <Modal>
          <Dialog className="admin-dialog" role="alertdialog" aria-label={say(WORDS.undoTitle, { name })}>
            {({ close }) => (
              <>
                <h2>{say(WORDS.undoTitle, { name })}</h2>
                <p>
                  {say(WORDS.undoText, {
                    added: sum(({ added }) => added),
                    updated: sum(({ updated }) => updated),
                    retired: sum(({ retired }) => retired),
                  })}
                </p>
                {problem !== undefined && (
                  <p role="alert" className="wrong">
                    {problem}
                  </p>
                )}
                <div className="admin-actions">
                  <Button className="button" onPress={close}>
                    {of(WORDS.keep)}
                  </Button>
                  <Button className="button danger" isDisabled={isBusy} onPress={() => void run(close)}>
                    {of(WORDS.undoVerb)}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
