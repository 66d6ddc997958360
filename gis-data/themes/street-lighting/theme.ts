import { defineTheme } from '../../theme.ts';
import { ROAD_CLASSES } from '../base-map/codes.ts';
import { LAMP_CONTROLS, LAMP_LOCATIONS, LAMP_STATUSES, LAMP_TYPES, PHASES, POWER_STATES } from './codes.ts';

export default defineTheme({
  id: 'street-lighting',
  title: { zh: '公共照明', en: 'Street lighting' },
  // Anybody may report a broken lamp, so where lamps stand and whether they are lit is public; how they are fed and
  // controlled belongs to the operator.
  access: 'public',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'lamp',
  order: 40,
  collections: [
    {
      id: 'lamps',
      title: { zh: '路灯', en: 'Lamps' },
      geometry: 'Point',
      source: { table: 'lamp' },
      label: 'pole_no',
      fields: {
        pole_no: {
          type: 'text', title: { zh: '灯杆号', en: 'Pole no.' },
          search: true, inTiles: true, aliases: ['灯杆号', '灯杆编号', 'PoleID', 'Pole_Num'],
        },
        road_name: {
          type: 'text', title: { zh: '所在道路', en: 'Street' },
          fact: true, aliases: ['道路名称', '所在道路', 'StreetName', 'ParkName'],
        },
        road_class: { type: 'code', values: ROAD_CLASSES, title: { zh: '道路等级', en: 'Road class' }, aliases: ['道路等级'] },
        power_state: {
          type: 'code', values: POWER_STATES, title: { zh: '亮灭', en: 'Power' },
          fact: true, inTiles: true, default: 'on', aliases: ['powerState'],
        },
        lamp_status: {
          type: 'code', values: LAMP_STATUSES, title: { zh: '状态', en: 'Status' },
          fact: true, inTiles: true, default: 'ok', aliases: ['status'],
        },
        dimming_percent: { type: 'integer', unit: '%', title: { zh: '调光', en: 'Dimming' }, fact: true, inTiles: true },
        rated_watt: {
          type: 'number', unit: 'W', digits: 0, title: { zh: '额定功率', en: 'Rated power' },
          fact: true, aliases: ['额定功率', 'powerRating'],
        },
        lamp_type: {
          type: 'code', values: LAMP_TYPES, title: { zh: '光源', en: 'Light source' }, aliases: ['光源类型'],
        },
        lantern_height_metres: {
          type: 'number', unit: 'm', digits: 1, title: { zh: '灯高', en: 'Lantern height' },
          fact: true, inTiles: true, aliases: ['灯高', '灯杆高度', 'lanternHeight'],
        },
        arm_count: { type: 'integer', title: { zh: '灯头数', en: 'Lanterns' }, inTiles: true, default: 1, aliases: ['灯头数', 'NumLamps'] },
        bearing_degrees: { type: 'number', unit: '°', digits: 0, title: { zh: '朝向', en: 'Bearing' } },
        location_category: {
          type: 'code', values: LAMP_LOCATIONS, title: { zh: '位置', en: 'Location' }, aliases: ['locationCategory'],
        },
        control: {
          type: 'code', values: LAMP_CONTROLS, title: { zh: '控制方式', en: 'Control' },
          access: 'operator', aliases: ['controllingMethod', '控制方式'],
        },
        circuit: {
          type: 'reference', collection: 'lamp-circuits', title: { zh: '回路', en: 'Circuit' },
          access: 'operator', aliases: ['circuit', '回路'],
        },
        ground_elevation_metres: {
          type: 'number', unit: 'm', digits: 2, title: { zh: '地面高程', en: 'Ground level' }, aliases: ['地面高程', 'ELEV'],
        },
        installed_on: { type: 'date', title: { zh: '安装日期', en: 'Installed' }, aliases: ['dateServiceStarted', '安装日期'] },
        owner: { type: 'text', title: { zh: '权属单位', en: 'Owner' }, aliases: ['权属单位', 'Owner'] },
      },
      time: 'installed_on',
      unitWord: { zh: '盏', en: 'lamps' },
      symbol: {
        kind: 'model',
        paint: { by: 'power_state', finer: 'lamp_status' },
        model: 'street-lamp',
        height: 'lantern_height_metres',
        bearing: 'bearing_degrees',
        variant: 'arm_count',
      },
      minZoom: 13,
      shown: true,
    },
    {
      id: 'lamp-circuits',
      title: { zh: '照明回路', en: 'Lamp circuits' },
      access: 'operator',
      geometry: 'LineString',
      source: { table: 'lamp_circuit' },
      label: 'name',
      fields: {
        name: { type: 'text', title: { zh: '回路名称', en: 'Name' }, search: true, inTiles: true, required: true },
        cabinet: {
          type: 'reference', collection: 'lamp-cabinets', title: { zh: '控制箱', en: 'Cabinet' }, required: true,
        },
        phase: { type: 'code', values: PHASES, title: { zh: '相', en: 'Phase' }, fact: true },
        rated_ampere: { type: 'number', unit: 'A', digits: 0, title: { zh: '额定电流', en: 'Rated current' }, fact: true },
      },
      unitWord: { zh: '路', en: 'circuits' },
      symbol: { kind: 'line', paint: { colour: { light: '#8B682A', dark: '#F1BB4F' } }, widthPixels: 1.5 },
      minZoom: 14,
    },
    {
      id: 'lamp-cabinets',
      title: { zh: '照明控制箱', en: 'Lamp cabinets' },
      access: 'operator',
      geometry: 'Point',
      source: { table: 'lamp_cabinet' },
      label: 'name',
      fields: {
        name: { type: 'text', title: { zh: '名称', en: 'Name' }, search: true, inTiles: true, required: true },
        rated_kva: { type: 'number', unit: 'kVA', digits: 0, title: { zh: '额定容量', en: 'Rated capacity' }, fact: true },
        road_name: { type: 'text', title: { zh: '所在道路', en: 'Street' }, fact: true },
        installed_on: { type: 'date', title: { zh: '安装日期', en: 'Installed' }, fact: true },
      },
      time: 'installed_on',
      unitWord: { zh: '台', en: 'cabinets' },
      symbol: { kind: 'model', paint: { colour: { light: '#7D878C', dark: '#76828A' } }, model: 'lamp-cabinet' },
      minZoom: 14,
      shown: true,
    },
  ],
});
