/** Villages that the city has grown around: houses of three to six storeys, an arm's length apart, along crooked lanes. */
import type { Point } from '../frame.ts';
import { box, ellipse, shifted } from './footprints.ts';
import { rectangle, type Site } from './site.ts';

const LANE_METRES = 3.6;
/** Houses stand this far to both sides of the square. */
const HOUSES_REACH_METRES = 118;

export function village(site: Site): void {
  const dice = site.random;
  const { minX, maxX, minY, maxY } = site.bounds(5);
  const name = site.block.name ?? '';
  const square: Point = [
    (minX + maxX) / 2 + dice.between(-20, 20),
    (minY + maxY) / 2 + dice.between(-12, 12),
  ];
  site.pave('plaza', shifted(box(34, 26), square));
  site.erect(
    shifted(box(24, 15), [square[0], square[1] + 24]),
    {
      use: 'culture',
      facade: 'village',
      floors: 1,
      storeyMetres: 5.5,
      topMetres: 2.4,
      structure: '砖木',
      builtYear: 1928,
      name: `${name}宗祠`,
      nameEn: `${site.block.nameEn ?? ''} Ancestral Hall`,
    },
    { clear: 3 },
  );
  site.pond(shifted(ellipse(40, 24, 32), [square[0] - 6, square[1] - 32]));
  const west = Math.max(minX, square[0] - HOUSES_REACH_METRES);
  const east = Math.min(maxX, square[0] + HOUSES_REACH_METRES);
  fields(site, minX, west - 5);
  fields(site, east + 5, maxX);
  // Lanes run across; every second row of houses backs on the next.
  const pitch = 2 * 13.4 + LANE_METRES;
  for (let y = minY + 15, row = 0; y < maxY - 12; y += pitch, row++) {
    const whole = site.across(y, 3, LANE_METRES + 3);
    if (!whole) continue;
    const span = [Math.max(whole[0], west), Math.min(whole[1], east)] as const;
    const phase = dice.between(0, 6);
    const lane: Point[] = [];
    for (let x = span[0]; x < span[1]; x += 9) lane.push([x, y + 0.9 * Math.sin(x / 24 + phase)]);
    lane.push([span[1], y + 0.9 * Math.sin(span[1] / 24 + phase)]);
    if (!site.pave('drive', strip(lane))) splitLane(site, lane);
    const alleys = [
      span[0] + (span[1] - span[0]) * dice.between(0.27, 0.36),
      span[0] + (span[1] - span[0]) * dice.between(0.64, 0.73),
    ];
    for (const side of [-1, 1]) {
      for (let x = span[0] + 1.5; x < span[1] - 8;) {
        const width = dice.between(8.6, 14.5);
        const depth = dice.between(9, 12.4);
        if (alleys.some((alley) => x < alley + 2 && x + width > alley - 2)) {
          x += 4.5;
          continue;
        }
        if (dice.next() > 0.11) {
          const at: Point = [
            x + width / 2,
            y +
              0.9 * Math.sin((x + width / 2) / 24 + phase) +
              side * (LANE_METRES / 2 + 0.8 + dice.between(0, 0.7) + depth / 2),
          ];
          const floors = dice.pick([2, 3, 3, 4, 4, 5, 6]);
          site.erect(
            shifted(box(width, depth), at, dice.between(-2.6, 2.6)),
            {
              use: 'village',
              facade: 'village',
              floors,
              storeyMetres: 3.2,
              topMetres: dice.pick([0.9, 0.9, 2.8]),
              structure: floors > 3 ? '框架' : '砖混',
              builtYear: dice.integer(1982, 2018),
            },
            { clear: 0.3, inset: 2.4 },
          );
        } else {
          site.plant([x + width / 2, y + side * 7.5], 'shade');
        }
        x += width + dice.between(1, 2.6);
      }
    }
  }
  site.scatter(50, () => dice.pick(['shade', 'palm', 'small']));
}

/** Vegetable plots and fish ponds beside the houses of a village that still has land. */
function fields(site: Site, fromX: number, toX: number): void {
  const dice = site.random;
  const { minY, maxY } = site.bounds(5);
  for (let x = fromX; x < toX - 16;) {
    const width = dice.between(20, 34);
    for (let y = minY; y < maxY - 14;) {
      const depth = dice.between(16, 34);
      const plot = rectangle(x + 1.2, y + 1.2, Math.min(toX, x + width) - 1.2, y + depth - 1.2);
      if (dice.next() < 0.16) site.pond(plot);
      else site.sow(dice.next() < 0.5 ? 'lawn' : 'garden', plot);
      y += depth;
    }
    x += width;
  }
}

function strip(lane: readonly Point[]): Point[] {
  return [
    ...lane.map(([x, y]): Point => [x, y - LANE_METRES / 2]),
    ...lane.toReversed().map(([x, y]): Point => [x, y + LANE_METRES / 2]),
  ];
}

/** Where the square lies in a lane's way, the lane ends on both sides of it. */
function splitLane(site: Site, lane: readonly Point[]): void {
  for (let index = 0; index + 1 < lane.length; index++) {
    const [a, b] = [lane[index], lane[index + 1]];
    if (a && b) site.pave('drive', strip([a, b]));
  }
}
