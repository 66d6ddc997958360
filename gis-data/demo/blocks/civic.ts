/** Public buildings: government, culture, schools, hospital, sport. */
import type { Point } from '../frame.ts';
import type { Ring } from '../polygon.ts';
import { carPark } from './downtown.ts';
import { bayLines } from './estate.ts';
import { box, comb, ell, ellipse, horseshoe, roundedBox, shifted } from './footprints.ts';
import { rectangle, type BuildingPlan, type Site, type TreeKind } from './site.ts';

/** Government between two wings, the square before it on one axis with the park behind. */
export function government(site: Site): void {
  const { minX, maxX, minY, maxY } = site.bounds(10);
  const [cx, cy] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const plan: BuildingPlan = {
    use: 'government',
    facade: 'ribbon',
    floors: 12,
    storeyMetres: 4,
    cellars: 2,
    topMetres: 2,
    structure: '框架-剪力墙',
    builtYear: 2015,
  };
  const hallY = cy + 42;
  site.erect(
    shifted(box(112, 30), [cx, hallY]),
    { ...plan, name: '北岸市民中心 主楼', nameEn: 'North Shore Civic Centre, main building' },
    { clear: 4 },
  );
  site.erect(
    shifted(box(52, 18), [cx, hallY - 25]),
    {
      ...plan,
      facade: 'curtain',
      floors: 3,
      storeyMetres: 5,
      name: '政务服务大厅',
      nameEn: 'Government Service Hall',
    },
    { clear: 0.5 },
  );
  site.erect(shifted(ell(72, 64, 22), [cx + 118, hallY - 14]), {
    ...plan,
    floors: 6,
    name: '北岸市民中心 东楼',
    nameEn: 'North Shore Civic Centre, east building',
  });
  site.erect(
    shifted(ell(72, 64, 22), [cx - 118, hallY - 14], 0)
      .map(([x, y]): Point => [2 * (cx - 118) - x, y])
      .toReversed(),
    { ...plan, floors: 6, name: '北岸市民中心 西楼', nameEn: 'North Shore Civic Centre, west building' },
  );
  // The square: paved, with two beds and a fountain on its axis.
  const squareY = minY + 44;
  site.pave('plaza', rectangle(cx - 92, minY - 6, cx + 92, squareY + 40), {
    hole: shifted(roundedBox(150, 56, 10), [cx, squareY - 4]),
  });
  site.pave('plaza', rectangle(cx - 11, squareY - 31, cx + 11, squareY + 23), { clear: -0.01 });
  for (const side of [-1, 1]) {
    site.sow('lawn', shifted(roundedBox(54, 44, 8), [cx + side * 42, squareY - 4]));
    for (let index = 0; index < 6; index++) {
      for (const dy of [-20, 20]) site.plant([cx + side * (16 + index * 10), squareY - 4 + dy], 'palm');
    }
  }
  site.erect(
    shifted(horseshoe(86, 60, 22), [minX + 62, minY + 46]),
    {
      ...plan,
      use: 'culture',
      facade: 'curtain',
      floors: 4,
      storeyMetres: 5,
      name: '北岸图书馆',
      nameEn: 'North Shore Library',
    },
    { clear: 4 },
  );
  site.erect(
    shifted(roundedBox(84, 56, 12), [maxX - 66, minY + 44]),
    {
      ...plan,
      use: 'culture',
      facade: 'blank',
      floors: 3,
      storeyMetres: 6,
      name: '北岸规划展览馆',
      nameEn: 'North Shore Planning Exhibition Hall',
    },
    { clear: 4 },
  );
  site.erect(
    shifted(box(64, 24), [minX + 60, maxY - 26]),
    { ...plan, floors: 9, name: '北岸公安分局', nameEn: 'North Shore Police' },
    { clear: 4 },
  );
  site.erect(
    shifted(box(64, 24), [maxX - 62, maxY - 30]),
    { ...plan, floors: 8, name: '北岸法院', nameEn: 'North Shore Court' },
    { clear: 4 },
  );
  carPark(site, [minX + 138, maxY - 14], 18);
  carPark(site, [maxX - 140, maxY - 14], 18);
  site.fillGreen(360);
  site.plantAround(4, 9, 'palm');
  site.scatter(220, () => site.random.pick<TreeKind>(['shade', 'palm', 'small']));
}

