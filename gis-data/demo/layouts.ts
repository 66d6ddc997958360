/** Every block laid out: buildings, ways, water and trees, in the district's frame. Made once. */
import { government, culture, hospital, school, sportsPark } from './blocks/civic.ts';
import { hotel, offices, shops } from './blocks/downtown.ts';
import { slabs, towers, villas, walkUps } from './blocks/estate.ts';
import { countryPark, lakePark, pocketPark, riverside, shorePark } from './blocks/park.ts';
import { Site, type Layout } from './blocks/site.ts';
import { village } from './blocks/village.ts';
import { construction, depot, industrial, waterworks } from './blocks/works.ts';
import { blocks, type BlockUse } from './plan.ts';
import { DISTRICT_SEED, randomStream } from './random.ts';

type Names = readonly (readonly [zh: string, en: string])[];

/** Named towers of the office quarters, by block. */
const TOWERS: Readonly<Record<string, Names>> = {
  琼台科创园: [
    ['科创一号楼', 'Science Park Tower 1'],
    ['科创二号楼', 'Science Park Tower 2'],
    ['科创三号楼', 'Science Park Tower 3'],
    ['科创四号楼', 'Science Park Tower 4'],
  ],
  文澜商务中心: [
    ['文澜大厦', 'Wenlan Tower'],
    ['海运大厦', 'Maritime House'],
    ['南方贸易大厦', 'Southern Trade House'],
    ['文澜商务酒店', 'Wenlan Business Hotel'],
  ],
  海岸总部基地: [
    ['海投大厦', 'Haitou Tower'],
    ['农垦大厦', 'Agribusiness Tower'],
    ['海岸一号总部', "Hai'an HQ 1"],
    ['海岸二号总部', "Hai'an HQ 2"],
  ],
  椰风大厦园区: [
    ['椰风大厦', 'Yefeng Tower'],
    ['椰城大厦', 'Yecheng Tower'],
    ['环岛大厦', 'Huandao Tower'],
    ['信息大厦', 'Information Tower'],
  ],
  琼台金融城: [
    ['琼台金融中心', 'Qiongtai Financial Centre'],
    ['北岸银行大厦', 'North Shore Bank'],
    ['保险大厦', 'Insurance Tower'],
    ['证券大厦', 'Securities Tower'],
  ],
  望海国际中心: [
    ['望海国际 A 座', 'Wanghai International A'],
    ['望海国际 B 座', 'Wanghai International B'],
    ['望海国际 C 座', 'Wanghai International C'],
    ['望海国际 D 座', 'Wanghai International D'],
  ],
  望海金融广场: [
    ['望海金融广场 1 号楼', 'Wanghai Financial Plaza 1'],
    ['望海金融广场 2 号楼', 'Wanghai Financial Plaza 2'],
    ['望海金融广场 3 号楼', 'Wanghai Financial Plaza 3'],
    ['望海金融广场 4 号楼', 'Wanghai Financial Plaza 4'],
  ],
  琼州中心: [
    ['琼州中心 东塔', 'Qiongzhou Centre, east tower'],
    ['琼州中心 西塔', 'Qiongzhou Centre, west tower'],
    ['琼州中心 南塔', 'Qiongzhou Centre, south tower'],
    ['琼州中心 北塔', 'Qiongzhou Centre, north tower'],
  ],
  北岸中央商务区: [
    ['北岸中心', 'North Shore Centre'],
    ['自贸大厦', 'Free Trade Tower'],
    ['航运交易大厦', 'Shipping Exchange'],
    ['数据大厦', 'Data Tower'],
  ],
  琼海之门: [
    ['琼海之门 西楼', 'Qionghai Gate West'],
    ['琼海之门 东楼', 'Qionghai Gate East'],
    ['琼海之门 北一楼', 'Qionghai Gate North 1'],
    ['琼海之门 北二楼', 'Qionghai Gate North 2'],
  ],
  海上世界: [
    ['海上世界大厦', 'Sea World Tower'],
    ['邮轮大厦', 'Cruise Tower'],
    ['灯塔大厦', 'Lighthouse Tower'],
    ['海洋大厦', 'Ocean Tower'],
  ],
};
/** Floors of towers: the seafront highest. */
const SEAFRONT = new Set(['琼州中心', '北岸中央商务区', '望海国际中心', '望海金融广场']);

const LAY_OUT: Readonly<Record<BlockUse, (site: Site) => void>> = {
  'walk-up': walkUps,
  slabs,
  towers,
  villas,
  village,
  office: (site) => {
    const name = site.block.name ?? '';
    const tall = SEAFRONT.has(name);
    const first = name === '琼海之门' || name === '海上世界';
    offices(
      site,
      tall
        ? { floors: [24, 33], curtainShare: 0.7 }
        : first
          ? { floors: [18, 27], curtainShare: 0.8 }
          : { floors: [11, 21], curtainShare: 0.45 },
      TOWERS[name] ?? [],
    );
  },
  commercial: (site) => shops(site, site.block.name ?? '', site.block.nameEn ?? ''),
  hotel: (site) => hotel(site, site.block.name ?? '', site.block.nameEn ?? ''),
  government,
  school: (site) => school(site, site.block.name ?? '', site.block.nameEn ?? ''),
  hospital,
  culture,
  sport: sportsPark,
  park: (site) =>
    lakePark(
      site,
      Math.round(site.block.areaM2 / 190),
      site.block.name?.replace('公园', '湖') ?? '',
      site.block.nameEn?.replace('Park', 'Lake') ?? '',
    ),
  'pocket-park': pocketPark,
  river: riverside,
  shore: shorePark,
  industrial: (site) => industrial(site, site.block.name ?? '', site.block.nameEn ?? ''),
  depot,
  waterworks,
  construction,
  'country-park': countryPark,
};

let made: readonly Layout[] | undefined;

export function layouts(): readonly Layout[] {
  made ??= blocks.map((block) => {
    const site = new Site(block, randomStream(DISTRICT_SEED, `layout/${block.id}`));
    LAY_OUT[block.use](site);
    return site.layout();
  });
  return made;
}
