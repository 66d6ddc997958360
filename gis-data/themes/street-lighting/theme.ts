import { defineTheme, type CodeList } from '../../theme.ts';

/** FIWARE status words plus the two that a control centre tells apart by itself: no contact, and burning by day. */
export const LAMP_STATUS = {
  ok: { zh: '正常', en: 'Normal', colour: { light: '#C77F00', dark: '#FFC873' } },
  defectiveLamp: { zh: '灯具故障', en: 'Lamp failure', colour: { light: '#D3261F', dark: '#FF5C55' } },
  columnIssue: { zh: '灯杆损坏', en: 'Column damaged', colour: { light: '#D3261F', dark: '#FF5C55' } },
  brokenLantern: { zh: '灯罩破损', en: 'Lantern broken', colour: { light: '#D3261F', dark: '#FF5C55' } },
  dayBurner: { zh: '白天亮', en: 'Burning by day', colour: { light: '#7B3FE4', dark: '#BC8CFF' } },
  lost: { zh: '失联', en: 'No contact', colour: { light: '#6A757A', dark: '#A9B4B9' } },
} as const satisfies CodeList;

export const POWER_STATES = {
  on: { zh: '亮', en: 'On' }, off: { zh: '灭', en: 'Off' }, low: { zh: '调光', en: 'Dimmed' }, bootingUp: { zh: '启动中', en: 'Starting' },
} as const satisfies CodeList;

export default defineTheme({
  id: 'street-lighting',
  title: { zh: '公共照明', en: 'Street lighting' },
  // Where a lamp stands and whether it burns is what a citizen reports by; commands need an operator.
  access: 'public',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'lamp',
  collections: [
    {
      id: 'lamps', title: { zh: '路灯', en: 'Lamps' }, geometry: 'Point', source: { table: 'lamp' }, unitWord: { zh: '盏', en: '' },
      fields: {
        pole_no: { type: 'text', title: { zh: '灯杆号', en: 'Pole no.' }, search: true, aliases: ['PoleID', '灯杆号'] },
        lamp_status: { type: 'code', title: { zh: '状态', en: 'Status' }, values: LAMP_STATUS, inTiles: true, fact: true },
        power_state: { type: 'code', title: { zh: '开关', en: 'Power' }, values: POWER_STATES, fact: true },
        dimming_percent: { type: 'integer', unit: '%', title: { zh: '亮度', en: 'Dimming' }, inTiles: true, fact: true },
        rated_watt: { type: 'number', unit: 'W', digits: 0, title: { zh: '额定功率', en: 'Rated power' }, fact: true },
        lantern_height_metres: { type: 'number', unit: 'm', digits: 1, title: { zh: '灯高', en: 'Lantern height' }, inTiles: true, fact: true },
        arm_count: { type: 'integer', title: { zh: '灯臂数', en: 'Arms' }, aliases: ['NumLamps'] },
        bearing_degrees: { type: 'number', unit: '°', digits: 0, title: { zh: '灯臂方位', en: 'Arm bearing' }, inTiles: true },
        road_name: { type: 'text', title: { zh: '所在道路', en: 'Road' }, search: true, fact: true, aliases: ['StreetName'] },
        road_class: { type: 'text', title: { zh: '道路等级', en: 'Road class' } },
        location_category: { type: 'text', title: { zh: '位置类别', en: 'Location category' } },
        lamp_type: { type: 'text', title: { zh: '光源', en: 'Light source' }, aliases: ['FixtureType', 'Description'] },
        control: { type: 'code', title: { zh: '控制方式', en: 'Control' }, values: {
          individual: { zh: '单灯', en: 'Individual' }, group: { zh: '成组', en: 'Group' }, none: { zh: '无', en: 'None' } } },
        circuit: { type: 'reference', collection: 'lamp-circuits', title: { zh: '回路', en: 'Circuit' } },
        ground_elevation_metres: { type: 'number', unit: 'm', digits: 2, title: { zh: '地面高程', en: 'Ground elevation' } },
        installed_on: { type: 'date', title: { zh: '安装日期', en: 'Installed' } },
        owner: { type: 'text', title: { zh: '权属单位', en: 'Owner' }, aliases: ['Owner'] },
      },
      label: 'pole_no', time: 'installed_on', divideBy: 'lamp_status',
      symbol: { kind: 'model', model: 'street-lamp', paint: { by: 'lamp_status' }, height: 'lantern_height_metres', bearing: 'bearing_degrees', base: 'ground_elevation_metres' },
      minZoom: 14, shown: true,
    },
    {
      id: 'lamp-circuits', title: { zh: '回路', en: 'Circuits' }, geometry: 'LineString', source: { table: 'lamp_circuit' },
      fields: {
        name: { type: 'text', title: { zh: '名称', en: 'Name' }, search: true, required: true },
        cabinet: { type: 'reference', collection: 'lamp-cabinets', title: { zh: '控制柜', en: 'Cabinet' }, required: true },
        phase: { type: 'text', title: { zh: '相', en: 'Phase' } },
        rated_ampere: { type: 'number', unit: 'A', digits: 0, title: { zh: '额定电流', en: 'Rated current' } },
      },
      label: 'name',
      symbol: { kind: 'line', paint: { colour: { light: '#C77F00', dark: '#FFC873' } }, widthPixels: 2 }, minZoom: 14,
    },
    {
      id: 'lamp-cabinets', title: { zh: '控制柜', en: 'Cabinets' }, geometry: 'Point', source: { table: 'lamp_cabinet' },
      fields: {
        name: { type: 'text', title: { zh: '名称', en: 'Name' }, search: true, required: true },
        rated_kva: { type: 'number', unit: 'kVA', digits: 0, title: { zh: '容量', en: 'Capacity' }, fact: true },
        road_name: { type: 'text', title: { zh: '所在道路', en: 'Road' }, fact: true },
        installed_on: { type: 'date', title: { zh: '安装日期', en: 'Installed' } },
      },
      label: 'name', time: 'installed_on',
      symbol: { kind: 'model', model: 'lamp-cabinet', paint: { colour: { light: '#8A9498', dark: '#59646A' } } }, minZoom: 14, shown: true,
    },
  ],
});
