/** The city's time, and whether the page hears of changes. */
import { useEffect, useState } from 'react';
import { useConnection } from '../../city-data/live-events.ts';
import { formatClock } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';

const SECOND_MILLISECONDS = 1000;

export function LiveClock() {
  const { t } = useWords();
  const { state } = useConnection();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), SECOND_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  const words = { open: t('bar.live'), connecting: t('bar.connecting'), interrupted: t('bar.interrupted') }[
    state
  ];
  return (
    <span className={`live ${state}`}>
      <span role="status">{words}</span> <time aria-live="off">{formatClock(now)}</time>
    </span>
  );
}
