/** Housing: walk-ups in rows, slabs around gardens, point towers in a park, villas on loops. */
import type { Point } from '../frame.ts';
import { must } from '../line.ts';
import { contains } from '../polygon.ts';
import {
  blob,
  box,
  butterflyTower,
  ellipse,
  notchedTower,
  roundedBox,
  shifted,
  steppedSlab,
} from './footprints.ts';
import { rectangle, type BuildingPlan, type Site, type TreeKind } from './site.ts';

const DWELLING = { use: 'residential', facade: 'dwelling', storeyMetres: 3, topMetres: 1.1 } as const;
const SHOP = {
  use: 'commercial',
  facade: 'shop',
  storeyMetres: 4.5,
  topMetres: 0.8,
  structure: '框架',
} as const;
/** The ring drive between gardens along the street and the houses. */
const DRIVE_OUTER_METRES = 17;
const DRIVE_INNER_METRES = 22.5;
const BAY = { width: 2.5, depth: 5.2 } as const;

/** Six or seven storeys without lifts, close rows, few gardens: the estates of the 1990s. */
export function walkUps(site: Site): void {
  const year = site.random.integer(1996, 2004);
  frontShops(site, 0.8);
  site.ringRoad('drive', DRIVE_OUTER_METRES, DRIVE_OUTER_METRES + 4.5);
  rows(site, {
    pitch: 27,
    depth: 11.5,
    length: [38, 54],
    gap: 7,
    garden: { width: 52, depth: 24 },
    plan: () => ({
      ...DWELLING,
      floors: site.random.integer(6, 7),
      structure: '砖混',
      builtYear: year + site.random.integer(0, 2),
    }),
    shape: (length) => steppedSlab(length, 11.5, 3, 0),
  });
  site.plantAround(5, 11, 'shade');
  site.scatter(46, () => site.random.pick<TreeKind>(['shade', 'shade', 'palm', 'small']));
}

/** Nine to eleven storeys, stepped slabs, underground garages, a garden with a pool in the middle. */
export function slabs(site: Site): void {
  const year = site.random.integer(2009, 2021);
  const floors = site.random.integer(8, 11);
  frontShops(site, 0.55);
  site.ringRoad('drive', DRIVE_OUTER_METRES, DRIVE_INNER_METRES);
  kindergarten(site, year);
  rows(site, {
    pitch: 37,
    depth: 14,
    length: [36, 48],
    gap: 10,
    garden: { width: 86, depth: 50 },
    plan: () => ({
      ...DWELLING,
      floors: floors + site.random.integer(-1, 1),
      cellars: 1,
      structure: '剪力墙',
      builtYear: year,
    }),
    shape: (length) => steppedSlab(length, 13, length > 42 ? 3 : 2, 1.6),
  });
  site.plantAround(14.6, 11, 'palm');
  site.scatter(62, () => site.random.pick<TreeKind>(['shade', 'shade', 'palm', 'small', 'small']));
}

/** Eighteen to thirty-three storeys, far apart in a garden; the tallest stand at the back, where they shade no one. */
export function towers(site: Site): void {
  const year = site.random.integer(2013, 2024);
  frontShops(site, 0.7);
  site.ringRoad('drive', DRIVE_OUTER_METRES, DRIVE_INNER_METRES);
  const { minX, maxX, minY, maxY } = site.bounds(27);
  const release = site.keep(
    shifted(roundedBox(Math.min(84, (maxX - minX) * 0.42), 56, 12), [0, (minY + maxY) / 2]),
  );
  kindergarten(site, year);
  const variant = site.random.integer(0, 1);
  const lines = Math.max(2, Math.floor((maxY - minY - 27) / 54) + 1);
  for (let line = 0; line < lines; line++) {
    const y = minY + 15.5 + ((maxY - minY - 31) * line) / (lines - 1);
    const span = site.across(y, 26.5, 27);
    if (!span) continue;
    const count = Math.max(2, Math.floor((span[1] - span[0] + 16) / 52));
    for (let index = 0; index < count; index++) {
      const x =
        span[0] +
        19.5 +
        ((span[1] - span[0] - 39) * index) / (count - 1) +
        (line % 2 === 1 ? site.random.between(-3, 3) : 0);
      const floors = site.random.integer(18, 24) + Math.round((9 * line) / Math.max(1, lines - 1));
      const ring = variant === 0 ? notchedTower(31, 25, 6, 3.6) : butterflyTower(37, 24);
      site.erect(
        shifted(ring, [x, y]),
        { ...DWELLING, floors, cellars: 2, topMetres: 4.5, structure: '剪力墙', builtYear: year },
        { clear: 2.5, inset: 24 },
      );
    }
  }
  release();
  garden(site, (minY + maxY) / 2, Math.min(80, (maxX - minX) * 0.4), 46);
  footpaths(site, 30);
  site.plantAround(14.6, 10, 'palm');
  site.scatter(92, () => site.random.pick<TreeKind>(['shade', 'palm', 'palm', 'small', 'shade']));
}

