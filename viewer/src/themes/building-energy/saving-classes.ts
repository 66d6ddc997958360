/** Classes of the saving map: share of the expected use that was saved. Steps of the drawing, no standard's limits. */
import { DIVERGING } from '../../design/palettes.ts';
import type { SceneColours } from '../../state/scene-colours.ts';

/** Upper ends, ascending; below zero more was used than expected. */
export const SAVING_CLASSES = [-0.2, -0.1, -0.03, 0.03, 0.1, 0.2, Infinity] as const;

export const SAVING_LEGEND: SceneColours['codes'] = [
  { code: 'none', colour: { light: '#B4BDC2', dark: '#56626A' } },
  ...DIVERGING.map((colour, at) => ({ code: String(at), colour })),
];

export function classOfSaving(share: number | undefined): string {
  return share === undefined ? 'none' : String(SAVING_CLASSES.findIndex((upTo) => share <= upTo));
}
