/**
 * Triangles over a square grid of heights: few where it is smooth, down to single cells where it is not. A right-angled
 * triangle is divided at the middle of its longest side, on both sides of it at once, so that there are no cracks. All
 * points on the border are corners: whatever the neighbour does inside, the border is the same.
 */

/**
 * @param side cells on a side, a power of 2; the grid has one more point
 * @param errorAt how far the ground would lie off at a point if its longest side ran straight past it
 * @returns points of the grid, three for each triangle, counter-clockwise where rows go north
 */
export function adaptiveMesh(
  side: number,
  errorAt: (point: number, from: number, to: number) => number,
  tolerance: number,
): number[] {
  const size = side + 1;
  const isCorner = new Uint8Array(size * size);
  const mark = (x: number, y: number): void => {
    if (x >= 0 && y >= 0 && x <= side && y <= side) isCorner[y * size + x] = 1;
  };
  for (let at = 0; at <= side; at++) {
    mark(at, 0);
    mark(at, side);
    mark(0, at);
    mark(side, at);
  }
  // From the finest to the coarsest: who is needed needs those whose triangles it divides.
  for (let step = 1; step < side; step *= 2) {
    for (let y = 0; y <= side; y += step) {
      for (let x = ((y / step) % 2 === 0 ? 1 : 0) * step; x <= side; x += 2 * step) {
        const isUpright = (x / step) % 2 === 0;
        const [from, to] = isUpright
          ? [(y - step) * size + x, (y + step) * size + x]
          : [y * size + x - step, y * size + x + step];
        const point = y * size + x;
        if (isCorner[point] === 0 && errorAt(point, from, to) <= tolerance) continue;
        isCorner[point] = 1;
        if (isUpright) {
          mark(x - step, y);
          mark(x + step, y);
        } else {
          mark(x, y - step);
          mark(x, y + step);
        }
      }
    }
    for (let y = step; y <= side; y += 2 * step) {
      for (let x = step; x <= side; x += 2 * step) {
        // The diagonal goes from the middle of the square of twice the side to that one's corner.
        const turn = ((x - step) / (2 * step) + (y - step) / (2 * step)) % 2 === 0 ? 1 : -1;
        const [from, to] = [(y - turn * step) * size + x - step, (y + turn * step) * size + x + step];
        const point = y * size + x;
        if (isCorner[point] === 0 && errorAt(point, from, to) <= tolerance) continue;
        isCorner[point] = 1;
        mark(x - step, y + turn * step);
        mark(x + step, y - turn * step);
      }
    }
  }
  const triangles: number[] = [];
  // The right angle is at the third corner.
  const divide = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number): void => {
    const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
    const isSmallest = Math.abs(ax - cx) + Math.abs(ay - cy) <= 1;
    if (!isSmallest && isCorner[my * size + mx] === 1) {
      divide(cx, cy, ax, ay, mx, my);
      divide(bx, by, cx, cy, mx, my);
    } else triangles.push(ay * size + ax, by * size + bx, cy * size + cx);
  };
  divide(0, 0, side, side, 0, side);
  divide(side, side, 0, 0, side, 0);
  return triangles;
}
