/** The way in for files: dropped or chosen, sent one after the other, and checked when all are there. */
import { useRef, useState, type DragEvent } from 'react';
import { sendFile } from '../http.ts';
import { Icon } from '../shell/frame/icon.tsx';
import { formatBytes } from './format-bytes.ts';
import { useImports } from './imports.ts';
import type { Job } from './server-answers.ts';
import { choose } from './use-chosen.ts';
import { useSay } from './use-say.ts';
import { WORDS } from './words.ts';

type Sending = { readonly name: string; readonly sent: number; readonly bytes: number };

export function DropFiles({ job }: { readonly job: Job | undefined }) {
  const { of, say, trouble } = useSay();
  const { open, act, reload, limitBytes } = useImports();
  const input = useRef<HTMLInputElement>(null);
  const stopping = useRef<AbortController>(null);
  const [isOver, setOver] = useState(false);
  const [sending, setSending] = useState<Sending>();
  const [problem, setProblem] = useState<string>();

  const send = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0 || sending) return;
    const before = job?.files.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0;
    const size = files.reduce((sum, file) => sum + file.size, before);
    if (size > limitBytes) {
      setProblem(say(WORDS.tooLarge, { size: formatBytes(size), limit: formatBytes(limitBytes) }));
      return;
    }
    setProblem(undefined);
    const stop = new AbortController();
    stopping.current = stop;
    let id = job?.id;
    try {
      id ??= (await open()).id;
      for (const file of files) {
        const bytes = file.size;
        setSending({ name: file.name, sent: 0, bytes });
        const address = `/api/imports/${id}/files/${encodeURIComponent(file.name)}`;
        await sendFile(address, file, (sent) => setSending({ name: file.name, sent, bytes }), stop.signal);
      }
      await act(id, 'plan', job?.options ?? {});
      choose({ kind: 'import', id });
    } catch (error) {
      setProblem(stop.signal.aborted ? of(WORDS.stopped) : trouble(error));
      if (id !== undefined) await reload(id).catch((failure: unknown) => setProblem(trouble(failure)));
    } finally {
      setSending(undefined);
      if (input.current) input.current.value = '';
    }
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void send([...event.dataTransfer.files]);
  };

  return (
    // The button inside does the same by keys.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={`drop${isOver ? ' over' : ''}${job && job.files.length > 0 ? ' small' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => void send([...(event.target.files ?? [])])}
      />
      {sending ? (
        <div className="progress">
          <span role="status">{say(WORDS.sending, { name: sending.name })}</span>
          <progress max={Math.max(1, sending.bytes)} value={sending.sent} aria-label={sending.name} />
          <small>
            {formatBytes(sending.sent)} / {formatBytes(sending.bytes)}
          </small>
          <button type="button" className="button small" onClick={() => stopping.current?.abort()}>
            {of(WORDS.stop)}
          </button>
        </div>
      ) : (
        <>
          {!job && <strong>{of(WORDS.drop)}</strong>}
          <button type="button" className="button" onClick={() => input.current?.click()}>
            <Icon name="plus" size={16} />
            {of(job && job.files.length > 0 ? WORDS.more : WORDS.choose)}
          </button>
          {!job && <small>{say(WORDS.formats, { size: formatBytes(limitBytes) })}</small>}
        </>
      )}
      {job && job.files.length > 0 && (
        <ul className="files">
          {job.files.map(({ name, bytes }) => (
            <li key={name}>
              {name} <small>{formatBytes(bytes)}</small>
            </li>
          ))}
        </ul>
      )}
      {problem !== undefined && (
        <p role="alert" className="wrong">
          {problem}
        </p>
      )}
    </div>
  );
}
