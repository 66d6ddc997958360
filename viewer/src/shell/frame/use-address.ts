/** Keeps the address in step with the city, and the city with an address that somebody pastes into the open page. */
import { useEffect } from 'react';
import { useCityState } from '../../state/city-state.ts';
import { remember } from '../../state/remembered.ts';
import { takeUpWork } from '../../state/take-up-work.ts';
import { decodeShare, encodeShare } from '../../state/share-link.ts';
import { useScene } from './scene-context.ts';

/** The address follows when a movement has come to rest: browsers refuse a hundred changes in half a minute. */
const REST_MILLISECONDS = 400;

export function useAddress(): void {
  const scene = useScene();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = (): void =>
      window.history.replaceState(null, '', `#${encodeShare(useCityState.getState())}`);
    write();
    const stop = useCityState.subscribe((now, before) => {
      if (now.language !== before.language || now.theme !== before.theme) remember(now);
      clearTimeout(timer);
      timer = setTimeout(write, REST_MILLISECONDS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);

  useEffect(() => {
    const follow = (): void => {
      const shared = decodeShare(window.location.hash);
      // What the link does not say is as the page opens; language and theme are the person's own.
      const { minuteOfDay, mode, layers, groundOpacity, xray, selection, work } =
        useCityState.getInitialState();
      useCityState
        .getState()
        .set({ minuteOfDay, mode, layers, groundOpacity, xray, selection, work, picked: [], ...shared });
      takeUpWork();
      if (shared.camera) scene?.flyToView(shared.camera);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [scene]);
}
