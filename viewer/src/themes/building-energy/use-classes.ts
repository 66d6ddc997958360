/** Classes of the energy map: mean power per floor area. Steps of the drawing, no standard's limits. */
import { SEQUENTIAL } from '../../design/palettes.ts';
import type { SceneColours } from '../../state/scene-colours.ts';

export const USE_CLASSES_W_M2 = [2, 5, 10, 15, 25, 40, Infinity] as const;

/** Nothing read comes first, then the classes. */
export const USE_LEGEND: SceneColours['codes'] = [
  { code: 'none', colour: { light: '#B4BDC2', dark: '#56626A' } },
  ...SEQUENTIAL.map((colour, at) => ({ code: String(at), colour })),
];

export function classOfUse(wattsPerM2: number | null | undefined): string {
  if (wattsPerM2 === null || wattsPerM2 === undefined) return 'none';
  return String(USE_CLASSES_W_M2.findIndex((upTo) => wattsPerM2 <= upTo));
}
