import { defineTheme, type CodeList } from '../../theme.ts';

export const PART_KINDS = {
  wall: { zh: '墙板', en: 'Wall panel' }, slab: { zh: '叠合板', en: 'Composite slab' }, stair: { zh: '楼梯', en: 'Stair' }, balcony: { zh: '阳台', en: 'Balcony' },
  column: { zh: '柱', en: 'Column' }, beam: { zh: '梁', en: 'Beam' }, 'bathroom-pod': { zh: '集成卫生间', en: 'Bathroom pod' }, facade: { zh: '外挂板', en: 'Façade panel' },
} as const satisfies CodeList;

export const PART_STATES = {
  designed: { zh: '设计', en: 'Designed' }, scheduled: { zh: '排产', en: 'Scheduled' }, cast: { zh: '生产', en: 'Cast' }, cured: { zh: '养护', en: 'Cured' },
  inspected: { zh: '质检', en: 'Inspected' }, stocked: { zh: '入库', en: 'Stocked' }, shipped: { zh: '出厂', en: 'Shipped' }, 'in-transit': { zh: '运输', en: 'In transit' },
  received: { zh: '进场', en: 'Received' }, installed: { zh: '安装', en: 'Installed' }, joined: { zh: '连接', en: 'Joined' }, accepted: { zh: '验收', en: 'Accepted' },
  rework: { zh: '返修', en: 'Rework' }, scrapped: { zh: '报废', en: 'Scrapped' },
} as const satisfies CodeList;

const millimetres = { type: 'integer', unit: 'mm' } as const;

export default defineTheme({
  id: 'prefab-traceability',
  title: { zh: '装配式部品', en: 'Prefab parts' },
  access: 'operator',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'prefab',
  collections: [
    {
      id: 'prefab-parts', title: { zh: '部品部件', en: 'Parts' }, geometry: 'Point', source: { table: 'prefab_part' }, unitWord: { zh: '件', en: '' },
      fields: {
        piece_mark: { type: 'text', title: { zh: '构件号', en: 'Piece mark' }, search: true, fact: true },
        kind: { type: 'code', title: { zh: '类型', en: 'Type' }, values: PART_KINDS, inTiles: true, fact: true },
        state: { type: 'code', title: { zh: '状态', en: 'State' }, values: PART_STATES, inTiles: true, fact: true },
        storey: { type: 'text', title: { zh: '楼层', en: 'Storey' }, fact: true },
        location_no: { type: 'text', title: { zh: '安装位置', en: 'Location no.' } },
        length_mm: { ...millimetres, title: { zh: '长', en: 'Length' }, inTiles: true },
        width_mm: { ...millimetres, title: { zh: '宽', en: 'Width' }, inTiles: true },
        height_mm: { ...millimetres, title: { zh: '高', en: 'Height' }, inTiles: true },
        weight_kg: { type: 'number', unit: 'kg', digits: 0, title: { zh: '重量', en: 'Weight' }, fact: true },
        concrete_grade: { type: 'text', title: { zh: '混凝土强度', en: 'Concrete grade' }, fact: true },
        factory: { type: 'text', title: { zh: '工厂', en: 'Factory' } },
        batch: { type: 'text', title: { zh: '批次', en: 'Batch' } },
        serial: { type: 'text', title: { zh: '出厂编号', en: 'Serial no.' } },
        qr_id: { type: 'text', title: { zh: '二维码', en: 'QR' }, search: true },
        bearing_degrees: { type: 'number', unit: '°', digits: 0, title: { zh: '方位', en: 'Bearing' } },
        produced_on: { type: 'date', title: { zh: '生产日期', en: 'Produced' } },
        erected_on: { type: 'date', title: { zh: '安装日期', en: 'Erected' } },
        building: { type: 'reference', collection: 'buildings', title: { zh: '建筑', en: 'Building' } },
        ifc_guid: { type: 'text', title: { zh: 'IFC 标识', en: 'IFC GlobalId' } },
      },
      label: 'piece_mark', time: 'produced_on', divideBy: 'kind',
      symbol: { kind: 'model', model: 'prefab-part', paint: { colour: { light: '#DAD9D4', dark: '#566168' } }, variant: 'kind', length: 'length_mm', width: 'width_mm', height: 'height_mm', bearing: 'bearing_degrees' },
      minZoom: 17,
    },
  ],
});
