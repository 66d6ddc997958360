/**
 * Hainan's units directly under the province: 4 prefecture-level cities and 15 county-level units, by their six-digit
 * division codes (GB/T 2260). The codes agree with those of the outlines' source; neither was read in the standard.
 */
import type { AREA_LEVELS } from './theme.ts';

export type Unit = {
  readonly name: string;
  readonly nameEn: string;
  readonly level: keyof typeof AREA_LEVELS;
};

export const PROVINCE = '460000';

export const HAINAN_UNITS: { readonly [code: string]: Unit } = {
  '460100': { name: '海口市', nameEn: 'Haikou', level: 'prefecture' },
  '460200': { name: '三亚市', nameEn: 'Sanya', level: 'prefecture' },
  '460300': { name: '三沙市', nameEn: 'Sansha', level: 'prefecture' },
  '460400': { name: '儋州市', nameEn: 'Danzhou', level: 'prefecture' },
  '469001': { name: '五指山市', nameEn: 'Wuzhishan', level: 'county' },
  '469002': { name: '琼海市', nameEn: 'Qionghai', level: 'county' },
  '469005': { name: '文昌市', nameEn: 'Wenchang', level: 'county' },
  '469006': { name: '万宁市', nameEn: 'Wanning', level: 'county' },
  '469007': { name: '东方市', nameEn: 'Dongfang', level: 'county' },
  '469021': { name: '定安县', nameEn: 'Ding’an County', level: 'county' },
  '469022': { name: '屯昌县', nameEn: 'Tunchang County', level: 'county' },
  '469023': { name: '澄迈县', nameEn: 'Chengmai County', level: 'county' },
  '469024': { name: '临高县', nameEn: 'Lingao County', level: 'county' },
  '469025': { name: '白沙黎族自治县', nameEn: 'Baisha Li Autonomous County', level: 'county' },
  '469026': { name: '昌江黎族自治县', nameEn: 'Changjiang Li Autonomous County', level: 'county' },
  '469027': { name: '乐东黎族自治县', nameEn: 'Ledong Li Autonomous County', level: 'county' },
  '469028': { name: '陵水黎族自治县', nameEn: 'Lingshui Li Autonomous County', level: 'county' },
  '469029': { name: '保亭黎族苗族自治县', nameEn: 'Baoting Li and Miao Autonomous County', level: 'county' },
  '469030': {
    name: '琼中黎族苗族自治县',
    nameEn: 'Qiongzhong Li and Miao Autonomous County',
    level: 'county',
  },
};