export function culture(site: Site): void {
  const { minX, maxX, minY, maxY } = site.bounds(8);
  const [cx, cy] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const plan: BuildingPlan = {
    use: 'culture',
    facade: 'curtain',
    floors: 4,
    storeyMetres: 6,
    cellars: 2,
    topMetres: 6,
    structure: '钢结构',
    builtYear: 2022,
  };
  site.erect(shifted(ellipse(112, 74, 44), [cx + 34, cy + 30], 18), {
    ...plan,
    name: '北岸大剧院',
    nameEn: 'North Shore Grand Theatre',
  });
  site.crown(shifted(ellipse(64, 40, 36), [cx + 34, cy + 30], 18), {
    ...plan,
    facade: 'blank',
    floors: 2,
    footMetres: 30,
    topMetres: 2,
    name: '北岸大剧院 台塔',
    nameEn: 'North Shore Grand Theatre, fly tower',
  });
  site.erect(shifted(box(58, 76), [cx - 66, cy + 12], 6), {
    ...plan,
    facade: 'blank',
    floors: 3,
    name: '北岸博物馆',
    nameEn: 'North Shore Museum',
  });
  site.erect(shifted(roundedBox(94, 34, 12), [cx + 10, cy - 62]), {
    ...plan,
    facade: 'ribbon',
    floors: 3,
    storeyMetres: 5,
    name: '北岸青少年活动中心',
    nameEn: 'North Shore Youth Centre',
  });
  site.pave('plaza', shifted(ellipse(52, 40, 32), [cx - 8, cy - 20]), { clear: 0.4 });
  carPark(site, [maxX - 46, minY + 18], 20);
  carPark(site, [minX + 44, maxY - 16], 18);
  site.fillGreen(180);
  site.plantAround(4, 9, 'palm');
  site.scatter(110, () => site.random.pick<TreeKind>(['palm', 'palm', 'small', 'shade']));
}

/** A track of 400 or 250 m in the south, class wings around courts in the north. */
export function school(site: Site, name: string, nameEn: string): void {
  const { minX, maxX, minY, maxY } = site.bounds(7);
  const width = maxX - minX;
  const year = site.random.integer(2008, 2022);
  const plan: BuildingPlan = {
    use: 'education',
    facade: 'school',
    floors: 5,
    storeyMetres: 3.9,
    topMetres: 1.4,
    structure: '框架',
    builtYear: year,
  };
  const large = width > 216;
  const track = large ? { length: 172, depth: 88 } : { length: Math.min(142, width - 58), depth: 68 };
  const trackAt: Point = [minX + track.length / 2 + 10, minY + track.depth / 2 + 9];
  for (const dx of [0, 6, 12, 18, 26, 34])
    if (sportsTrack(site, [trackAt[0] + dx, trackAt[1]], track.length, track.depth)) break;
  for (let index = 0; index < 4; index++) {
    const court: Point = [trackAt[0] + track.length / 2 + 24, minY + 20 + index * 31];
    ballCourt(site, court, 16, 28);
  }
  const north = minY + track.depth + 26;
  const room = maxY - north;
  const teaching = Math.min(62, (width - 60) / 3);
  for (let index = 0; index < 2; index++) {
    site.erect(
      shifted(horseshoe(teaching, Math.min(58, room - 12), 13), [
        minX + 16 + teaching / 2 + index * (teaching + 14),
        maxY - Math.min(58, room - 12) / 2 - 6,
      ]),
      { ...plan, name: `${name} ${index + 1} 号教学楼`, nameEn: `${nameEn}, classrooms ${index + 1}` },
      { clear: 4, inset: 6 },
    );
  }
  const eastX = minX + 16 + 2 * (teaching + 14);
  site.erect(
    shifted(box(Math.max(30, maxX - eastX - 14), 15), [(eastX + maxX - 14) / 2, maxY - 15]),
    { ...plan, floors: 6, name: `${name} 综合楼`, nameEn: `${nameEn}, main building` },
    { clear: 4, inset: 6 },
  );
  site.erect(
    shifted(roundedBox(40, 28, 4), [maxX - 34, maxY - 50]),
    {
      ...plan,
      use: 'sport',
      facade: 'blank',
      floors: 2,
      storeyMetres: 7,
      topMetres: 2,
      structure: '钢结构',
      name: `${name} 体育馆`,
      nameEn: `${nameEn}, gymnasium`,
    },
    { clear: 4, inset: 6 },
  );
  site.erect(
    shifted(box(34, 20), [eastX + 10, maxY - 48]),
    { ...plan, floors: 3, name: `${name} 食堂`, nameEn: `${nameEn}, canteen` },
    { clear: 4, inset: 6 },
  );
  site.pave('plaza', shifted(box(30, 14), [minX + 16 + teaching + 7, north + 4]), { clear: 0.4 });
  site.fillGreen(130);
  site.plantAround(4, 9, 'shade');
  site.scatter(56, () => site.random.pick<TreeKind>(['shade', 'shade', 'palm', 'small']));
}

