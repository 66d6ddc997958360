/** The shape that is being measured: written by clicks, keys and typed coordinates, drawn over the scene. */
import { create } from 'zustand';
import type { GroundPoint, Tool } from '../../state/city-state.ts';
import { MOST_POINTS, type MeasureKind } from './measurement.ts';

const KINDS: { readonly [tool in Tool]: MeasureKind | undefined } = {
  select: undefined,
  'measure-distance': 'distance',
  'measure-height': 'height',
  'measure-area': 'area',
  'draw-line': 'distance',
  'draw-area': 'area',
};

export const useMeasuring = create<{ readonly points: readonly GroundPoint[] }>()(() => ({ points: [] }));

export function measureKindOf(tool: Tool): MeasureKind | undefined {
  return KINDS[tool];
}

/** A shape that has all the points it takes is begun anew. */
export function addPoint(kind: MeasureKind, point: GroundPoint): void {
  useMeasuring.setState(({ points }) => ({
    points: points.length >= MOST_POINTS[kind] ? [point] : [...points, point],
  }));
}

export function undoPoint(): void {
  useMeasuring.setState(({ points }) => ({ points: points.slice(0, -1) }));
}

export function clearPoints(): void {
  useMeasuring.setState({ points: [] });
}
