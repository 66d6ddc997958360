import type { Path } from '../wkb.ts';
import type { TileProjection } from './tile-projection.ts';

/**
 * One line or ring on its way into a vector tile, in tile units. Its arrays are used again for the next one and grow
 * with the longest, so that a tile of a hundred thousand rings makes no garbage.
 */
export class TilePath {
  x = new Float64Array(1024);
  y = new Float64Array(1024);
  count = 0;
  readonly #low: number;
  readonly #high: number;
  #otherX = new Float64Array(1024);
  #otherY = new Float64Array(1024);
  #keep = new Uint8Array(1024);
  /** Pairs of first and last point of the runs that are still to be simplified. */
  #stack = new Uint32Array(2048);
  /** Whether all of it lies in the tile and its buffer: then nothing need be clipped. */
  #isInside = false;
  #isOutside = false;

  constructor(extent: number, buffer: number) {
    this.#low = -buffer;
    this.#high = extent + buffer;
  }

  /** Takes positions from WKB and projects them. */
  project({ view, at, count, stride, little }: Path, projection: TileProjection): void {
    this.#room(count);
    const { x, y } = this;
    let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
    let kept = 0;
    for (let index = 0, place = at; index < count; index++, place += stride) {
      const longitude = view.getFloat64(place, little);
      const latitude = view.getFloat64(place + 8, little);
      // An empty point is written as NaN; what lies off the globe has no place on it.
      if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) continue;
      const px = projection.x(longitude);
      const py = projection.y(latitude);
      x[kept] = px;
      y[kept] = py;
      kept += 1;
      if (px < west) west = px;
      if (px > east) east = px;
      if (py < north) north = py;
      if (py > south) south = py;
    }
    this.count = kept;
    this.#isInside = west >= this.#low && east <= this.#high && north >= this.#low && south <= this.#high;
    this.#isOutside =
      kept === 0 || east < this.#low || west > this.#high || south < this.#low || north > this.#high;
  }

  first(): [number, number] {
    return [this.x[0] ?? Number.NaN, this.count > 0 ? (this.y[0] ?? Number.NaN) : Number.NaN];
  }

  /** Calls back for each run of the line that lies in the tile, with the path holding that run. */
  clipLine(run: () => void): void {
    if (this.#isOutside) return;
    if (this.#isInside) {
      run();
      return;
    }
    const [sourceX, sourceY, length] = [this.x.slice(0, this.count), this.y.slice(0, this.count), this.count];
    this.count = 0;
    const end = (): void => {
      if (this.count > 0) run();
      this.count = 0;
    };
    for (let index = 1; index < length; index++) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = [
        sourceX[index - 1],
        sourceY[index - 1],
        sourceX[index],
        sourceY[index],
      ];
      const part = this.#inside(ax, ay, bx, by);
      if (!part) {
        end();
        continue;
      }
      const [from, to] = part;
      if (this.count === 0) this.#push(ax + (bx - ax) * from, ay + (by - ay) * from);
      this.#push(ax + (bx - ax) * to, ay + (by - ay) * to);
      if (to < 1) end();
    }
    end();
  }

  /** Clips a closed ring; it goes open, its first point not repeated. */
  clipRing(): void {
    this.count = Math.max(0, this.count - 1);
    if (this.#isOutside) this.count = 0;
    if (this.#isInside || this.count === 0) return;
    // Sutherland–Hodgman, side by side.
    for (let side = 0; side < 4 && this.count > 0; side++) {
      const alongX = side < 2;
      const limit = side % 2 === 0 ? this.#low : this.#high;
      const keepAbove = side % 2 === 0;
      const [sourceX, sourceY, length] = [this.x, this.y, this.count];
      [this.x, this.y, this.#otherX, this.#otherY] = [this.#otherX, this.#otherY, sourceX, sourceY];
      this.count = 0;
      this.#room(length * 2);
      for (let index = 0, before = length - 1; index < length; before = index++) {
        const [ax = 0, ay = 0, bx = 0, by = 0] = [
          sourceX[before],
          sourceY[before],
          sourceX[index],
          sourceY[index],
        ];
        const [a, b] = alongX ? [ax, bx] : [ay, by];
        const [fromInside, toInside] = keepAbove ? [a >= limit, b >= limit] : [a <= limit, b <= limit];
        if (fromInside !== toInside) {
          const t = (limit - a) / (b - a);
          this.#push(alongX ? limit : ax + (bx - ax) * t, alongX ? ay + (by - ay) * t : limit);
        }
        if (toInside) this.#push(bx, by);
      }
    }
  }

  /** Douglas–Peucker without recursion: hostile lines are deep. First and last point stay. */
  simplify(tolerance: number): void {
    const { x, y, count } = this;
    if (count <= 2) return;
    if (this.#keep.length < count) {
      this.#keep = new Uint8Array(count * 2);
      this.#stack = new Uint32Array(count * 4);
    }
    const stack = this.#stack;
    const keep = this.#keep.fill(0, 0, count);
    keep[0] = 1;
    keep[count - 1] = 1;
    stack[0] = 0;
    stack[1] = count - 1;
    let depth = 2;
    while (depth > 0) {
      const last = stack[--depth] ?? 0;
      const first = stack[--depth] ?? 0;
      const ax = x[first] ?? 0;
      const ay = y[first] ?? 0;
      const dx = (x[last] ?? 0) - ax;
      const dy = (y[last] ?? 0) - ay;
      const length2 = dx * dx + dy * dy;
      const perLength2 = length2 === 0 ? 0 : 1 / length2;
      let farthest = -1;
      let distance2 = tolerance * tolerance;
      for (let index = first + 1; index < last; index++) {
        const px = (x[index] ?? 0) - ax;
        const py = (y[index] ?? 0) - ay;
        let t = (px * dx + py * dy) * perLength2;
        if (t < 0) t = 0;
        else if (t > 1) t = 1;
        const ex = px - t * dx;
        const ey = py - t * dy;
        const d2 = ex * ex + ey * ey;
        if (d2 > distance2) {
          farthest = index;
          distance2 = d2;
        }
      }
      if (farthest < 0) continue;
      keep[farthest] = 1;
      // Neighbours have nothing between them.
      if (farthest - first > 1) {
        stack[depth++] = first;
        stack[depth++] = farthest;
      }
      if (last - farthest > 1) {
        stack[depth++] = farthest;
        stack[depth++] = last;
      }
    }
    let kept = 0;
    for (let index = 0; index < count; index++) {
      if (keep[index] !== 1) continue;
      x[kept] = x[index] ?? 0;
      y[kept] = y[index] ?? 0;
      kept += 1;
    }
    this.count = kept;
  }

  /** To whole units without repeated points. @returns the number of points that are left */
  round(isRing: boolean): number {
    const { x, y } = this;
    let kept = 0;
    for (let index = 0; index < this.count; index++) {
      const [px, py] = [Math.round(x[index] ?? 0), Math.round(y[index] ?? 0)];
      if (kept > 0 && x[kept - 1] === px && y[kept - 1] === py) continue;
      x[kept] = px;
      y[kept] = py;
      kept += 1;
    }
    if (isRing && kept > 1 && x[0] === x[kept - 1] && y[0] === y[kept - 1]) kept -= 1;
    this.count = kept;
    return kept;
  }

  roundedArea(): number {
    const { x, y, count } = this;
    let twice = 0;
    for (let index = 0, before = count - 1; index < count; before = index++) {
      twice += (x[before] ?? 0) * (y[index] ?? 0) - (x[index] ?? 0) * (y[before] ?? 0);
    }
    return twice / 2;
  }

  /** Liang–Barsky: the share of the segment that lies inside, from and to. */
  #inside(ax: number, ay: number, bx: number, by: number): [number, number] | undefined {
    let [from, to] = [0, 1];
    for (const [delta, below, above] of [
      [bx - ax, this.#low - ax, this.#high - ax],
      [by - ay, this.#low - ay, this.#high - ay],
    ] as const) {
      if (delta === 0) {
        if (below > 0 || above < 0) return undefined;
        continue;
      }
      const [near, far] = delta > 0 ? [below / delta, above / delta] : [above / delta, below / delta];
      from = Math.max(from, near);
      to = Math.min(to, far);
    }
    return from > to ? undefined : [from, to];
  }

  #push(px: number, py: number): void {
    this.#room(this.count + 1);
    this.x[this.count] = px;
    this.y[this.count] = py;
    this.count += 1;
  }

  #room(count: number): void {
    if (this.x.length >= count && this.y.length >= count) return;
    const [largerX, largerY] = [new Float64Array(count * 2), new Float64Array(count * 2)];
    largerX.set(this.x.subarray(0, this.count));
    largerY.set(this.y.subarray(0, this.count));
    this.x = largerX;
    this.y = largerY;
  }
}
