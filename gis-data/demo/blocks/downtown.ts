/** Offices, shops and hotels: podiums with towers, malls, shopping streets, resorts around pools. */
import type { Point } from '../frame.ts';
import type { Ring } from '../polygon.ts';
import { bayLines } from './estate.ts';
import {
  blob,
  box,
  crescent,
  ell,
  ellipse,
  horseshoe,
  notchedTower,
  roundedBox,
  shifted,
} from './footprints.ts';
import { rectangle, type BuildingPlan, type Site } from './site.ts';

const OFFICE_STOREY_METRES = 4;
const PODIUM_STOREY_METRES = 5;

type Tower = { readonly floors: readonly [number, number]; readonly curtainShare: number };

/** The seafront's towers rise highest; inland quarters stay at ten to twenty storeys. */
export function offices(
  site: Site,
  tower: Tower,
  names: readonly (readonly [zh: string, en: string])[],
): void {
  const dice = site.random;
  const { minX, maxX, minY, maxY } = site.bounds(9);
  const [width, depth] = [maxX - minX, maxY - minY];
  const columns = width > 330 ? 3 : 2;
  const lines = depth > 150 ? 2 : 1;
  // A cross of lanes divides the block; its middle is a square.
  const [midX, midY] = [(minX + maxX) / 2, (minY + maxY) / 2];
  site.pave('plaza', shifted(roundedBox(46, 40, 10), [midX, midY]));
  const rise = site.up(midX, 0, 7);
  const span = site.across(midY, 0, 7);
  if (rise) {
    site.pave('drive', rectangle(midX - 3.5, rise[0] + 0.3, midX + 3.5, midY - 20.3));
    site.pave('drive', rectangle(midX - 3.5, midY + 20.3, midX + 3.5, rise[1] - 0.3));
  }
  if (span) {
    site.pave('drive', rectangle(span[0] + 0.3, midY - 3.5, midX - 23.3, midY + 3.5));
    site.pave('drive', rectangle(midX + 23.3, midY - 3.5, span[1] - 0.3, midY + 3.5));
  }
  let serial = 0;
  for (let line = 0; line < lines; line++) {
    for (let column = 0; column < columns; column++) {
      const cell = {
        x0: minX + (width * column) / columns,
        x1: minX + (width * (column + 1)) / columns,
        y0: minY + (depth * line) / lines,
        y1: minY + (depth * (line + 1)) / lines,
      };
      officeLot(site, cell, tower, names[serial], line);
      serial++;
    }
  }
  site.fillGreen(260, 1.8);
  site.plantAround(4.2, 10, 'shade');
  site.scatter(60, () => dice.pick(['palm', 'small', 'shade']));
}

type Cell = { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number };

function officeLot(
  site: Site,
  { x0, x1, y0, y1 }: Cell,
  tower: Tower,
  name: readonly [string, string] | undefined,
  line: number,
): void {
  const dice = site.random;
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const [w, d] = [x1 - x0 - 20, y1 - y0 - 20];
  const floors = dice.integer(...tower.floors);
  const curtain = dice.next() < tower.curtainShare;
  const podiumFloors = dice.integer(3, 5);
  const year = dice.integer(2014, 2023);
  const podium: BuildingPlan = {
    use: 'commercial',
    facade: dice.next() < 0.5 ? 'shop' : 'ribbon',
    floors: podiumFloors,
    storeyMetres: PODIUM_STOREY_METRES,
    cellars: 3,
    topMetres: 1.2,
    structure: '框架-核心筒',
    builtYear: year,
    ...(name ? { name: `${name[0]} 裙楼`, nameEn: `${name[1]}, podium` } : {}),
  };
  const [pw, pd] = [Math.min(w, dice.between(74, 90)), Math.min(d, dice.between(60, 78))];
  const at: Point = [cx + dice.between(-3, 3), cy + (line === 0 ? -4 : 4)];
  const podiumRing = dice.next() < 0.4 ? roundedBox(pw, pd, 9) : box(pw, pd);
  if (!site.erect(shifted(podiumRing, at), podium, { clear: 5, inset: 6 })) {
    const small = shifted(box(pw * 0.72, pd * 0.7), at);
    if (!site.erect(small, podium, { clear: 4, inset: 5 })) return;
    return towerOn(
      site,
      shiftedTower(site, at, pw * 0.4, pd * 0.45),
      floors,
      curtain,
      podiumFloors,
      year,
      name,
    );
  }
  const offset: Point = [at[0] + dice.between(-0.14, 0.14) * pw, at[1] + dice.between(-0.1, 0.1) * pd];
  towerOn(
    site,
    shiftedTower(site, offset, Math.min(46, pw * 0.56), Math.min(42, pd * 0.6)),
    floors,
    curtain,
    podiumFloors,
    year,
    name,
  );
  // Bays for visitors on the side away from the street.
  const bays = 12;
  const bx = cx - (bays * 2.5) / 2;
  const by = line === 0 ? y1 - 7.5 : y0 + 2.3;
  if (site.pave('parking', rectangle(bx, by, bx + bays * 2.5, by + 5.2), { clear: 0.4 }))
    bayLines(site, bx, by, bays);
}

