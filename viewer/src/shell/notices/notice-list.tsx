/** The notices that are up: each stays six seconds, and as long as somebody points at it or is in it. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../frame/icon.tsx';
import { dismiss, useNotices, type Notice } from './notices.ts';
import './notice-list.css';

const SHOWN_MILLISECONDS = 6000;

export function NoticeList() {
  const { t } = useTranslation();
  const { shown } = useNotices();
  return (
    <section className="notices" aria-label={t('toast.region')} aria-live="polite">
      {shown.map((notice) => (
        <Toast key={notice.id} id={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function Toast({ id, notice }: { readonly id: number; readonly notice: Notice }) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismiss(id), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [held, id]);
  const { action } = notice;
  return (
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{notice.text}</span>
      {action && (
        <button
          type="button"
          className="toast-action"
          onClick={() => {
            action.run();
            dismiss(id);
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className="toast-close" aria-label={t('close')} onClick={() => dismiss(id)}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
