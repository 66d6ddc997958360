import { defineTheme, type CodeList } from '../../theme.ts';

/** CJJ/T 85-2017. */
export const GREEN_CLASSES = {
  G1: { zh: '公园绿地', en: 'Park', colour: { light: '#B4C69C', dark: '#273A30' } },
  G2: { zh: '防护绿地', en: 'Protective green', colour: { light: '#AEC096', dark: '#25372D' } },
  G3: { zh: '广场用地', en: 'Square', colour: { light: '#DCDCD6', dark: '#2F383D' } },
  XG: { zh: '附属绿地', en: 'Attached green', colour: { light: '#C9D2B8', dark: '#2A3733' } },
  EG: { zh: '区域绿地', en: 'Regional green', colour: { light: '#A8BC8E', dark: '#22342A' } },
} as const satisfies CodeList;

export const TREE_FORMS = {
  broadleaf: { zh: '阔叶', en: 'Broadleaf' }, palm: { zh: '棕榈', en: 'Palm' }, conifer: { zh: '针叶', en: 'Conifer' }, shrub: { zh: '灌木', en: 'Shrub' },
} as const satisfies CodeList;

export const VIGOUR = {
  normal: { zh: '正常', en: 'Normal' }, weak: { zh: '衰弱', en: 'Weak' }, endangered: { zh: '濒危', en: 'Endangered' }, dead: { zh: '死亡', en: 'Dead' },
} as const satisfies CodeList;

export default defineTheme({
  id: 'greening-remote-sensing',
  title: { zh: '绿地与树木', en: 'Green spaces and trees' },
  access: 'public',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'tree',
  collections: [
    {
      id: 'green-spaces', title: { zh: '绿地', en: 'Green spaces' }, geometry: 'Polygon', source: { table: 'green_space' },
      fields: {
        name: { type: 'text', title: { zh: '名称', en: 'Chinese name' }, search: true, aliases: ['SITENAME', 'name'] },
        name_en: { type: 'text', title: { zh: '英文名', en: 'Name' }, search: true },
        class: { type: 'code', title: { zh: '类别', en: 'Class' }, values: GREEN_CLASSES, inTiles: true, fact: true, required: true },
        sub_class: { type: 'text', title: { zh: '小类', en: 'Sub-class' } },
        area_m2: { type: 'number', unit: 'm²', digits: 0, title: { zh: '面积', en: 'Area' }, fact: true },
        owner: { type: 'text', title: { zh: '管护单位', en: 'Kept by' }, aliases: ['OWNER'] },
        built_year: { type: 'integer', title: { zh: '建成年份', en: 'Made in' }, fact: true },
      },
      label: 'name', divideBy: 'class',
      symbol: { kind: 'area', paint: { by: 'class' } }, minZoom: 11, shown: true,
    },
    {
      id: 'trees', title: { zh: '树木', en: 'Trees' }, geometry: 'Point', source: { table: 'tree' }, unitWord: { zh: '株', en: '' },
      fields: {
        species: { type: 'text', title: { zh: '树种', en: 'Species' }, search: true, fact: true },
        species_latin: { type: 'text', title: { zh: '学名', en: 'Latin name' }, search: true },
        form: { type: 'code', title: { zh: '树形', en: 'Form' }, values: TREE_FORMS, inTiles: true },
        height_metres: { type: 'number', unit: 'm', digits: 1, title: { zh: '树高', en: 'Height' }, inTiles: true, fact: true },
        crown_metres: { type: 'number', unit: 'm', digits: 1, title: { zh: '冠幅', en: 'Crown' }, fact: true },
        trunk_cm: { type: 'number', unit: 'cm', digits: 0, title: { zh: '胸径', en: 'Trunk diameter' }, fact: true },
        planted_year: { type: 'integer', title: { zh: '栽植年份', en: 'Planted' }, fact: true },
        vigour: { type: 'code', title: { zh: '长势', en: 'Vigour' }, values: VIGOUR, fact: true },
        ancient_grade: { type: 'integer', title: { zh: '古树级别', en: 'Ancient tree grade' } },
        green_space: { type: 'reference', collection: 'green-spaces', title: { zh: '所在绿地', en: 'Green space' } },
        ground_elevation_metres: { type: 'number', unit: 'm', digits: 2, title: { zh: '地面高程', en: 'Ground elevation' } },
      },
      label: 'species',
      symbol: { kind: 'model', model: 'tree', paint: { colour: { light: '#8FAE74', dark: '#3B5A48' } }, variant: 'form', height: 'height_metres', width: 'crown_metres', base: 'ground_elevation_metres' },
      minZoom: 15, shown: true,
    },
  ],
});
