import { defineTheme } from '../../theme.ts';
import { ANCIENT_GRADES, GREEN_CLASSES, GREEN_SUB_CLASSES, TREE_FORMS, TREE_VIGOURS } from './codes.ts';

export default defineTheme({
  id: 'greening-remote-sensing',
  title: { zh: '绿地与树木', en: 'Greenery' },
  // Published to society by the programme; who maintains a green space and a tree's vigour are for officials.
  access: 'public',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'tree',
  order: 50,
  collections: [
    {
      id: 'green-spaces',
      title: { zh: '绿地', en: 'Green spaces' },
      geometry: 'Polygon',
      source: { table: 'green_space' },
      label: 'name',
      fields: {
        name: { type: 'text', title: { zh: '名称', en: 'Name' }, search: true, inTiles: true, aliases: ['名称', 'NAME'] },
        name_en: { type: 'text', title: { zh: '英文名称', en: 'English name' }, search: true, inTiles: true },
        class: {
          type: 'code', values: GREEN_CLASSES, title: { zh: '绿地类别', en: 'Class' },
          fact: true, inTiles: true, required: true, default: 'G1', aliases: ['绿地类别', '绿地分类'],
        },
        sub_class: { type: 'code', values: GREEN_SUB_CLASSES, title: { zh: '中类、小类', en: 'Sub-class' }, fact: true, inTiles: true },
        area_m2: {
          type: 'number', unit: 'm²', digits: 0, title: { zh: '面积', en: 'Area' },
          fact: true, inTiles: true, fromGeometry: 'area', aliases: ['面积'],
        },
        built_year: { type: 'integer', title: { zh: '建成年份', en: 'Built' }, fact: true, aliases: ['建成年份'] },
        owner: {
          type: 'text', title: { zh: '管护单位', en: 'Maintained by' }, access: 'government', aliases: ['管护单位', 'OWNER'],
        },
      },
      divideBy: 'class',
      unitWord: { zh: '处', en: 'green spaces' },
      symbol: { kind: 'area', paint: { by: 'class' }, opacity: 0.85 },
      minZoom: 9,
      shown: true,
    },
    {
      id: 'trees',
      title: { zh: '树木', en: 'Trees' },
      geometry: 'Point',
      source: { table: 'tree' },
      label: 'species',
      fields: {
        species: {
          type: 'text', title: { zh: '树种', en: 'Species' }, search: true, inTiles: true,
          fact: true, aliases: ['树种', 'Common_Name', 'species'],
        },
        species_latin: {
          type: 'text', title: { zh: '拉丁名', en: 'Latin name' }, search: true, fact: true, aliases: ['拉丁名', 'Species', 'Scientific'],
        },
        form: {
          type: 'code', values: TREE_FORMS, title: { zh: '树形', en: 'Form' }, inTiles: true, default: 'broadleaf',
        },
        height_metres: {
          type: 'number', unit: 'm', digits: 1, title: { zh: '树高', en: 'Height' }, fact: true, inTiles: true, aliases: ['树高'],
        },
        crown_metres: { type: 'number', unit: 'm', digits: 1, title: { zh: '冠幅', en: 'Crown' }, fact: true, aliases: ['冠幅'] },
        trunk_cm: { type: 'number', unit: 'cm', digits: 0, title: { zh: '胸径', en: 'Trunk' }, fact: true, aliases: ['胸径'] },
        planted_year: { type: 'integer', title: { zh: '种植年份', en: 'Planted' }, fact: true, aliases: ['种植年份'] },
        ancient_grade: {
          type: 'code', values: ANCIENT_GRADES, title: { zh: '古树等级', en: 'Ancient grade' }, inTiles: true, aliases: ['古树等级'],
        },
        green_space: { type: 'reference', collection: 'green-spaces', title: { zh: '所在绿地', en: 'Green space' } },
        vigour: {
          type: 'code', values: TREE_VIGOURS, title: { zh: '生长势', en: 'Vigour' }, access: 'government', aliases: ['生长势', 'Condition'],
        },
        ground_elevation_metres: {
          type: 'number', unit: 'm', digits: 2, title: { zh: '地面高程', en: 'Ground level' },
        },
      },
      unitWord: { zh: '株', en: 'trees' },
      symbol: {
        kind: 'model',
        paint: { colour: { light: '#8FAE74', dark: '#3B5A48' } },
        model: 'tree',
        variant: 'form',
        height: 'height_metres',
        width: 'crown_metres',
        base: 'ground_elevation_metres',
      },
      minZoom: 14,
      shown: true,
    },
  ],
});
