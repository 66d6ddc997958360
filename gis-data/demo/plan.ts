/** What every piece of land is for. The ring of a block follows from its streets; its use and name are drawn here. */
import { bend, unbend } from './bend.ts';
import { along, bank, bankU, beachV } from './coast.ts';
import type { Point } from './frame.ts';
import { crossings, lengthOf, line, must, parallel } from './line.ts';
import { network, streetById } from './network.ts';
import { contains, polygonArea } from './polygon.ts';
import { faceRing, withoutRepeats, type Side } from './street-network.ts';

export type { Junction, Link, Side, Street } from './street-network.ts';
export type { StreetClass } from './cross-section.ts';

export type BlockUse =
  | 'walk-up'
  | 'slabs'
  | 'towers'
  | 'villas'
  | 'village'
  | 'office'
  | 'commercial'
  | 'hotel'
  | 'government'
  | 'school'
  | 'hospital'
  | 'culture'
  | 'sport'
  | 'park'
  | 'pocket-park'
  | 'river'
  | 'industrial'
  | 'depot'
  | 'waterworks'
  | 'construction'
  | 'country-park'
  | 'shore';
export type Block = {
  readonly id: string;
  readonly use: BlockUse;
  readonly name: string | null;
  readonly nameEn: string | null;
  /** Inside the red lines, anticlockwise, in the district's frame. */
  readonly ring: readonly Point[];
  readonly areaM2: number;
  readonly sides: readonly Side[];
};

/** Rounding of a block's corners at the red line. */
const CORNER_RADIUS_METRES = 9;

