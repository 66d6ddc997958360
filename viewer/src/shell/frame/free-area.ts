/**
 * The part of the window that no panel covers, and where the scene stands so that its middle is the middle of that:
 * it grows past the far edge of the window instead of being squeezed, so nothing behind the panels is lost, and what
 * the pointer meets stays what the scene draws.
 */
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
