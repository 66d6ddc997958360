import { defineTheme } from '../../theme.ts';

export default defineTheme({
  id: 'administrative-areas',
  title: { zh: '行政区划', en: 'Administrative areas' },
  access: 'public',
  attribution: { zh: '轮廓为示意图', en: 'Outlines are schematic' },
  icon: 'area',
  collections: [
    {
      id: 'administrative-areas', title: { zh: '市县', en: 'Cities and counties' }, geometry: 'Polygon', source: { table: 'administrative_area' },
      fields: {
        name: { type: 'text', title: { zh: '名称', en: 'Chinese name' }, search: true, inTiles: true, required: true },
        name_en: { type: 'text', title: { zh: '英文名', en: 'Name' }, search: true, inTiles: true, required: true },
        level: { type: 'code', title: { zh: '级别', en: 'Level' }, inTiles: true, fact: true, values: {
          province: { zh: '省', en: 'Province' }, prefecture: { zh: '地级市', en: 'Prefecture-level city' },
          county: { zh: '县级', en: 'County level' }, district: { zh: '区', en: 'District' } } },
        parent: { type: 'reference', collection: 'administrative-areas', title: { zh: '上级', en: 'Part of' } },
      },
      label: 'name',
      symbol: { kind: 'area', paint: { colour: { light: '#5C676B', dark: '#AEB8BB' } }, opacity: 0, outline: { light: '#5C676B', dark: '#AEB8BB' } },
      minZoom: 0,
    },
  ],
});
