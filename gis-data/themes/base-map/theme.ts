import { defineTheme } from '../../theme.ts';
import { LAND_USES, PAVEMENT_SURFACES, ROAD_CLASSES, WATER_KINDS } from './codes.ts';

/** The painted ground: collections are painted in this order, the later over the earlier. */
export default defineTheme({
  id: 'base-map',
  title: { zh: '道路与地面', en: 'Streets and ground' },
  access: 'public',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'road',
  order: 30,
  collections: [
    {
      id: 'water',
      title: { zh: '水系', en: 'Water' },
      geometry: 'Polygon',
      source: { table: 'water' },
      label: 'name',
      fields: {
        name: {
          type: 'text', title: { zh: '名称', en: 'Name' }, search: true, inTiles: true, aliases: ['NAME', '河流名称'],
        },
        name_en: { type: 'text', title: { zh: '英文名称', en: 'English name' }, search: true, inTiles: true },
        kind: {
          type: 'code', values: WATER_KINDS, title: { zh: '类型', en: 'Kind' },
          fact: true, inTiles: true, required: true, default: 'lake', aliases: ['类型'],
        },
        level_metres: { type: 'number', unit: 'm', digits: 2, title: { zh: '平均水位', en: 'Mean level' }, fact: true },
      },
      symbol: { kind: 'area', paint: { by: 'kind' } },
      minZoom: 4,
      base: true,
    },
    {
      id: 'land-use',
      title: { zh: '用地', en: 'Land use' },
      geometry: 'Polygon',
      source: 'feature',
      label: 'name',
      fields: {
        use: {
          type: 'code', values: LAND_USES, title: { zh: '用途', en: 'Use' },
          fact: true, inTiles: true, required: true, aliases: ['用地性质', 'landuse', 'FCODE'],
        },
        name: { type: 'text', title: { zh: '名称', en: 'Name' }, search: true, inTiles: true, aliases: ['NAME'] },
        area_m2: {
          type: 'number', unit: 'm²', digits: 0, title: { zh: '面积', en: 'Area' }, fact: true, fromGeometry: 'area',
        },
      },
      symbol: { kind: 'area', paint: { by: 'use' } },
      minZoom: 9,
      base: true,
    },
    {
      id: 'roads',
      title: { zh: '道路', en: 'Roads' },
      geometry: 'LineString',
      source: { table: 'road' },
      label: 'name',
      fields: {
        name: {
          type: 'text', title: { zh: '路名', en: 'Name' }, search: true, inTiles: true,
          aliases: ['道路名称', 'Street', 'street_name', 'NAME'],
        },
        name_en: { type: 'text', title: { zh: '英文路名', en: 'English name' }, search: true, inTiles: true, aliases: ['name:en'] },
        class: {
          type: 'code', values: ROAD_CLASSES, title: { zh: '道路等级', en: 'Class' },
          fact: true, inTiles: true, required: true, default: 'branch', aliases: ['道路等级', 'highway'],
        },
        width_metres: {
          // A file without widths is taken for branch streets, and its import says so.
          type: 'number', unit: 'm', digits: 1, title: { zh: '红线宽度', en: 'Right-of-way' },
          fact: true, inTiles: true, required: true, default: 12, aliases: ['红线宽度', 'width'],
        },
        carriageway_metres: {
          type: 'number', unit: 'm', digits: 1, title: { zh: '车行道宽度', en: 'Carriageway' },
          fact: true, inTiles: true, aliases: ['车行道宽度', '路面宽度'],
        },
        lanes: { type: 'integer', title: { zh: '车道数', en: 'Lanes' }, fact: true, aliases: ['车道数'] },
        surface: { type: 'text', title: { zh: '路面', en: 'Surface' }, aliases: ['路面类型'] },
        one_way: { type: 'boolean', title: { zh: '单行', en: 'One way' }, aliases: ['oneway', '单行'] },
        built_year: { type: 'integer', title: { zh: '建成年份', en: 'Built' }, fact: true, aliases: ['建成年份'] },
      },
      unitWord: { zh: '条', en: 'roads' },
      symbol: { kind: 'line', paint: { by: 'class' }, widthMetres: 'carriageway_metres', widthPixels: 1.6 },
      minZoom: 8,
      base: true,
    },
    {
      id: 'pavements',
      title: { zh: '路面与铺装', en: 'Paved surfaces' },
      geometry: 'Polygon',
      source: 'feature',
      fields: {
        surface: {
          type: 'code', values: PAVEMENT_SURFACES, title: { zh: '面层', en: 'Surface' },
          fact: true, inTiles: true, required: true,
        },
        road_name: { type: 'text', title: { zh: '所在道路', en: 'Street' }, fact: true },
      },
      symbol: { kind: 'area', paint: { by: 'surface' } },
      minZoom: 14,
      base: true,
    },
  ],
});