function shiftedTower(site: Site, at: Point, width: number, depth: number): { ring: Ring; crown: Ring } {
  const form = site.random.integer(0, 4);
  const plan = (w: number, d: number): Ring =>
    form === 0
      ? roundedBox(w, d, Math.min(w, d) * 0.22)
      : form === 1
        ? ellipse(w, d, 28)
        : form === 2
          ? notchedTower(w, d, w * 0.3, 2.6)
          : box(w, d);
  return { ring: shifted(plan(width, depth), at), crown: shifted(plan(width * 0.76, depth * 0.76), at) };
}

/** A tower on the podium that was just put up, with a set-back crown where it is tall. */
function towerOn(
  site: Site,
  plan: { ring: Ring; crown: Ring },
  floors: number,
  curtain: boolean,
  podiumFloors: number,
  year: number,
  name?: readonly [string, string],
): void {
  const foot = podiumFloors * PODIUM_STOREY_METRES + 1.2;
  const common = {
    use: 'office',
    facade: curtain ? 'curtain' : 'ribbon',
    storeyMetres: OFFICE_STOREY_METRES,
    structure: '框架-核心筒',
    builtYear: year,
  } as const;
  const named = name ? { name: name[0], nameEn: name[1] } : {};
  const crowned = floors > 22;
  const lower = crowned ? floors - 4 : floors;
  site.crown(plan.ring, { ...common, ...named, floors: lower, footMetres: foot, topMetres: 1.4 });
  if (crowned)
    site.crown(plan.crown, {
      ...common,
      floors: 4,
      footMetres: foot + lower * OFFICE_STOREY_METRES + 1.4,
      topMetres: 5,
      ...(name ? { name: `${name[0]} 顶部`, nameEn: `${name[1]}, crown` } : {}),
    });
}

/** A mall with a tower, a square in front and a car park behind; or streets of small blocks. */
export function shops(site: Site, name: string, nameEn: string): void {
  const dice = site.random;
  const { minX, maxX, minY, maxY } = site.bounds(8);
  const [cx, cy] = [(minX + maxX) / 2, (minY + maxY) / 2];
  if (dice.next() < 0.5) {
    const mall = horseshoe(Math.min(150, (maxX - minX) * 0.7), Math.min(104, (maxY - minY) * 0.56), 44);
    const at: Point = [cx, cy + 18];
    site.erect(
      shifted(mall, at),
      {
        use: 'commercial',
        facade: 'shop',
        floors: 5,
        storeyMetres: 5.4,
        cellars: 3,
        topMetres: 1.5,
        structure: '框架',
        builtYear: 2018,
        name,
        nameEn,
      },
      { clear: 4, inset: 5 },
    );
    site.crown(shifted(roundedBox(34, 30, 6), [at[0] - 46, at[1] + 20]), {
      use: 'hotel',
      facade: 'curtain',
      floors: 18,
      storeyMetres: 3.8,
      footMetres: 28.5,
      topMetres: 3,
      structure: '框架-核心筒',
      builtYear: 2019,
      name: `${name}酒店`,
      nameEn: `${nameEn} Hotel`,
    });
    site.pave('plaza', shifted(box(Math.min(150, (maxX - minX) * 0.7), 30), [cx, minY + 20]), { clear: 0.5 });
    for (let index = -4; index <= 4; index++) site.plant([cx + index * 15, minY + 2.5], 'palm');
  } else {
    for (const [dx, dy, w, d, floors] of [
      [-58, 44, 70, 40, 4],
      [30, 50, 86, 30, 3],
      [-62, -14, 62, 44, 3],
      [4, -2, 44, 40, 2],
      [62, 0, 48, 46, 4],
      [-48, -66, 84, 30, 3],
      [50, -62, 78, 34, 5],
    ] as const) {
      site.erect(
        shifted(roundedBox(w, d, 6), [cx + dx, cy + dy]),
        {
          use: 'commercial',
          facade: 'shop',
          floors,
          storeyMetres: 4.8,
          cellars: 1,
          topMetres: 1.2,
          structure: '框架',
          builtYear: 2017,
          name: `${name} ${String.fromCodePoint(65 + Math.round((dx + 70) / 24))}${dy > 20 ? 1 : dy > -30 ? 2 : 3} 座`,
          nameEn: `${nameEn}, block ${String.fromCodePoint(65 + Math.round((dx + 70) / 24))}${dy > 20 ? 1 : dy > -30 ? 2 : 3}`,
        },
        { clear: 6, inset: 4 },
      );
    }
    for (const [dx, dy] of [
      [-14, 30],
      [-14, -32],
      [34, 26],
      [32, -32],
    ] as const)
      site.pave('plaza', shifted(ellipse(15, 15, 24), [cx + dx, cy + dy]), { clear: 0.3 });
  }
  carPark(site, [cx, maxY - 12], 24);
  carPark(site, [maxX - 30, minY + 30], 8);
  carPark(site, [minX + 30, minY + 30], 8);
  site.fillGreen(260, 1.8);
  site.plantAround(4, 10, 'shade');
  site.scatter(70, () => dice.pick(['palm', 'small', 'shade']));
}

