/** In which classes velocities and pressures are drawn and told; no standard's limits. */
import type { MarkColour } from '../../../state/scene-marks.ts';

export type HydraulicClass = { readonly upTo: number; readonly colour: MarkColour };

/** Metres per second. */
export const VELOCITY_CLASSES: readonly HydraulicClass[] = [
  { upTo: 0.1, colour: '--seq-3' },
  { upTo: 0.5, colour: '--seq-4' },
  { upTo: 1, colour: '--seq-5' },
  { upTo: 2, colour: '--seq-6' },
  { upTo: Infinity, colour: '--seq-7' },
];
/** Metres of water; a tap without pressure gives nothing. */
export const PRESSURE_CLASSES: readonly HydraulicClass[] = [
  { upTo: 0, colour: '--sev-critical' },
  { upTo: 10, colour: '--seq-3' },
  { upTo: 20, colour: '--seq-4' },
  { upTo: 30, colour: '--seq-5' },
  { upTo: 50, colour: '--seq-6' },
  { upTo: Infinity, colour: '--seq-7' },
];

export function colourIn(classes: readonly HydraulicClass[], value: number): MarkColour {
  return classes.find(({ upTo }) => value <= upTo)?.colour ?? '--ink-3';
}
