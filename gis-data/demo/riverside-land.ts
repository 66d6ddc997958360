/** The land of a block that the river runs through: on each side a park, and a strip of stones along the water. */
import { bank } from './coast.ts';
import type { Point } from './frame.ts';
import { must, segmentsCross } from './line.ts';
import type { Block } from './plan.ts';
import type { Ring } from './polygon.ts';

/** Stone and grass between the water and the parks. */
const STONES_METRES = 7;
const FAR_SOUTH_V = -900;

export function riversideLand(
  block: Block,
  side: 'west' | 'east',
): { readonly park: Ring; readonly stones: Ring } {
  const keepsLeft = side === 'west';
  const outer = cut(block.ring, bank(side, FAR_SOUTH_V, STONES_METRES), keepsLeft);
  const whole = cut(block.ring, bank(side, FAR_SOUTH_V), keepsLeft);
  return { park: outer, stones: cut(whole, bank(side, FAR_SOUTH_V, STONES_METRES), !keepsLeft) };
}

/** What of an anticlockwise ring lies at the left (or right) of a line that crosses it twice, from outside to outside. */
function cut(ring: Ring, line: readonly Point[], left: boolean): Ring {
  const hits: { onLine: number; onRing: number; at: Point }[] = [];
  for (let i = 0; i + 1 < line.length; i++) {
    for (let j = 0; j < ring.length; j++) {
      const hit = segmentsCross(
        must(line[i]),
        must(line[i + 1]),
        must(ring[j]),
        must(ring[(j + 1) % ring.length]),
      );
      if (hit) hits.push({ onLine: i + hit.s, onRing: j + hit.t, at: hit.at });
    }
  }
  hits.sort((a, b) => a.onLine - b.onLine);
  const [enter, leave] = [hits[0], hits.at(-1)];
  if (!enter || !leave || hits.length !== 2)
    throw new RangeError(`the line crosses the ring ${hits.length} times, not twice`);
  const inside = line.filter((_, index) => index > enter.onLine && index < leave.onLine);
  // At the left of the line the ring is walked on from where the line leaves it, at the right from where it enters.
  const [from, to] = left ? [leave, enter] : [enter, leave];
  const around: Point[] = [];
  const count = ring.length;
  const first = Math.floor(from.onRing) + 1;
  const last = Math.floor(to.onRing) + (to.onRing > from.onRing ? 0 : count);
  for (let index = first; index <= last; index++) around.push(must(ring[index % count]));
  return [from.at, ...around, to.at, ...(left ? inside : inside.toReversed())];
}
