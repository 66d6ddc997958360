/** A row that stands for a thing lights it in the scene while the pointer or the focus is on the row. */
import { useEffect, useMemo } from 'react';
import { useCityState, type FeatureRef } from '../../state/city-state.ts';

/** A pointer on its way over a list lights nothing; as long as it rests in the scene. */
const REST_MILLISECONDS = 90;

type Lit = { readonly on: () => void; readonly off: () => void };

/** Handlers for the row. A row that goes away lets go of its thing. */
export function useLit(collection: string, id: string) {
  const lit = useMemo(() => litBy({ collection, id }), [collection, id]);
  useEffect(() => lit.off, [lit]);
  return { onPointerEnter: lit.on, onPointerLeave: lit.off, onFocus: lit.on, onBlur: lit.off };
}

export function litBy(ref: FeatureRef): Lit {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    on() {
      clearTimeout(timer);
      timer = setTimeout(() => useCityState.getState().set({ hovered: ref }), REST_MILLISECONDS);
    },
    off() {
      clearTimeout(timer);
      const { hovered, set } = useCityState.getState();
      // Another row may have lit its own meanwhile.
      if (hovered === ref) set({ hovered: null });
    },
  };
}
