/**
 * What a tool draws over the scene to show its result: lines, points and dimensions at true heights, seen through the
 * ground. It is the result of a question and not a choice, so it is in no link.
 */
import { create } from 'zustand';

/** Longitude and latitude in degrees, height in metres of the national datum; without it on the ground. */
export type MarkPoint = readonly [longitude: number, latitude: number, elevationMetres?: number];
/** A colour of tokens.css, so that both themes and the legend agree: `--accent`, `--sev-critical`. */
export type MarkColour = `--${string}`;

export type SceneMark =
  | {
      readonly kind: 'line';
      readonly points: readonly MarkPoint[];
      readonly colour: MarkColour;
      readonly widthPixels?: number;
      readonly isDashed?: boolean;
    }
  | {
      readonly kind: 'point';
      readonly at: MarkPoint;
      readonly shape: 'disc' | 'ring' | 'diamond' | 'cross' | 'square';
      readonly colour: MarkColour;
      /** From its middle to its edge. */
      readonly sizePixels?: number;
      readonly text?: string;
    }
  | {
      /** A dimension line with its figure. */
      readonly kind: 'dimension';
      readonly from: MarkPoint;
      readonly to: MarkPoint;
      readonly colour: MarkColour;
      readonly text: string;
    };

export const useSceneMarks = create<{ readonly marks: readonly SceneMark[] }>()(() => ({ marks: [] }));

/** Instead of what was drawn before. */
export function showMarks(marks: readonly SceneMark[]): void {
  useSceneMarks.setState({ marks });
}

export function clearMarks(): void {
  if (useSceneMarks.getState().marks.length > 0) showMarks([]);
}
