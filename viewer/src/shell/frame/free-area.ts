/**
 * The part of the window that no panel covers, and where the scene stands so that its middle is the middle of that:
 * it grows past the far edge of the window instead of being squeezed, so nothing behind the panels is lost, and what
 * the pointer meets stays what the scene draws.
 */
import type { FreeArea } from '../../scene/city-scene.ts';

export type Insets = { readonly left: number; readonly right: number; readonly bottom: number };
/** CSS inset of the scene within the stage, pixels; negative is outside the window. */
export type SceneInset = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

export function sceneInset({ left, right, bottom }: Insets): SceneInset {
  return { left: Math.min(0, left - right), right: Math.min(0, right - left), top: -bottom, bottom: 0 };
}

/** How much of the scene itself is covered or outside the window, pixels from each of its sides. */
export function freeArea(insets: Insets): FreeArea {
  const scene = sceneInset(insets);
  return {
    left: insets.left - scene.left,
    right: insets.right - scene.right,
    top: -scene.top,
    bottom: insets.bottom - scene.bottom,
  };
}
