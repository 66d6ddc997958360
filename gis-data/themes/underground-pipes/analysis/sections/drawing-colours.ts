/** The colours of a drawing on paper, which is white whatever the page's theme is. */
import { PIPE_CLASSES } from '../../codes.ts';
import type { DrawingLayer } from './drawing.ts';

export const INK = '#161E23';
export const PAPER = '#FFFFFF';
/** Of lines that name no width, mm. */
export const LINE_MM = 0.2;
/** What is cut: how much of its colour covers the paper, and the line around it. */
export const BODY = { opacity: 0.45, lineMm: 0.25 } as const;
export const DASHES_MM = [2, 1] as const;

const COLOURS: Readonly<Record<string, string>> = {
  grid: '#D5DBDE',
  ground: '#6B4F2A',
  road: '#5C676B',
  dimension: '#5C676B',
};
const CLASS_LAYER = 'class-';

export function drawingColour(layer: DrawingLayer): string {
  if (!layer.startsWith(CLASS_LAYER)) return COLOURS[layer] ?? INK;
  const code = layer.slice(CLASS_LAYER.length);
  const known = Object.entries(PIPE_CLASSES).find(([one]) => one === code)?.[1];
  return known?.colour?.light ?? INK;
}
