import { defineTheme, type CodeList } from '../../theme.ts';

export const BEARING_KINDS = {
  LNR: { zh: '天然橡胶支座', en: 'Natural rubber bearing' }, LRB: { zh: '铅芯橡胶支座', en: 'Lead rubber bearing' },
  HDR: { zh: '高阻尼橡胶支座', en: 'High-damping rubber bearing' }, ESB: { zh: '弹性滑板支座', en: 'Elastic sliding bearing' },
  FPS: { zh: '摩擦摆支座', en: 'Friction pendulum' },
} as const satisfies CodeList;

export const BEARING_CONDITIONS = {
  ok: { zh: '正常', en: 'Normal', colour: { light: '#5F7179', dark: '#9FB2BA' } },
  due: { zh: '到期', en: 'Due', colour: { light: '#EFC21F', dark: '#F2D76C' } },
  over: { zh: '超期', en: 'Overdue', colour: { light: '#E07A1C', dark: '#FB9E50' } },
  bad: { zh: '异常', en: 'Abnormal', colour: { light: '#D3261F', dark: '#FC6663' } },
} as const satisfies CodeList;

export const BEARING_LIFECYCLE = {
  designed: { zh: '设计', en: 'Designed' }, manufactured: { zh: '生产', en: 'Manufactured' }, 'factory-tested': { zh: '出厂检验', en: 'Factory-tested' },
  delivered: { zh: '进场', en: 'Delivered' }, 'witnessed-retest': { zh: '见证复试', en: 'Witnessed re-test' }, installed: { zh: '安装', en: 'Installed' },
  accepted: { zh: '验收', en: 'Accepted' }, 'in-service': { zh: '在用', en: 'In service' }, flagged: { zh: '待处置', en: 'Flagged' },
  replaced: { zh: '更换', en: 'Replaced' }, retired: { zh: '退役', en: 'Retired' },
} as const satisfies CodeList;

const millimetres = { type: 'number', unit: 'mm', digits: 1 } as const;

export default defineTheme({
  id: 'seismic-isolation',
  title: { zh: '隔震支座', en: 'Isolation bearings' },
  // An operator sees the bearings of the own building, an official those of the own division.
  access: 'operator',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'bearing',
  collections: [
    {
      id: 'isolation-bearings', title: { zh: '支座', en: 'Bearings' }, geometry: 'Point', source: { table: 'isolation_bearing' }, unitWord: { zh: '个', en: '' },
      fields: {
        axis: { type: 'text', title: { zh: '轴位', en: 'Axis' }, search: true, inTiles: true, fact: true },
        kind: { type: 'code', title: { zh: '类型', en: 'Type' }, values: BEARING_KINDS, inTiles: true, fact: true },
        model: { type: 'text', title: { zh: '型号', en: 'Model' }, search: true, fact: true },
        condition: { type: 'code', title: { zh: '状态', en: 'Condition' }, values: BEARING_CONDITIONS, inTiles: true, fact: true },
        displacement_mm: { ...millimetres, title: { zh: '最大水平位移', en: 'Largest horizontal displacement' }, fact: true },
        compression_mm: { ...millimetres, title: { zh: '竖向压缩', en: 'Vertical compression' }, fact: true },
        displacement_limit_mm: { ...millimetres, title: { zh: '罕遇地震位移限值', en: 'Rare-earthquake limit' } },
        diameter_mm: { type: 'integer', unit: 'mm', title: { zh: '直径', en: 'Diameter' }, inTiles: true },
        height_mm: { type: 'integer', unit: 'mm', title: { zh: '高度', en: 'Height' }, inTiles: true },
        rubber_thickness_mm: { ...millimetres, title: { zh: '橡胶总厚', en: 'Total rubber' } },
        horizontal_stiffness_kn_mm: { type: 'number', unit: 'kN/mm', digits: 2, title: { zh: '水平等效刚度', en: 'Horizontal stiffness' } },
        vertical_stiffness_kn_mm: { type: 'number', unit: 'kN/mm', digits: 0, title: { zh: '竖向刚度', en: 'Vertical stiffness' } },
        yield_force_kn: { type: 'number', unit: 'kN', digits: 0, title: { zh: '屈服力', en: 'Yield force' } },
        lifecycle: { type: 'code', title: { zh: '履历阶段', en: 'Stage of life' }, values: BEARING_LIFECYCLE },
        maker: { type: 'text', title: { zh: '生产厂', en: 'Maker' } },
        batch: { type: 'text', title: { zh: '批次', en: 'Batch' } },
        serial: { type: 'text', title: { zh: '出厂编号', en: 'Serial no.' }, search: true },
        qr_id: { type: 'text', title: { zh: '二维码', en: 'QR' }, search: true },
        installed_on: { type: 'date', title: { zh: '安装日期', en: 'Installed' } },
        last_inspected_on: { type: 'date', title: { zh: '上次检查', en: 'Last inspection' } },
        next_inspection_on: { type: 'date', title: { zh: '下次检查', en: 'Next inspection' } },
        building: { type: 'reference', collection: 'buildings', title: { zh: '建筑', en: 'Building' } },
        ifc_guid: { type: 'text', title: { zh: 'IFC 标识', en: 'IFC GlobalId' } },
      },
      label: 'axis', time: 'installed_on', divideBy: 'condition',
      symbol: { kind: 'model', model: 'bearing', paint: { by: 'condition' }, variant: 'kind', width: 'diameter_mm', height: 'height_mm' },
      minZoom: 17,
    },
  ],
});
