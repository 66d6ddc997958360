/** A part of the page that stands for itself: when it fails, it says so in its own place and can be tried again. */
import type { ReactNode } from 'react';
import { useWords } from '../../words/use-words.ts';
import { Unbroken } from './unbroken.tsx';

export function Part({
  of,
  children,
}: {
  /** What it shows: another is given another chance. */
  readonly of?: string;
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <Unbroken
      of={of}
      renderBroken={(retry) => (
        <div className="state" role="alert">
          <strong>{t('broken')}</strong>
          <p>{t('brokenHow')}</p>
          <div className="state-actions">
            <button type="button" className="button" onClick={retry}>
              {t('retry')}
            </button>
            <button type="button" className="button" onClick={() => window.location.reload()}>
              {t('reload')}
            </button>
          </div>
        </div>
      )}
    >
      {children}
    </Unbroken>
  );
}