/** Two rows of bays and the aisle between them. */
export function carPark(site: Site, [x, y]: Point, bays: number): void {
  const half = (bays * 2.5) / 2;
  if (!site.pave('drive', rectangle(x - half - 3, y - 3, x + half + 3, y + 3))) return;
  for (const from of [y - 8.2, y + 3]) {
    if (site.pave('parking', rectangle(x - half, from, x + half, from + 5.2)))
      bayLines(site, x - half, from, bays);
  }
}

/** A bent slab that looks over pools and palms to the sea. */
export function hotel(site: Site, name: string, nameEn: string): void {
  const dice = site.random;
  const { minX, maxX, minY, maxY } = site.bounds(10);
  const [cx, cy] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const common = { use: 'hotel', structure: '框架', builtYear: dice.integer(2012, 2022) } as const;
  const bent = dice.next() < 0.6;
  const wing = bent
    ? shifted(crescent(92, 19, 222, 318, 26), [cx, cy - 34])
    : shifted(ell(118, 74, 20), [cx - 8, cy - 24]);
  site.erect(
    wing,
    {
      ...common,
      facade: 'ribbon',
      floors: dice.integer(11, 16),
      storeyMetres: 3.6,
      cellars: 1,
      topMetres: 3,
      name,
      nameEn,
    },
    { clear: 4, inset: 8 },
  );
  site.erect(
    shifted(roundedBox(46, 26, 8), [cx + (bent ? 0 : 40), cy - (bent ? 62 : 66)]),
    {
      ...common,
      facade: 'shop',
      floors: 2,
      storeyMetres: 5,
      topMetres: 1.5,
      name: `${name} 大堂`,
      nameEn: `${nameEn}, lobby`,
    },
    { clear: 3, inset: 4 },
  );
  site.pond(shifted(blob(74, 34, 0.2, dice.between(0, 6)), [cx, cy + 26]), {
    name: `${name} 泳池`,
    nameEn: `${nameEn} pool`,
  });
  site.pave('plaza', shifted(ellipse(30, 18, 30), [cx + 56, cy + 22]), { clear: 1 });
  for (let index = 0; index < 5; index++) {
    site.erect(
      shifted(box(16, 13), [minX + 18 + index * 32, maxY - 18]),
      { ...common, facade: 'village', floors: 2, storeyMetres: 3.4, topMetres: 2 },
      { clear: 5, inset: 6 },
    );
  }
  carPark(site, [cx - 62, minY + 18], 18);
  carPark(site, [cx + 64, minY + 18], 16);
  for (let angle = 0; angle < 360; angle += 12) {
    site.plant(
      [cx + 47 * Math.cos((angle * Math.PI) / 180), cy + 26 + 25 * Math.sin((angle * Math.PI) / 180)],
      'palm',
    );
  }
  site.fillGreen(120);
  site.plantAround(4, 8, 'palm');
  site.scatter(170, () => dice.pick(['palm', 'palm', 'palm', 'small', 'shade']));
}
