import { defineTheme } from '../../theme.ts';
import { BUILDING_USES, FACADES } from './codes.ts';

export default defineTheme({
  id: 'buildings',
  title: { zh: '建筑', en: 'Buildings' },
  access: 'public',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'building',
  order: 20,
  collections: [
    {
      id: 'buildings',
      title: { zh: '建筑', en: 'Buildings' },
      geometry: 'Polygon',
      source: { table: 'building' },
      label: 'name',
      fields: {
        name: {
          type: 'text', title: { zh: '名称', en: 'Name' }, search: true, inTiles: true,
          aliases: ['建筑名称', '楼名', 'NAME'],
        },
        name_en: { type: 'text', title: { zh: '英文名称', en: 'English name' }, search: true, aliases: ['name:en'] },
        use: {
          type: 'code', values: BUILDING_USES, title: { zh: '用途', en: 'Use' },
          fact: true, inTiles: true, required: true, default: 'other', aliases: ['建筑用途', 'building', 'usage'],
        },
        height_metres: {
          // A file without heights is drawn three storeys high, and its import says so.
          type: 'number', unit: 'm', digits: 1, title: { zh: '高度', en: 'Height' },
          fact: true, inTiles: true, required: true, default: 9, aliases: ['建筑高度', 'height', 'measuredHeight'],
        },
        floors_above: {
          type: 'integer', title: { zh: '地上层数', en: 'Floors above' },
          fact: true, inTiles: true, aliases: ['层数', '地上层数', 'building:levels', 'storeysAboveGround'],
        },
        floors_below: {
          type: 'integer', title: { zh: '地下层数', en: 'Floors below' },
          aliases: ['地下层数', 'building:levels:underground', 'storeysBelowGround'],
        },
        floor_area_m2: {
          type: 'number', unit: 'm²', digits: 0, title: { zh: '建筑面积', en: 'Floor area' },
          fact: true, aliases: ['建筑面积'],
        },
        built_year: {
          type: 'integer', title: { zh: '建成年份', en: 'Built' }, fact: true, aliases: ['建成年份', 'yearOfConstruction'],
        },
        structure: { type: 'text', title: { zh: '结构', en: 'Structure' }, fact: true, aliases: ['结构类型'] },
        address: { type: 'text', title: { zh: '地址', en: 'Address' }, search: true, aliases: ['地址', 'ADDRESS'] },
        // An owner can be a person: masked, and shown in full only for a purpose that is logged.
        owner: {
          type: 'text', title: { zh: '产权人', en: 'Owner' }, access: 'restricted', mask: 'name',
          aliases: ['产权人', '权属人', 'OWNER'],
        },
        facade: { type: 'code', values: FACADES, title: { zh: '立面形式', en: 'Façade' }, inTiles: true },
        ground_elevation_metres: {
          type: 'number', unit: 'm', digits: 2, title: { zh: '室外地坪', en: 'Ground level' },
          aliases: ['地面高程'],
        },
        min_height_metres: {
          type: 'number', unit: 'm', digits: 1, title: { zh: '起始高度', en: 'Starts at' },
          default: 0, aliases: ['min_height'],
        },
      },
      unitWord: { zh: '栋', en: 'buildings' },
      symbol: {
        kind: 'extrusion',
        paint: { colour: { light: '#ECEBE8', dark: '#5A666D' } },
        height: 'height_metres',
        base: 'min_height_metres',
        floors: 'floors_above',
        facade: 'facade',
        foot: 'ground_elevation_metres',
      },
      minZoom: 12,
      shown: true,
    },
  ],
});
