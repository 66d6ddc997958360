/**
 * Colours that a tool gives the items of a collection instead of their own. It is the result of a question and not a
 * choice, so it is in no link.
 */
import { create } from 'zustand';

export type SceneColours = {
  readonly collection: string;
  /** What can be said of an item, in the order of the legend. `none` is hatched on buildings: nothing is known. */
  readonly codes: readonly {
    readonly code: string;
    readonly colour: { readonly light: string; readonly dark: string };
  }[];
  /** An item without a code wears the neutral colour. */
  readonly codeOf: (id: string) => string | undefined;
};

export const useSceneColours = create<{ readonly colours: SceneColours | null }>()(() => ({ colours: null }));

/** Instead of those before. */
export function showColours(colours: SceneColours): void {
  useSceneColours.setState({ colours });
}

export function clearColours(): void {
  if (useSceneColours.getState().colours !== null) useSceneColours.setState({ colours: null });
}
