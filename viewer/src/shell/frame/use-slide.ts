import { useLayoutEffect, useRef, type RefObject } from 'react';

const EASE_OUT = 'cubic-bezier(.2, .7, .2, 1)';

/**
 * Lets the scene glide to its new place when a panel opens: it is laid out there at once, drawn once, and moved by
 * the compositor alone.
 * @param middle of the scene from the middle of the window, pixels
 */
export function useSlide(host: RefObject<HTMLElement | null>, middle: number): void {
  const before = useRef(middle);
  useLayoutEffect(() => {
    const element = host.current;
    const from = before.current - middle;
    before.current = middle;
    if (!element || from === 0) return;
    const duration =
      Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--d-panel')) || 0;
    element.animate([{ translate: `${from}px 0` }, { translate: '0 0' }], { duration, easing: EASE_OUT });
  }, [host, middle]);
}