/** Track with its lanes marked, a pitch inside. */
function sportsTrack(site: Site, at: Point, length: number, depth: number): boolean {
  const lanes = 6;
  const laneMetres = 1.22;
  const outer = stadiumRing(length, depth);
  const inner = stadiumRing(length - 2 * lanes * laneMetres, depth - 2 * lanes * laneMetres);
  if (!site.pave('running-track', shifted(outer, at), { clear: 2 })) return false;
  const pitch = shifted(inner, at);
  site.inlay('pitch', pitch);
  for (let lane = 1; lane < lanes; lane++) {
    const line = (offset: number): Ring =>
      shifted(
        stadiumRing(length - 2 * lane * laneMetres + offset, depth - 2 * lane * laneMetres + offset),
        at,
      );
    site.inlay('marking', line(0.06), line(-0.06));
  }
  const field = { x: (length - depth) / 2 + 8, y: depth / 2 - lanes * laneMetres - 5 };
  const frame = (grow: number): Ring => shifted(box(2 * field.x + grow, 2 * field.y + grow), at);
  site.inlay('marking', frame(0.12), frame(-0.12));
  site.inlay('marking', shifted(box(0.12, 2 * field.y - 0.24), at));
  site.inlay('marking', shifted(ellipse(18.3, 18.3, 36), at), shifted(ellipse(18.06, 18.06, 36), at));
  return true;
}

function stadiumRing(length: number, depth: number): Ring {
  const [straight, radius] = [(length - depth) / 2, depth / 2];
  const end = (sign: 1 | -1): Point[] =>
    Array.from({ length: 17 }, (_, index): Point => {
      const angle = -Math.PI / 2 + (Math.PI * index) / 16;
      return [sign * (straight + radius * Math.cos(angle)), sign * radius * Math.sin(angle)];
    });
  return [...end(1), ...end(-1)];
}

export function ballCourt(site: Site, at: Point, width: number, depth: number): void {
  if (!site.pave('running-track', shifted(box(width, depth), at), { clear: 0.8, inset: 3 })) return;
  site.inlay('marking', shifted(box(width - 2, depth - 2), at), shifted(box(width - 2.2, depth - 2.2), at));
  site.inlay('marking', shifted(box(width - 2.2, 0.1), at));
}

/**
 * The hospital: the base-isolated ward and technical building with three wings, the out-patients before it.
 * The first building of the site is the isolated one.
 */
export function hospital(site: Site): void {
  const { minX, maxX, minY, maxY } = site.bounds(8);
  const [cx, cy] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const plan: BuildingPlan = {
    use: 'medical',
    facade: 'school',
    floors: 9,
    storeyMetres: 4.2,
    cellars: 2,
    topMetres: 1.6,
    structure: '基础隔震框架-剪力墙',
    builtYear: 2022,
  };
  const ward: Point = [cx - 28, cy + 26];
  site.erect(
    shifted(comb(HOSPITAL_PLAN.lengthMetres, HOSPITAL_PLAN.depthMetres, 20, 22, 3), ward),
    {
      ...plan,
      floorAreaM2: 46_800,
      name: '示范区人民医院 住院医技楼',
      nameEn: "District People's Hospital, ward and technical building",
    },
    { clear: 6 },
  );
  // The lower storeys fill the courts between the wings.
  const gap = (HOSPITAL_PLAN.lengthMetres - 66) / 2;
  for (const side of [-1, 1]) {
    site.crown(
      shifted(box(gap, HOSPITAL_PLAN.depthMetres - 20), [ward[0] + (side * (22 + gap)) / 2, ward[1] - 10]),
      {
        ...plan,
        floors: 4,
        name: side < 0 ? '示范区人民医院 医技西厅' : '示范区人民医院 医技东厅',
        nameEn: `District People's Hospital, technical hall ${side < 0 ? 'west' : 'east'}`,
      },
    );
  }
  const other = { ...plan, structure: '框架', builtYear: 2016 } as const;
  site.erect(shifted(box(112, 34), [cx - 22, cy - 52]), {
    ...other,
    floors: 5,
    name: '示范区人民医院 门急诊楼',
    nameEn: "District People's Hospital, out-patient building",
  });
  site.erect(
    shifted(box(26, 70), [maxX - 24, cy + 22]),
    {
      ...other,
      floors: 7,
      name: '示范区人民医院 行政科研楼',
      nameEn: "District People's Hospital, research building",
    },
    { clear: 3 },
  );
  site.erect(
    shifted(ell(44, 34, 14), [maxX - 30, minY + 26]),
    {
      ...other,
      floors: 3,
      name: '示范区人民医院 感染楼',
      nameEn: "District People's Hospital, infectious diseases",
    },
    { clear: 3 },
  );
  site.erect(
    shifted(box(30, 18), [minX + 22, maxY - 16]),
    {
      ...other,
      facade: 'blank',
      use: 'utility',
      floors: 1,
      storeyMetres: 6,
      name: '示范区人民医院 能源站',
      nameEn: "District People's Hospital, energy centre",
    },
    { clear: 3 },
  );
  site.pave('plaza', shifted(box(84, 16), [cx - 22, cy - 80]), { clear: 0.4 });
  site.pave('drive', rectangle(cx - 88, cy - 13, cx + 52, cy - 7), { clear: 0.2 });
  carPark(site, [minX + 44, minY + 30], 16);
  carPark(site, [cx + 8, maxY - 16], 24);
  const [bx, by] = [cx - 86, cy - 6.8];
  if (site.pave('parking', rectangle(bx, by, bx + 8 * 2.5, by + 5.2), { clear: 0.1 }))
    bayLines(site, bx, by, 8);
  site.fillGreen(170);
  site.plantAround(4, 9, 'shade');
  site.scatter(96, () => site.random.pick<TreeKind>(['shade', 'shade', 'palm', 'small']));
}