/** Two or three storeys, each with a garden and some with a pool, on loops of lanes. */
export function villas(site: Site): void {
  const { minY, maxY } = site.bounds(12);
  const lanes: number[] = [];
  for (let y = minY + 26; y < maxY - 18; y += 56) lanes.push(y);
  const spine = 0;
  for (const y of lanes) {
    const span = site.across(y, 14, 5);
    if (!span) continue;
    site.pave('drive', rectangle(span[0], y - 2.5, spine - 2.5, y + 2.5));
    site.pave('drive', rectangle(spine + 2.5, y - 2.5, span[1], y + 2.5));
  }
  const rise = site.up(spine, 0, 5);
  if (rise) site.pave('drive', rectangle(spine - 2.5, rise[0] + 0.3, spine + 2.5, must(lanes.at(-1)) + 2.5));
  for (const y of lanes) {
    for (const side of [-1, 1]) {
      const span = site.across(y + side * 15, 9, 16);
      if (!span) continue;
      const count = Math.floor((span[1] - span[0]) / 24);
      for (let index = 0; index < count; index++) {
        const x = span[0] + 12 + ((span[1] - span[0] - 24) * index) / Math.max(1, count - 1);
        const [width, depth] = [site.random.between(12, 15.5), site.random.between(10.5, 13)];
        const stands = site.erect(
          shifted(box(width, depth), [x, y + side * 13], site.random.between(-2, 2)),
          {
            ...DWELLING,
            facade: 'village',
            floors: site.random.integer(2, 3),
            storeyMetres: 3.3,
            topMetres: 1.6,
            structure: '框架',
            builtYear: site.random.integer(2011, 2016),
          },
          { clear: 3.2, inset: 8 },
        );
        if (stands && site.random.next() < 0.45)
          site.pond(shifted(roundedBox(8, 4, 1.5), [x + site.random.between(-2, 2), y + side * 24]));
      }
    }
  }
  site.plantAround(4, 12, 'palm');
  site.scatter(90, () => site.random.pick<TreeKind>(['palm', 'palm', 'small', 'shade']));
}

type Rows = {
  readonly pitch: number;
  readonly depth: number;
  readonly length: readonly [number, number];
  readonly gap: number;
  readonly garden: { readonly width: number; readonly depth: number };
  plan(): BuildingPlan;
  shape(length: number): ReturnType<typeof box>;
};

/** Slabs that look south, a drive with parking bays between the rows, a garden in place of those in the middle. */
function rows(site: Site, options: Rows): void {
  const { minY, maxY } = site.bounds(27);
  const lines = Math.max(2, Math.floor((maxY - minY - options.depth) / options.pitch) + 1);
  const pitch = (maxY - minY - options.depth - 2) / (lines - 1);
  const middle = minY + 1 + options.depth / 2 + pitch * Math.floor(lines / 2);
  const release = site.keep(
    shifted(roundedBox(options.garden.width + 8, Math.max(options.garden.depth, options.depth) + 4, 8), [
      0,
      middle,
    ]),
  );
  for (let line = 0; line < lines; line++) {
    const y = minY + 1 + options.depth / 2 + pitch * line;
    const span = site.across(y, 26, options.depth + 3);
    if (!span) continue;
    const available = span[1] - span[0];
    const count = Math.max(
      1,
      Math.round((available + options.gap) / ((options.length[0] + options.length[1]) / 2 + options.gap)),
    );
    const length = Math.min(options.length[1], (available + options.gap) / count - options.gap);
    if (length < options.length[0] * 0.7) continue;
    const slack = (available - count * length - (count - 1) * options.gap) / (count + 1);
    for (let index = 0; index < count; index++) {
      const x = span[0] + slack + length / 2 + index * (length + options.gap + slack);
      site.erect(shifted(options.shape(length), [x, y]), options.plan(), { clear: 3, inset: 24 });
    }
  }
  release();
  garden(site, middle, options.garden.width, Math.max(options.garden.depth, options.depth));
  for (let line = 0; line + 1 < lines; line++) {
    const y = minY + 1 + options.depth + pitch * line + (pitch - options.depth) / 2;
    laneWithBays(site, y);
  }
}

/** A lane across the block, parking bays on its northern side in groups of six to ten, trees between the groups. */
function laneWithBays(site: Site, y: number): void {
  const span = site.across(y, DRIVE_INNER_METRES, 4);
  if (!span || !site.pave('drive', rectangle(span[0] + 0.3, y - 2, span[1] - 0.3, y + 2))) return;
  for (let x = span[0] + 8; x < span[1] - 24;) {
    const bays = site.random.integer(6, 10);
    const width = bays * BAY.width;
    if (x + width > span[1] - 6) break;
    if (site.pave('parking', rectangle(x, y + 2, x + width, y + 2 + BAY.depth)))
      bayLines(site, x, y + 2, bays);
    site.plant([x - 2.5, y + 4], 'shade');
    site.plant([x + width / 2, y - 3.4], 'small');
    x += width + 5;
  }
}

