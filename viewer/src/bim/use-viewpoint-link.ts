/** Keeps the address in step with the view, and the view with an address that somebody pastes into the open page. */
import { useEffect } from 'react';
import { useCityState } from '../state/city-state.ts';
import { remember } from '../state/remembered.ts';
import { useInspector } from './inspector-state.ts';
import { decodeViewpoint, encodeViewpoint } from './viewpoint-link.ts';

/** The address follows when a movement has come to rest: browsers refuse a hundred changes in half a minute. */
const REST_MILLISECONDS = 400;

/** The address of what is seen now. */
export function viewpointLink(): string {
  const { language, theme } = useCityState.getState();
  const hash = encodeViewpoint({ ...useInspector.getState(), language, theme });
  return new URL(`#${hash}`, window.location.href).href;
}

export function useViewpointLink(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => window.history.replaceState(null, '', viewpointLink()), REST_MILLISECONDS);
    };
    const stops = [
      useInspector.subscribe(later),
      useCityState.subscribe((now, before) => {
        if (now.language !== before.language || now.theme !== before.theme) remember(now);
        later();
      }),
    ];
    const follow = (): void => {
      const { language, theme, ...viewpoint } = decodeViewpoint(window.location.hash);
      // What the link does not say is as the page opens.
      const { selected, hidden, isolated, isGhosted, section, explode, quake, colourBy, day, eye } =
        useInspector.getInitialState();
      useInspector.getState().set({
        selected,
        hidden,
        isolated,
        isGhosted,
        section,
        explode,
        quake,
        colourBy,
        day,
        eye,
        ...viewpoint,
      });
      useCityState.getState().set({ ...(language ? { language } : {}), ...(theme ? { theme } : {}) });
    };
    window.addEventListener('hashchange', follow);
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      window.removeEventListener('hashchange', follow);
    };
  }, []);
}