/** Outer size of the isolated building: eleven bays of 8.4 m by four, and the overhang of the edge beams. */
export const HOSPITAL_PLAN = { lengthMetres: 95.4, depthMetres: 36.6 } as const;

/** Stadium with its track, halls for swimming and ball games, courts. */
export function sportsPark(site: Site): void {
  const { minX, maxX, minY, maxY } = site.bounds(12);
  const [cx, cy] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const plan: BuildingPlan = {
    use: 'sport',
    facade: 'ribbon',
    floors: 4,
    storeyMetres: 6,
    topMetres: 8,
    structure: '钢结构',
    builtYear: 2019,
  };
  const stadium: Point = [cx + 46, cy - 44];
  site.erect(
    shifted(ellipse(252, 196, 60), stadium),
    { ...plan, name: '北岸体育场', nameEn: 'North Shore Stadium' },
    { hole: shifted(ellipse(200, 124, 60), stadium), clear: 6 },
  );
  sportsTrack(site, stadium, 168, 86);
  site.erectAt(
    roundedBox(92, 62, 18),
    [
      [minX + 80, cy + 10],
      [minX + 70, cy - 20],
      [cx - 70, cy + 110],
      [cx - 40, cy + 120],
      [minX + 70, minY + 120],
      [minX + 66, minY + 90],
    ],
    {
      ...plan,
      facade: 'curtain',
      floors: 2,
      storeyMetres: 8,
      name: '北岸体育馆',
      nameEn: 'North Shore Arena',
    },
  );
  site.erectAt(
    roundedBox(104, 50, 8),
    [
      [cx + 74, maxY - 48],
      [cx + 84, maxY - 52],
      [cx + 60, maxY - 110],
      [cx + 96, maxY - 110],
    ],
    {
      ...plan,
      facade: 'curtain',
      floors: 2,
      storeyMetres: 7,
      topMetres: 4,
      name: '北岸游泳馆',
      nameEn: 'North Shore Aquatic Centre',
    },
  );
  for (let index = 0; index < 6; index++) ballCourt(site, [maxX - 28, maxY - 30 - index * 33], 17, 30);
  for (let index = 0; index < 5; index++) ballCourt(site, [minX + 26 + index * 22, minY + 26], 17, 30);
  site.pave('plaza', shifted(box(120, 26), [stadium[0], cy + 72]), { clear: 0.5 });
  carPark(site, [cx - 110, cy - 124], 14);
  carPark(site, [maxX - 60, minY + 18], 28);
  site.pond(shifted(ellipse(40, 26, 36), [minX + 60, cy - 60]));
  site.fillGreen(200);
  site.plantAround(5, 8, 'shade');
  site.scatter(330, () => site.random.pick<TreeKind>(['shade', 'shade', 'palm', 'small']));
}