/** White lines between bays that stand north of `y`. */
export function bayLines(site: Site, x: number, y: number, bays: number): void {
  for (let index = 1; index < bays; index++) {
    site.inlay(
      'marking',
      rectangle(x + index * BAY.width - 0.06, y + 0.2, x + index * BAY.width + 0.06, y + BAY.depth - 0.3),
    );
  }
}

/** Lawn with a pool or a pond, a round square and a path that winds through it. */
function garden(site: Site, y: number, width: number, depth: number): void {
  const form = site.random.integer(0, 2);
  const phase = site.random.between(0, 6);
  const waterX = width * (form === 0 ? -0.22 : 0.2);
  const plazaX = -Math.sign(waterX) * width * 0.26;
  site.pave('plaza', shifted(ellipse(depth * 0.42, depth * 0.42, 28), [plazaX, y]));
  if (form === 2)
    site.pond(shifted(roundedBox(Math.min(25, width * 0.3), Math.min(11, depth * 0.34), 2), [waterX, y]));
  else site.pond(shifted(blob(width * 0.34, depth * 0.5, 0.16, phase), [waterX, y]));
  site.pave(
    'path',
    rectangle(
      plazaX - Math.sign(plazaX) * (depth * 0.21 + 0.2),
      y - 1,
      waterX + Math.sign(plazaX) * width * 0.24,
      y + 1,
    ),
  );
  for (const [dx, dy] of [
    [-0.42, 0.36],
    [0.42, -0.36],
    [0.42, 0.36],
    [-0.42, -0.36],
  ] as const) {
    site.sow(
      'lawn',
      shifted(blob(width * 0.2, depth * 0.24, 0.12, phase + dx), [width * dx, y + depth * dy]),
    );
  }
  for (let index = 0; index < 12; index++) {
    const angle = (index / 12) * 2 * Math.PI;
    site.plant([plazaX + Math.cos(angle) * depth * 0.27, y + Math.sin(angle) * depth * 0.27], 'palm');
  }
}

/** Ways from the ring drive to the middle, where there is room. */
function footpaths(site: Site, inset: number): void {
  const { minX, maxX, minY, maxY } = site.bounds(inset);
  for (const share of [0.3, 0.7]) {
    const x = minX + (maxX - minX) * share;
    const rise = site.up(x, DRIVE_INNER_METRES, 2.4);
    if (rise)
      for (const [from, to] of [
        [rise[0] + 0.3, -30],
        [30, rise[1] - 0.3],
      ] as const)
        if (to > from) site.pave('path', rectangle(x - 1.2, from, x + 1.2, to));
    const y = minY + (maxY - minY) * share;
    const span = site.across(y, DRIVE_INNER_METRES, 2.4);
    if (span)
      for (const [from, to] of [
        [span[0] + 0.3, -62],
        [62, span[1] - 0.3],
      ] as const)
        if (to > from) site.pave('path', rectangle(from, y - 1.2, to, y + 1.2));
  }
}

/** Three storeys around a playground, in a corner; every third estate has one. */
function kindergarten(site: Site, year: number): void {
  if (site.random.next() > 0.36) return;
  const { minX, minY } = site.bounds(27);
  const at: Point = [minX + 22, minY + 13];
  const stands = site.erect(
    shifted(
      [
        [-17, -8],
        [17, -8],
        [17, 8],
        [5, 8],
        [5, 1],
        [-17, 1],
      ],
      at,
    ),
    {
      use: 'education',
      facade: 'school',
      floors: 3,
      storeyMetres: 3.6,
      topMetres: 1,
      structure: '框架',
      builtYear: year,
      name: `${site.block.name ?? ''}幼儿园`,
      nameEn: `${site.block.nameEn ?? ''} Kindergarten`,
    },
    { clear: 4, inset: 25 },
  );
  if (stands) site.pave('running-track', shifted(blob(19, 9, 0.1, 1), [at[0] - 7, at[1] + 8]));
}

/** A row of shops of one to three storeys along some of the streets, with gaps at the estate's gates. */
function frontShops(site: Site, share: number): void {
  for (const side of site.block.sides) {
    const busy = side.link.street.class !== 'branch';
    if (site.random.next() > share * (busy ? 1 : 0.5) || side.link.to - side.link.from < 120) continue;
    const floors = busy ? 2 : 1;
    const gate = site.random.between(0.4, 0.6);
    site.lineSide(side, { inset: 3.2, depth: 10.5, length: [26, 46], gap: 1.5, ends: 34 }, (ring) => {
      const centre = ring.reduce(
        (sum, [x, y]): Point => [sum[0] + x / ring.length, sum[1] + y / ring.length],
        [0, 0],
      );
      if (
        site.random.next() < 0.12 ||
        Math.abs(gate - site.random.next()) < 0.06 ||
        !contains(site.inset(4) ?? [], centre)
      )
        return;
      site.erect(
        ring,
        { ...SHOP, floors: floors + site.random.integer(0, 1), builtYear: site.random.integer(2008, 2020) },
        { clear: 0.6, inset: 2 },
      );
    });
  }
}
