import { defineTheme } from '../../theme.ts';
import { PART_KINDS, PART_STATES } from './codes.ts';

/** For the department and the firms: factory or contractor sees its own parts only. */
export default defineTheme({
  id: 'prefab-traceability',
  title: { zh: '装配式部品', en: 'Prefab parts' },
  access: 'operator',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'parts',
  order: 80,
  collections: [
    {
      id: 'prefab-parts',
      title: { zh: '装配式部品', en: 'Prefab parts' },
      geometry: 'Point',
      source: { table: 'prefab_part' },
      label: 'piece_mark',
      fields: {
        piece_mark: {
          type: 'text', title: { zh: '构件编号', en: 'Piece mark' },
          search: true, inTiles: true, required: true, aliases: ['构件编号', 'PieceMark'],
        },
        building: { type: 'reference', collection: 'buildings', title: { zh: '建筑', en: 'Building' } },
        kind: {
          type: 'code', values: PART_KINDS, title: { zh: '构件类型', en: 'Kind' },
          fact: true, inTiles: true, required: true, aliases: ['构件类型'],
        },
        state: {
          type: 'code', values: PART_STATES, title: { zh: '状态', en: 'State' },
          fact: true, inTiles: true, required: true, aliases: ['状态'],
        },
        storey: { type: 'text', title: { zh: '楼层', en: 'Storey' }, fact: true, inTiles: true, aliases: ['楼层'] },
        factory: { type: 'text', title: { zh: '生产厂', en: 'Factory' }, fact: true, aliases: ['生产单位'] },
        produced_on: { type: 'date', title: { zh: '生产日期', en: 'Produced' }, fact: true, aliases: ['ActualProductionDate', '生产日期'] },
        erected_on: { type: 'date', title: { zh: '安装日期', en: 'Erected' }, fact: true, aliases: ['ActualErectionDate', '安装日期'] },
        location_no: {
          type: 'text', title: { zh: '安装位置号', en: 'Location no.' }, search: true, aliases: ['AsBuiltLocationNumber'],
        },
        batch: { type: 'text', title: { zh: '生产批次', en: 'Batch' }, search: true, aliases: ['ProductionLotId', '批次'] },
        serial: { type: 'text', title: { zh: '序列号', en: 'Serial no.' }, search: true, aliases: ['SerialNumber'] },
        qr_id: { type: 'text', title: { zh: '二维码', en: 'QR code' }, search: true, aliases: ['二维码'] },
        concrete_grade: { type: 'text', title: { zh: '混凝土强度', en: 'Concrete' }, aliases: ['强度等级'] },
        length_mm: { type: 'integer', unit: 'mm', title: { zh: '长', en: 'Length' }, aliases: ['长'] },
        width_mm: { type: 'integer', unit: 'mm', title: { zh: '宽', en: 'Width' }, aliases: ['宽'] },
        height_mm: { type: 'integer', unit: 'mm', title: { zh: '高', en: 'Height' }, aliases: ['高'] },
        weight_kg: { type: 'number', unit: 'kg', digits: 0, title: { zh: '重量', en: 'Weight' }, aliases: ['重量'] },
        bearing_degrees: { type: 'number', unit: '°', digits: 0, title: { zh: '方位角', en: 'Bearing' } },
        ifc_guid: { type: 'text', title: { zh: 'IFC 标识', en: 'IFC GlobalId' }, aliases: ['GlobalId'] },
      },
      time: 'erected_on',
      divideBy: 'kind',
      unitWord: { zh: '件', en: 'parts' },
      symbol: {
        kind: 'model',
        paint: { by: 'state' },
        model: 'prefab-part',
        variant: 'kind',
        height: 'height_mm',
        width: 'width_mm',
        length: 'length_mm',
        bearing: 'bearing_degrees',
      },
      minZoom: 15,
    },
  ],
});
