import type { CodeList } from '../../theme.ts';

/** Uses are not coloured: buildings stay plaster until a theme colours them by its data. */
export const BUILDING_USES = {
  residential: {
    zh: '住宅',
    en: 'Residential',
    aliases: ['apartments', 'house', 'dormitory', 'detached', 'terrace', 'semidetached_house', '居住'],
  },
  office: { zh: '商务办公', en: 'Office', aliases: ['办公'] },
  government: { zh: '行政办公', en: 'Government', aliases: ['public', 'civic', 'townhall'] },
  commercial: { zh: '商业', en: 'Commercial', aliases: ['retail', 'supermarket', 'shop', 'kiosk'] },
  hotel: { zh: '宾馆', en: 'Hotel' },
  education: { zh: '教育', en: 'Education', aliases: ['school', 'university', 'college', 'kindergarten'] },
  medical: { zh: '医疗', en: 'Medical', aliases: ['hospital', 'clinic', '医院'] },
  culture: {
    zh: '文化',
    en: 'Culture',
    aliases: ['church', 'chapel', 'cathedral', 'museum', 'temple', 'mosque', 'religious', 'castle', 'palace'],
  },
  sport: { zh: '体育', en: 'Sport', aliases: ['stadium', 'sports_hall', 'sports_centre'] },
  industrial: { zh: '工业', en: 'Industrial', aliases: ['warehouse', 'factory', 'manufacture'] },
  transport: {
    zh: '交通',
    en: 'Transport',
    aliases: ['train_station', 'garage', 'garages', 'parking', 'transportation', 'carport'],
  },
  village: { zh: '村宅', en: 'Village house' },
  utility: { zh: '公用设施', en: 'Utility', aliases: ['service', 'transformer_tower'] },
  other: { zh: '其他', en: 'Other', aliases: ['yes', 'roof', 'construction', '其它'] },
} as const satisfies CodeList;

/** Seven ways to divide a wall into floors and bays; which one is drawn, not what the wall is made of. */
export const FACADES = {
  dwelling: { zh: '住宅窗', en: 'Dwelling' },
  curtain: { zh: '玻璃幕墙', en: 'Curtain wall' },
  ribbon: { zh: '条形窗', en: 'Ribbon windows' },
  shop: { zh: '店面', en: 'Shop front' },
  school: { zh: '学校、医院窗', en: 'School, hospital' },
  blank: { zh: '实墙', en: 'Blank wall' },
  village: { zh: '村宅窗', en: 'Village house' },
} as const satisfies CodeList;
