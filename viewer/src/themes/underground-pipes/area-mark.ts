/** The outline of an area over the scene, as long as it is not being drawn there anyway. */
import type { SceneMark } from '../../state/scene-marks.ts';
import { placesIn } from './places.ts';

export function areaMarks(area: string | null): SceneMark[] {
  const corners = placesIn(area ?? '');
  const [first] = corners;
  return first && corners.length > 2
    ? [{ kind: 'line', points: [...corners, first], colour: '--accent', widthPixels: 2, isDashed: true }]
    : [];
}
