/** Gathers the lines and words of a drawing. */
import type { DrawingItem, DrawingLayer, Point } from './drawing.ts';
import { LETTER_MM } from './lettering.ts';

type Text = Extract<DrawingItem, { kind: 'text' }>;

export class Pen {
  readonly items: DrawingItem[] = [];

  line(layer: DrawingLayer, ...points: Point[]): void {
    this.items.push({ kind: 'line', layer, points });
  }

  /** In the small letters of a drawing, unless it says otherwise; nothing where there are no words. */
  text(at: Point, words: string, more: Partial<Omit<Text, 'kind' | 'at' | 'text'>> = {}): void {
    if (words !== '')
      this.items.push({
        kind: 'text',
        layer: 'text',
        heightMm: LETTER_MM,
        align: 'start',
        ...more,
        at,
        text: words,
      });
  }
}
