/** Parks: with a lake, in a corner of the grid, in the country, along the river and along the sea. */
import { bend, unbend } from '../bend.ts';
import { beachV, riverHalfWidth, riverRing, riverU } from '../coast.ts';
import type { Point } from '../frame.ts';
import { line, parallel, lengthOf, smoothThrough } from '../line.ts';
import { contains, type Ring } from '../polygon.ts';
import { carPark } from './downtown.ts';
import { blob, box, ellipse, roundedBox, shifted } from './footprints.ts';
import { grown, type BuildingPlan, type Site, type TreeKind } from './site.ts';

const PAVILION: BuildingPlan = {
  use: 'culture',
  facade: 'shop',
  floors: 1,
  storeyMetres: 4.2,
  topMetres: 2,
  structure: '木',
  builtYear: 2017,
};
const PATH_METRES = 3;

/** A lake in the middle, a way around it, ways to the gates, lawns between groves. */
export function lakePark(site: Site, trees: number, lakeName: string, lakeNameEn: string): void {
  const dice = site.random;
  const { minX, maxX, minY, maxY } = site.bounds(14);
  const [cx, cy] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const [w, d] = [(maxX - minX) * 0.44, (maxY - minY) * 0.42];
  const lake = shifted(blob(w, d, 0.17, dice.between(0, 6), 64), [cx - w * 0.06, cy]);
  site.pond(lake, { name: lakeName, nameEn: lakeNameEn });
  const shore = grown(lake, 6);
  const loop = grown(lake, 6 + PATH_METRES);
  site.pave('path', loop, { hole: shore });
  const gates: Point[] = [
    [cx, minY - 12],
    [cx, maxY + 12],
    [minX - 12, cy],
    [maxX + 12, cy],
  ];
  for (const gate of gates) winding(site, gate, [cx, cy], loop);
  const big = w > 120;
  for (const [fx, fy] of [
    [-0.36, -0.34],
    [0.36, -0.33],
    [0.37, 0.34],
    [-0.37, 0.33],
  ] as const) {
    const at: Point = [cx + fx * (maxX - minX), cy + fy * (maxY - minY)];
    site.sow('lawn', shifted(blob(big ? 74 : 40, big ? 44 : 30, 0.14, fx * 9), at));
    if (dice.next() < 0.5)
      site.erect(
        shifted(box(12, 8), [at[0] + 8, at[1] - 22]),
        { ...PAVILION, name: `${site.block.name ?? ''} 亭`, nameEn: `${site.block.nameEn ?? ''}, pavilion` },
        { clear: 2, inset: 6 },
      );
  }
  site.pave('plaza', shifted(ellipse(30, 22, 30), [cx + w * 0.62 + 22, cy - d * 0.5]), { clear: 0.4 });
  carPark(site, [minX + 26, maxY - 2], 12);
  site.plantAround(5, 9, 'shade');
  site.scatter(trees, () => dice.pick<TreeKind>(['shade', 'shade', 'palm', 'small', 'shade']));
}

/** A triangle that a diagonal street left over. */
export function pocketPark(site: Site): void {
  const dice = site.random;
  const { minX, maxX, minY, maxY } = site.bounds(10);
  const middle: Point = site.local(site.world([0, 0]));
  site.pave('plaza', shifted(ellipse(26, 26, 30), middle), { inset: 4 });
  site.erect(
    shifted(roundedBox(9, 9, 2), [middle[0] + 22, middle[1] + 12]),
    { ...PAVILION, name: `${site.block.name ?? ''} 茶亭`, nameEn: `${site.block.nameEn ?? ''}, tea house` },
    { clear: 2, inset: 5 },
  );
  for (const to of [
    [minX, maxY],
    [maxX, maxY],
    [maxX, minY],
    [minX, minY],
  ] as const) {
    winding(
      site,
      [middle[0] + (to[0] - middle[0]) * 0.8, middle[1] + (to[1] - middle[1]) * 0.8],
      middle,
      shifted(ellipse(26.4, 26.4, 30), middle),
    );
  }
  for (let angle = 0; angle < 360; angle += 24)
    site.plant(
      [
        middle[0] + 16 * Math.cos((angle * Math.PI) / 180),
        middle[1] + 16 * Math.sin((angle * Math.PI) / 180),
      ],
      'palm',
    );
  site.plantAround(4, 8, 'shade');
  site.scatter(90, () => dice.pick<TreeKind>(['shade', 'palm', 'small']));
}

/** Woods and meadows at the edge of the city, ponds, few ways. */
export function countryPark(site: Site): void {
  const dice = site.random;
  const { minX, maxX, minY, maxY } = site.bounds(14);
  const cy = (minY + maxY) / 2;
  for (const share of [0.18, 0.52, 0.84]) {
    site.pond(
      shifted(blob(dice.between(50, 86), dice.between(28, 44), 0.22, dice.between(0, 6), 44), [
        minX + (maxX - minX) * share,
        cy + dice.between(-26, 26),
      ]),
      { name: '郊野塘', nameEn: 'Country pond' },
    );
  }
  const route = smoothThrough(
    [
      [minX - 8, cy - 40],
      [minX + 120, cy + 58],
      [minX + 250, cy - 56],
      [minX + 390, cy + 50],
      [maxX + 8, cy - 20],
    ],
    9,
  );
  site.pave('path', ribbon(route, PATH_METRES), { inset: 0.5 });
  site.erect(
    shifted(box(26, 14), [minX + (maxX - minX) * 0.35, cy + 60]),
    { ...PAVILION, floors: 2, name: '郊野驿站', nameEn: 'Country park station' },
    { clear: 3 },
  );
  site.plantAround(6, 10, 'shade');
  site.scatter(430, () => dice.pick<TreeKind>(['shade', 'shade', 'shade', 'small', 'palm']));
}

