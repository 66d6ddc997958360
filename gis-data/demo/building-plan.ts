/** The plan of a building as its designer drew it: metres from the middle of its outline, x along its first wall. */
import type { Row } from './district.ts';
import type { Point } from './frame.ts';
import { must } from './line.ts';
import { boundsOf, ringOf } from './polygon.ts';

export type BuildingPlan = {
  readonly lengthMetres: number;
  readonly depthMetres: number;
  /** Direction of the plan's x, degrees clockwise from north. */
  readonly bearingDegrees: number;
  /** Where a point of the plan lies in the district's frame. */
  readonly place: (at: Point) => Point;
  /** The other way round. */
  readonly locate: (at: Point) => Point;
};

/** @param building whose outline begins with a wall along its length */
export function buildingPlan(building: Row): BuildingPlan {
  const ring = ringOf(building.geom);
  const [[ax, ay], [bx, by]] = [must(ring[0]), must(ring[1])];
  const length = Math.hypot(bx - ax, by - ay);
  const [cos, sin] = [(bx - ax) / length, (by - ay) / length];
  const { minX, maxX, minY, maxY } = boundsOf(
    ring.map(([x, y]): Point => [x * cos + y * sin, y * cos - x * sin]),
  );
  const [middleX, middleY] = [(minX + maxX) / 2, (minY + maxY) / 2];
  return {
    lengthMetres: maxX - minX,
    depthMetres: maxY - minY,
    bearingDegrees: ((Math.atan2(cos, sin) * 180) / Math.PI + 360) % 360,
    place: ([x, y]) => [(middleX + x) * cos - (middleY + y) * sin, (middleX + x) * sin + (middleY + y) * cos],
    locate: ([x, y]) => [x * cos + y * sin - middleX, y * cos - x * sin - middleY],
  };
}
