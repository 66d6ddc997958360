import { defineTheme } from '../../theme.ts';
import {
  AIR_CONDITIONING_CLASSES, BUILDING_CLASSES, ENERGY_CLASSES, ENERGY_KINDS, ENERGY_USES, SUB_ITEMS,
} from './codes.ts';

export default defineTheme({
  id: 'building-energy',
  title: { zh: '公共建筑能耗', en: 'Building energy' },
  // The yearly index of public buildings is disclosed by law; meters and their readings belong to their owners.
  access: 'public',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'bolt',
  order: 60,
  collections: [
    {
      id: 'metered-buildings',
      title: { zh: '公共建筑能耗', en: 'Metered buildings' },
      geometry: 'Polygon',
      source: { table: 'metered_building' },
      label: 'name',
      fields: {
        name: {
          type: 'text', title: { zh: '名称', en: 'Name' },
          search: true, inTiles: true, required: true, aliases: ['建筑名称', 'F_BuildName'],
        },
        name_en: { type: 'text', title: { zh: '英文名称', en: 'English name' }, search: true, inTiles: true },
        building: { type: 'reference', collection: 'buildings', title: { zh: '建筑', en: 'Building' } },
        building_class: {
          type: 'code', values: BUILDING_CLASSES, title: { zh: '建筑类别', en: 'Class' },
          fact: true, inTiles: true, required: true, aliases: ['F_BuildFunc', '建筑功能'],
        },
        energy_use: {
          type: 'code', values: ENERGY_USES, title: { zh: '限值类别', en: 'Limit group' }, required: true,
        },
        air_conditioning: {
          type: 'code', values: AIR_CONDITIONING_CLASSES, title: { zh: '空调类别', en: 'Cooling class' },
        },
        floor_area_m2: {
          type: 'number', unit: 'm²', digits: 0, title: { zh: '建筑面积', en: 'Floor area' },
          fact: true, required: true, aliases: ['F_TotalArea', '总建筑面积'],
        },
        index_kwh_m2a: {
          type: 'number', unit: 'kWh/(m²·a)', digits: 1, title: { zh: '能耗指标', en: 'Index' }, fact: true, inTiles: true,
        },
        index_year: { type: 'integer', title: { zh: '指标年份', en: 'Year of index' }, fact: true },
        constraint_kwh_m2a: {
          type: 'number', unit: 'kWh/(m²·a)', digits: 0, title: { zh: '约束值', en: 'Constraint' }, fact: true,
        },
        guide_kwh_m2a: {
          type: 'number', unit: 'kWh/(m²·a)', digits: 0, title: { zh: '引导值', en: 'Guide' }, fact: true,
        },
        energy_class: {
          type: 'code', values: ENERGY_CLASSES, title: { zh: '能耗等级', en: 'Energy class' }, inTiles: true, default: 'none',
        },
        height_metres: {
          type: 'number', unit: 'm', digits: 1, title: { zh: '高度', en: 'Height' }, inTiles: true, required: true,
        },
        floors_above: { type: 'integer', title: { zh: '地上层数', en: 'Floors above' }, inTiles: true, aliases: ['F_UpFloor'] },
        ground_elevation_metres: {
          type: 'number', unit: 'm', digits: 2, title: { zh: '室外地坪', en: 'Ground level' },
        },
      },
      divideBy: 'energy_class',
      unitWord: { zh: '栋', en: 'buildings' },
      symbol: {
        kind: 'extrusion',
        paint: { by: 'energy_class' },
        height: 'height_metres',
        floors: 'floors_above',
        foot: 'ground_elevation_metres',
      },
      minZoom: 12,
    },
    {
      id: 'energy-meters',
      title: { zh: '计量表具', en: 'Meters' },
      access: 'operator',
      geometry: 'Point',
      source: { table: 'energy_meter' },
      label: 'meter_no',
      fields: {
        meter_no: { type: 'text', title: { zh: '表号', en: 'Meter no.' }, search: true, inTiles: true, required: true },
        metered_building: {
          type: 'reference', collection: 'metered-buildings', title: { zh: '所属建筑', en: 'Building' }, required: true,
        },
        energy_kind: {
          type: 'code', values: ENERGY_KINDS, title: { zh: '能源种类', en: 'Energy' },
          fact: true, inTiles: true, required: true,
        },
        sub_item: { type: 'code', values: SUB_ITEMS, title: { zh: '分项', en: 'Sub-item' }, fact: true, inTiles: true },
        installed_on: { type: 'date', title: { zh: '安装日期', en: 'Installed' }, fact: true },
      },
      time: 'installed_on',
      unitWord: { zh: '只', en: 'meters' },
      // Meters hang in plant rooms: they carry readings and are read through their building.
      symbol: { kind: 'none' },
      minZoom: 16,
    },
  ],
});