/** Both banks: a promenade by the water, a second way among trees, small squares. */
export function riverside(site: Site): void {
  const dice = site.random;
  site.avoid(localRiver(site, 3));
  for (const side of ['west', 'east'] as const) {
    for (const [out, width] of [
      [10, 4],
      [44, 2.6],
    ] as const) {
      const middle = bankAt(site, side, out, out > 20 ? 7 : 0).filter((point) =>
        contains(site.inset(9) ?? [], point),
      );
      if (middle.length > 4) site.pave('path', ribbon(middle, width), { inset: 1 });
    }
    const trail = bankAt(site, side, 27, 0).filter((point) => contains(site.inset(22) ?? [], point));
    trail.forEach((point, index) => {
      if (index % 9 === 4) site.pave('plaza', shifted(ellipse(17, 17, 26), point), { inset: 6, clear: 0.4 });
    });
    bankAt(site, side, 6.4, 0).forEach((point) => site.plant(point, 'palm'));
  }
  site.plantAround(5, 11, 'shade');
  const [low, high] = [site.bounds(3).minY, site.bounds(3).maxY];
  site.scatter(Math.round((high - low) * 0.36), () =>
    dice.pick<TreeKind>(['shade', 'shade', 'palm', 'small']),
  );
}

/** Between the seaside road and the sand: a promenade, pavilions, groves of coconut palms. */
export function shorePark(site: Site): void {
  const dice = site.random;
  const inPark = (points: readonly Point[], inset: number): Point[] =>
    points
      .filter(
        (point) =>
          contains(site.block.ring, point) &&
          (inset === 0 || contains(site.block.ring, [point[0], point[1] + inset])),
      )
      .map((point) => site.local(point));
  const us = Array.from({ length: 340 }, (_, index) => -60 + index * 10);
  const promenade = inPark(
    us.map((u): Point => bend([u, beachV(u) - 9])),
    2,
  );
  const inner = inPark(
    us.map((u): Point => bend([u, beachV(u) - 46 + 11 * Math.sin(u / 62)])),
    2,
  );
  site.pave('path', ribbon(promenade.slice(1, -1), 6), { inset: 0.6 });
  site.pave('running-track', ribbon(inner.slice(2, -2), 3), { inset: 0.6 });
  promenade.forEach((point, index) => {
    if (index % 21 === 10)
      site.pave('plaza', shifted(ellipse(22, 15, 30), [point[0], point[1] - 14]), { clear: 0.4, inset: 2 });
    if (index % 28 === 17) {
      site.erect(
        shifted(roundedBox(18, 11, 3), [point[0], point[1] - 17]),
        { ...PAVILION, use: 'commercial', name: '滨海驿站', nameEn: 'Seaside station', builtYear: 2021 },
        { clear: 2, inset: 4 },
      );
    }
  });
  for (const offset of [-5.4, 5.4]) {
    for (const at of evenly(ribbonSide(promenade, offset), 9)) site.plant(at, 'palm');
  }
  site.scatter(Math.round(promenade.length * 1.9), () =>
    dice.pick<TreeKind>(['palm', 'palm', 'palm', 'shade', 'small']),
  );
}

/** Points of a line of the site, one every `spacing` metres. */
function evenly(points: readonly Point[], spacing: number): Point[] {
  if (points.length < 2) return [];
  const one = line(points);
  return Array.from(
    { length: Math.floor(lengthOf(one) / spacing) },
    (_, index) => parallel(one, index * spacing, index * spacing + 0.1, 0)[0] as Point,
  );
}

/** A way from a gate to the middle, which ends where it meets `until`. */
function winding(site: Site, from: Point, to: Point, until: Ring): void {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const swing = site.random.between(0.1, 0.2) * (site.random.next() < 0.5 ? -1 : 1);
  const route = smoothThrough(
    [
      from,
      [from[0] + dx * 0.4 - dy * swing, from[1] + dy * 0.4 + dx * swing],
      [from[0] + dx * 0.75 + dy * swing * 0.4, from[1] + dy * 0.75 - dx * swing * 0.4],
      to,
    ],
    5,
  );
  const end = route.findIndex((point) => contains(until, point));
  const cut = end > 1 ? route.slice(0, end) : route;
  if (cut.length > 2) site.pave('path', ribbon(cut, PATH_METRES), { inset: 0.4 });
}

/** A strip of even width along a line. */
function ribbon(middle: readonly Point[], width: number): Ring {
  return [...ribbonSide(middle, -width / 2), ...ribbonSide(middle, width / 2).toReversed()];
}

function ribbonSide(middle: readonly Point[], offset: number): Point[] {
  if (middle.length < 2) return [];
  const one = line(middle);
  return parallel(one, 0, lengthOf(one), offset);
}

/** The bank in the site's coordinates, `out` metres from the water, swinging by `swing`. */
function bankAt(site: Site, side: 'west' | 'east', out: number, swing: number): Point[] {
  const sign = side === 'west' ? -1 : 1;
  const middle = unbend(site.world([0, 0]))[1];
  return Array.from({ length: 110 }, (_, index): Point => {
    const v = middle - 550 + index * 10;
    return site.local(bend([riverU(v) + sign * (riverHalfWidth(v) + out + swing * Math.sin(v / 37)), v]));
  });
}

function localRiver(site: Site, out: number): Ring {
  const ring = riverRing(out).map((point) => site.local(point));
  return ring.filter(([, y]) => Math.abs(y) < 700);
}
