import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useCityState } from '../../state/city-state.ts';
import { encodeShare } from '../../state/share-link.ts';
import { tell } from '../notices/notices.ts';

/** Copies a link to what is on the screen now, and says so. */
export function useCopyLink(): () => void {
  const { t } = useTranslation();
  return useCallback(() => {
    // The address follows with a delay; the link says what is seen at this moment.
    const link = new URL(`#${encodeShare(useCityState.getState())}`, window.location.href).href;
    // Without a secure context there is no clipboard at all.
    const copied = window.isSecureContext
      ? navigator.clipboard.writeText(link)
      : Promise.reject(new Error('no secure context'));
    copied.then(
      () => tell({ text: t('bar.shared') }),
      (error: unknown) => {
        window.history.replaceState(null, '', link);
        console.warn('the link is not copied:', error);
        tell({ text: t('bar.shareFailed') });
      },
    );
  }, [t]);
}
