import { defineTheme } from '../../theme.ts';
import { BEARING_CONDITIONS, BEARING_KINDS, BEARING_LIFECYCLE } from './codes.ts';

/** For the quality station and the owners of the buildings: an operator sees its own bearings only. */
export default defineTheme({
  id: 'seismic-isolation',
  title: { zh: '隔震支座', en: 'Isolation bearings' },
  access: 'operator',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'isolate',
  order: 70,
  collections: [
    {
      id: 'isolation-bearings',
      title: { zh: '隔震支座', en: 'Isolation bearings' },
      geometry: 'Point',
      source: { table: 'isolation_bearing' },
      label: 'axis',
      fields: {
        building: { type: 'reference', collection: 'buildings', title: { zh: '建筑', en: 'Building' } },
        axis: { type: 'text', title: { zh: '轴线', en: 'Grid position' }, search: true, inTiles: true, aliases: ['轴线', '支座编号'] },
        kind: {
          type: 'code', values: BEARING_KINDS, title: { zh: '类型', en: 'Kind' },
          fact: true, inTiles: true, required: true, aliases: ['支座类型'],
        },
        model: { type: 'text', title: { zh: '产品型号', en: 'Model' }, fact: true, required: true, aliases: ['产品型号'] },
        condition: {
          type: 'code', values: BEARING_CONDITIONS, title: { zh: '状态', en: 'Condition' },
          inTiles: true, required: true, default: 'ok',
        },
        lifecycle: {
          type: 'code', values: BEARING_LIFECYCLE, title: { zh: '阶段', en: 'Stage' },
          inTiles: true, required: true, default: 'in-service',
        },
        displacement_mm: {
          type: 'number', unit: 'mm', digits: 1, title: { zh: '最大水平位移', en: 'Largest displacement' },
          fact: true, inTiles: true, aliases: ['水平位移'],
        },
        compression_mm: {
          type: 'number', unit: 'mm', digits: 1, title: { zh: '竖向压缩', en: 'Compression' }, fact: true, aliases: ['竖向压缩变形'],
        },
        next_inspection_on: { type: 'date', title: { zh: '下次检查', en: 'Next inspection' }, fact: true },
        installed_on: { type: 'date', title: { zh: '安装日期', en: 'Installed' }, fact: true, aliases: ['安装日期'] },
        last_inspected_on: { type: 'date', title: { zh: '上次检查', en: 'Last inspection' } },
        diameter_mm: {
          type: 'integer', unit: 'mm', title: { zh: '有效直径', en: 'Diameter' }, required: true, aliases: ['直径', '外径'],
        },
        height_mm: { type: 'integer', unit: 'mm', title: { zh: '高度', en: 'Height' }, required: true, aliases: ['支座高度'] },
        rubber_thickness_mm: {
          type: 'number', unit: 'mm', digits: 0, title: { zh: '橡胶总厚度', en: 'Rubber thickness' }, aliases: ['橡胶总厚'],
        },
        horizontal_stiffness_kn_mm: {
          type: 'number', unit: 'kN/mm', digits: 3, title: { zh: '水平等效刚度', en: 'Horizontal stiffness' }, aliases: ['水平等效刚度'],
        },
        vertical_stiffness_kn_mm: {
          type: 'number', unit: 'kN/mm', digits: 0, title: { zh: '竖向刚度', en: 'Vertical stiffness' }, aliases: ['设计压缩刚度'],
        },
        yield_force_kn: { type: 'number', unit: 'kN', digits: 1, title: { zh: '屈服力', en: 'Yield force' }, aliases: ['屈服力'] },
        displacement_limit_mm: {
          type: 'number', unit: 'mm', digits: 0, title: { zh: '罕遇地震位移限值', en: 'Displacement limit, rare quake' },
        },
        maker: { type: 'text', title: { zh: '生产厂家', en: 'Maker' }, aliases: ['生产厂家'] },
        batch: { type: 'text', title: { zh: '批次', en: 'Batch' }, search: true, aliases: ['批次'] },
        serial: { type: 'text', title: { zh: '出厂编号', en: 'Serial no.' }, search: true, aliases: ['出厂编号', '产品编号'] },
        qr_id: { type: 'text', title: { zh: '二维码', en: 'QR code' }, search: true, aliases: ['二维码'] },
        ifc_guid: { type: 'text', title: { zh: 'IFC 标识', en: 'IFC GlobalId' }, aliases: ['GlobalId'] },
      },
      time: 'installed_on',
      divideBy: 'kind',
      unitWord: { zh: '个', en: 'bearings' },
      symbol: {
        kind: 'model',
        paint: { by: 'condition' },
        model: 'bearing',
        variant: 'kind',
        height: 'height_mm',
        width: 'diameter_mm',
      },
      minZoom: 15,
    },
  ],
});
