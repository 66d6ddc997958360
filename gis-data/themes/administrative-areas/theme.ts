import { defineTheme } from '../../theme.ts';
import type { CodeList } from '../../theme.ts';

/** 海南省辖: prefecture-level cities, and the county-level cities, counties and autonomous counties under the province. */
export const AREA_LEVELS = {
  province: { zh: '省', en: 'Province' },
  prefecture: { zh: '地级市', en: 'Prefecture-level city' },
  county: { zh: '县级市、县', en: 'County-level unit' },
  district: { zh: '市辖区', en: 'District' },
} as const satisfies CodeList;

export default defineTheme({
  id: 'administrative-areas',
  title: { zh: '行政区划', en: 'Administrative areas' },
  access: 'public',
  // A map of the province is a schematic until it carries its review number (审图号).
  attribution: {
    zh: '示意图，概略界线：Apache ECharts 4.9.0（Apache-2.0）',
    en: 'Schematic, generalised outlines: Apache ECharts 4.9.0 (Apache-2.0)',
  },
  icon: 'area',
  order: 1000,
  collections: [
    {
      id: 'administrative-areas',
      title: { zh: '行政区划', en: 'Administrative areas' },
      geometry: 'Polygon',
      source: { table: 'administrative_area' },
      label: 'name',
      fields: {
        name: {
          type: 'text',
          title: { zh: '名称', en: 'Name' },
          search: true,
          inTiles: true,
          required: true,
        },
        name_en: {
          type: 'text',
          title: { zh: '英文名称', en: 'English name' },
          search: true,
          inTiles: true,
          required: true,
        },
        level: {
          type: 'code',
          values: AREA_LEVELS,
          title: { zh: '级别', en: 'Level' },
          fact: true,
          inTiles: true,
          required: true,
        },
        parent: {
          type: 'reference',
          collection: 'administrative-areas',
          title: { zh: '上级', en: 'Part of' },
          fact: true,
        },
      },
      unitWord: { zh: '个', en: '' },
      symbol: {
        kind: 'area',
        paint: { colour: { light: '#868F94', dark: '#727D82' } },
        opacity: 0.08,
        outline: { light: '#868F94', dark: '#727D82' },
      },
      minZoom: 0,
    },
  ],
});