/** A point of the grid within the block, its use and its name. The order gives the ids. */
const LAND: readonly (readonly [at: Point, use: BlockUse, name?: string, nameEn?: string])[] = [
  [[340, -50], 'village', '南渡村', 'Nandu Village'],
  [[1010, -40], 'industrial', '南海物流园', 'Nanhai Logistics Park'],
  [[1720, -40], 'country-park', '南郊郊野公园', 'South Country Park'],
  [[2190, -40], 'river', '文澜江滨水绿地', 'Wenlan Riverside'],
  [[2650, -40], 'village', '东岸村', "Dong'an Village"],
  [[200, 250], 'walk-up', '西园小区', 'Xiyuan Estate'],
  [[465, 250], 'depot', '西环公交枢纽', 'West Ring Bus Depot'],
  [[860, 300], 'sport', '北岸体育公园', 'North Shore Sports Park'],
  [[1265, 240], 'slabs', '学苑花园', 'Xueyuan Gardens'],
  [[1580, 240], 'walk-up', '南苑小区', 'Nanyuan Estate'],
  [[1870, 240], 'village', '江头村', 'Jiangtou Village'],
  [[2190, 400], 'river', '文澜江滨水绿地', 'Wenlan Riverside'],
  [[2490, 240], 'slabs', '东澜苑', 'Donglan Court'],
  [[2770, 240], 'industrial', '东岸工业园', "Dong'an Industrial Park"],
  [[200, 520], 'slabs', '西环雅居', 'West Ring Residence'],
  [[465, 520], 'school', '北岸第二小学', 'North Shore Second Primary School'],
  [[660, 570], 'pocket-park', '学苑游园', 'Xueyuan Garden'],
  [[1280, 520], 'towers', '五指山花园', 'Wuzhishan Gardens'],
  [[1580, 520], 'school', '北岸实验中学', 'North Shore Experimental School'],
  [[1870, 520], 'slabs', '江畔新村', 'Jiangpan New Estate'],
  [[2490, 520], 'walk-up', '滨江小区', 'Binjiang Estate'],
  [[2780, 520], 'village', '下洋村', 'Xiayang Village'],
  [[200, 780], 'village', '海棠村', 'Haitang Village'],
  [[465, 780], 'slabs', '海棠花园', 'Haitang Gardens'],
  [[740, 780], 'towers', '文澜府', 'Wenlan Mansions'],
  [[1060, 740], 'pocket-park', '琼台游园', 'Qiongtai Garden'],
  [[1280, 780], 'towers', '琼台安居苑', 'Qiongtai Anju Estate'],
  [[1580, 780], 'slabs', '椰风苑', 'Yefeng Court'],
  [[1870, 780], 'towers', '江畔名邸', 'Jiangpan Residences'],
  [[2190, 900], 'river', '文澜江滨水绿地', 'Wenlan Riverside'],
  [[2500, 780], 'slabs', '澄迈苑', 'Chengmai Court'],
  [[2780, 780], 'slabs', '迎宾花园', 'Yingbin Gardens'],
  [[200, 1050], 'slabs', '海岸花园', "Hai'an Gardens"],
  [[465, 1050], 'park', '琼台公园', 'Qiongtai Park'],
  [[740, 1050], 'slabs', '文澜苑', 'Wenlan Court'],
  [[1000, 1020], 'office', '琼台科创园', 'Qiongtai Science Park'],
  [[1290, 1050], 'hospital', '示范区人民医院', "District People's Hospital"],
  [[1580, 1050], 'commercial', '望海广场', 'Wanghai Plaza'],
  [[1890, 1050], 'slabs', '江东里', 'Jiangdong Quarter'],
  [[2510, 1050], 'commercial', '东岸天地', "Dong'an Place"],
  [[2780, 1050], 'towers', '迎宾府', 'Yingbin Mansions'],
  [[200, 1310], 'school', '北岸第一小学', 'North Shore First Primary School'],
  [[465, 1310], 'slabs', '琼海苑', 'Qionghai Court'],
  [[730, 1310], 'office', '文澜商务中心', 'Wenlan Business Centre'],
  [[1000, 1310], 'commercial', '椰风商业街', 'Yefeng Shopping Streets'],
  [[1285, 1310], 'office', '海岸总部基地', "Hai'an Headquarters"],
  [[1745, 1310], 'government', '北岸市民中心', 'North Shore Civic Centre'],
  [[2190, 1440], 'river', '文澜江滨水绿地', 'Wenlan Riverside'],
  [[2510, 1310], 'slabs', '东岸家园', "Dong'an Homes"],
  [[2780, 1310], 'walk-up', '定安小区', "Ding'an Estate"],
  [[200, 1570], 'walk-up', '万宁小区', 'Wanning Estate'],
  [[465, 1570], 'towers', '海棠湾府', 'Haitang Bay Mansions'],
  [[730, 1570], 'village', '文昌里', 'Wenchang Lanes'],
  [[1000, 1570], 'office', '椰风大厦园区', 'Yefeng Office Quarter'],
  [[1285, 1570], 'office', '琼台金融城', 'Qiongtai Financial Quarter'],
  [[1735, 1570], 'park', '望海公园', 'Wanghai Park'],
  [[2500, 1570], 'school', '北岸第一中学', 'North Shore First Middle School'],
  [[2780, 1570], 'slabs', '三亚街花园', 'Sanya Street Gardens'],
  [[200, 1825], 'slabs', '西海岸花园', 'West Coast Gardens'],
  [[465, 1825], 'school', '北岸外国语学校', 'North Shore Foreign Language School'],
  [[730, 1825], 'towers', '金沙府', 'Jinsha Mansions'],
  [[1000, 1825], 'commercial', '金沙里', 'Jinsha Quarter'],
  [[1285, 1825], 'office', '望海国际中心', 'Wanghai International Centre'],
  [[1580, 1825], 'office', '望海金融广场', 'Wanghai Financial Plaza'],
  [[1870, 1825], 'hotel', '江畔酒店', 'Jiangpan Hotel'],
  [[2190, 2060], 'river', '文澜江滨水绿地', 'Wenlan Riverside'],
  [[2500, 1870], 'towers', '东岸海棠府', "Dong'an Haitang Mansions"],
  [[2790, 1870], 'construction', '临高街安置房工地', 'Lingao Street Housing Site'],
  [[200, 2075], 'construction', '西海岸三期工地', 'West Coast Phase 3 Site'],
  [[465, 2075], 'slabs', '银海花园', 'Yinhai Gardens'],
  [[730, 2075], 'towers', '文澜海岸', 'Wenlan Coast'],
  [[1000, 2075], 'park', '海棠公园', 'Haitang Park'],
  [[1285, 2075], 'office', '琼州中心', 'Qiongzhou Centre'],
  [[1580, 2075], 'office', '北岸中央商务区', 'North Shore Central Business District'],
  [[1870, 2075], 'towers', '江海名城', 'Jianghai City'],
  [[200, 2320], 'villas', '银滩别墅', 'Yintan Villas'],
  [[465, 2320], 'hotel', '银滩度假酒店', 'Yintan Resort'],
  [[730, 2320], 'towers', '海岸一号', 'One Coast'],
  [[1000, 2320], 'hotel', '椰风海景酒店', 'Yefeng Sea View Hotel'],
  [[1285, 2320], 'office', '琼海之门', 'Qionghai Gate'],
  [[1580, 2320], 'office', '海上世界', 'Sea World Centre'],
  [[1870, 2320], 'culture', '北岸文化中心', 'North Shore Cultural Centre'],
  [[2510, 2240], 'villas', '东海岸别墅', 'East Coast Villas'],
  [[2790, 2240], 'waterworks', '北岸水质净化厂', 'North Shore Water Reclamation Plant'],
];

