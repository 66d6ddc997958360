/** A drawing to scale, as data: millimetres on paper, x to the right and y downwards. Writers turn it into files. */

/** A pipe class of CJJ 61, or a part of the drawing itself. */
export type DrawingLayer =
  | 'frame'
  | 'ground'
  | 'well'
  | 'road'
  | 'grid'
  | 'dimension'
  | 'text'
  | `class-${string}`;

type Item = { readonly layer: DrawingLayer; /** Id of the pipe that it shows. */ readonly pipe?: string };
export type DrawingItem = Item &
  (
    | {
        readonly kind: 'line';
        readonly points: readonly Point[];
        readonly isDashed?: boolean;
        readonly widthMm?: number;
      }
    | { readonly kind: 'area'; readonly corners: readonly Point[] }
    | { readonly kind: 'ellipse'; readonly at: Point; readonly radii: Point }
    | { readonly kind: 'rectangle'; readonly at: Point; readonly size: Point }
    | {
        readonly kind: 'text';
        readonly at: Point;
        readonly text: string;
        readonly heightMm: number;
        readonly align: 'start' | 'middle' | 'end';
        /** Reads from below to above. */
        readonly isUpright?: boolean;
      }
  );
export type Point = readonly [x: number, y: number];
export type Drawing = {
  readonly title: string;
  readonly widthMm: number;
  readonly heightMm: number;
  /** 100 is 1:100. */
  readonly horizontalScale: number;
  readonly verticalScale: number;
  readonly items: readonly DrawingItem[];
};
export type DrawingLanguage = 'zh-CN' | 'en';
