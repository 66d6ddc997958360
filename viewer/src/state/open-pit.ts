/** A pit that a tool has dug: the scene opens the ground there. It is the result of a question, so it is in no link. */
import { create } from 'zustand';

export type Pit = {
  /** Corners in degrees, open. */
  readonly ring: readonly (readonly [longitude: number, latitude: number])[];
  readonly depthMetres: number;
};

export const useOpenPit = create<{ readonly pit: Pit | null }>()(() => ({ pit: null }));

/** Instead of the one before. */
export function openPit(pit: Pit): void {
  useOpenPit.setState({ pit });
}

export function closePit(): void {
  if (useOpenPit.getState().pit !== null) useOpenPit.setState({ pit: null });
}