/** The seaside road and how far along it the park by the sea reaches, in metres from its ends. */
const SEASIDE_ROAD = 'E10';
const SHORE_FROM_END_METRES = 300;

export const { streets, junctions, links, bridges } = network;
export const blocks: readonly Block[] = [...makeBlocks(), ...shoreBlocks()];

function makeBlocks(): Block[] {
  const faces = network.faces.map((sides) => ({ sides, ring: faceRing(sides, 0, CORNER_RADIUS_METRES) }));
  const made = LAND.map(([at, use, name, nameEn], index): Block => {
    const face = faces.find(({ ring }) => contains(ring, bend(at)));
    if (!face) throw new Error(`no block at ${at.join(', ')} of the grid`);
    return {
      id: `B${String(index + 1).padStart(2, '0')}`,
      use,
      name: name ?? null,
      nameEn: nameEn ?? null,
      ring: face.ring,
      areaM2: polygonArea(face.ring),
      sides: face.sides,
    };
  });
  if (new Set(made.map((block) => block.sides)).size !== faces.length)
    throw new Error('a block has no use, or two');
  return made;
}

/** Between the seaside road and the sand, west and east of the river. */
function shoreBlocks(): Block[] {
  const road = streetById(SEASIDE_ROAD);
  const edge = line(
    parallel(
      road.line,
      SHORE_FROM_END_METRES,
      road.lengthMetres - SHORE_FROM_END_METRES,
      road.redLineMetres / 2,
    ),
  );
  return (['west', 'east'] as const).map((side, index): Block => {
    const banks = bank(side, 2300);
    const { on } = must(crossings(edge, line(banks))[0]);
    const [from, to] = side === 'west' ? [0, on] : [on, lengthOf(edge)];
    const road = parallel(edge, from, to, 0);
    const [westU] = side === 'west' ? unbend(must(road[0])) : [bankU('east')];
    const [eastU] = side === 'west' ? [bankU('west')] : unbend(must(road.at(-1)));
    const [, roadV] = unbend(must(road[side === 'west' ? road.length - 1 : 0]));
    const water = banks.filter((point) => {
      const [u, v] = unbend(point);
      return v > roadV + 2 && v < beachV(u) - 2;
    });
    const beach = along(beachV, westU, eastU).toReversed();
    const ring = withoutRepeats(
      side === 'west' ? [...road, ...water, ...beach] : [...road, ...beach, ...water.toReversed()],
    );
    return {
      id: `S${index + 1}`,
      use: 'shore',
      name: side === 'west' ? '北岸滨海公园' : '东海岸公园',
      nameEn: side === 'west' ? 'North Shore Seaside Park' : 'East Coast Park',
      ring,
      areaM2: polygonArea(ring),
      sides: [],
    };
  });
}
