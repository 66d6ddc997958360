/** What both sections show of an answer: the drawing as files and in full, what it rests on, or why there is none. */
import { useRef, type ReactNode } from 'react';
import { tell } from '../../../shell/notices/notices.ts';
import { problemText } from '../../../words/problem-text.ts';
import { useWords } from '../../../words/use-words.ts';
import type { PipeDoubts } from '../answers.ts';
import { ExportLinks } from '../export-links.tsx';
import type { Asked } from '../use-answer.ts';
import { savePng } from './save-png.ts';
import type { SectionDrawingData } from './section-answer.ts';
import { SectionDrawing } from './section-drawing.tsx';
import { DOUBT_WORDS, SECTION_WORDS } from './section-words.ts';
import '../pipe-tools.css';
import './section-tool.css';

export type Shown = {
  readonly drawing: SectionDrawingData;
  readonly doubts: PipeDoubts;
  readonly summary: string;
};

export function SectionSheet<T>({
  asked,
  address,
  file,
  show,
  children,
}: {
  readonly asked: Asked<T>;
  /** Of the answer; with `&f=` it gives a file. */
  readonly address: string | undefined;
  /** Name of such a file, without its ending. */
  readonly file: string;
  readonly show: (answer: T) => Shown;
  /** What is at hand before there is an answer. */
  readonly children: ReactNode;
}) {
  const { t, of } = useWords();
  const sheet = useRef<HTMLElement>(null);
  const failed = (error: unknown): void => tell({ text: problemText(error, t) });
  const shown = asked.status === 'ready' ? show(asked.answer) : undefined;
  return (
    <>
      <div className="pipe-actions">
        {children}
        {shown && address !== undefined && (
          <>
            <ExportLinks address={address} name={file} formats={['pdf', 'svg', 'dxf']} />
            <button
              type="button"
              className="button small"
              onClick={() => void savePng(`${address}&f=svg`, `${file}.png`).catch(failed)}
            >
              PNG
            </button>
            <button
              type="button"
              className="button small"
              onClick={() => void sheet.current?.requestFullscreen()}
            >
              {of(SECTION_WORDS.whole)}
            </button>
          </>
        )}
        <span role="status">
          {asked.status === 'loading' && t('loading')}
          {shown?.summary}
        </span>
      </div>
      {asked.status === 'failed' && (
        <p className="state" role="alert">
          {problemText(asked.error, t)}
        </p>
      )}
      {shown && (
        <figure ref={sheet} className="section-sheet" aria-label={shown.drawing.title}>
          <SectionDrawing drawing={shown.drawing} />
          {shown.doubts.length > 0 && (
            <figcaption>
              {shown.doubts.map(({ code, says, count }) => (
                <p key={code}>
                  {of(DOUBT_WORDS[code] ?? { zh: says, en: says })} · {count}
                </p>
              ))}
            </figcaption>
          )}
        </figure>
      )}
    </>
  );
}
