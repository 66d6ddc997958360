import { defineTheme } from '../../theme.ts';
import {
  ELEVATION_REFERENCES, FLOW_DIRECTIONS, PIPE_CLASSES, PIPE_LAYINGS, PIPE_MATERIALS, PIPE_STATUSES, PIPE_SUB_CLASSES,
  POINT_APPURTENANCES, POINT_FEATURES, PRESSURE_CLASSES, SECTIONS, VALVE_STATES, WELL_SHAPES,
} from './codes.ts';

/** Where pipes lie is relevant to security: nothing of it is public, and an official sees the own division. */
export default defineTheme({
  id: 'underground-pipes',
  title: { zh: '地下管线', en: 'Underground pipes' },
  access: 'government',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'under',
  order: 10,
  collections: [
    {
      id: 'pipe-lines',
      title: { zh: '管线', en: 'Pipes' },
      geometry: 'LineString',
      source: { table: 'pipe_line' },
      fields: {
        class: {
          type: 'code', values: PIPE_CLASSES, title: { zh: '类别', en: 'Class' },
          inTiles: true, required: true, aliases: ['Type', '管线种类', '管类'],
        },
        sub_class: {
          type: 'code', values: PIPE_SUB_CLASSES, title: { zh: '小类', en: 'Sub-class' },
          search: true, inTiles: true, aliases: ['管线小类'],
        },
        feature_code: { type: 'text', title: { zh: '要素代码', en: 'Feature code' }, aliases: ['Code', '要素代码'] },
        start_point: {
          type: 'reference', collection: 'pipe-points', title: { zh: '起点', en: 'Start point' },
          aliases: ['S_Exp', '起点点号', '起始点号', 'node_1', 'from_node'],
        },
        end_point: {
          type: 'reference', collection: 'pipe-points', title: { zh: '终点', en: 'End point' },
          aliases: ['E_Exp', '连接点号', '终止点号', 'node_2', 'to_node'],
        },
        start_depth_metres: {
          type: 'number', unit: 'm', digits: 2, title: { zh: '起点埋深', en: 'Start depth' },
          fact: true, aliases: ['S_Deep', '起点埋深', 'y1', 'depth1'],
        },
        end_depth_metres: {
          type: 'number', unit: 'm', digits: 2, title: { zh: '终点埋深', en: 'End depth' },
          fact: true, inTiles: true, aliases: ['E_Deep', '终点埋深', 'y2', 'depth2'],
        },
        length_metres: {
          type: 'number', unit: 'm', digits: 1, title: { zh: '管段长', en: 'Length' },
          fact: true, fromGeometry: 'length', aliases: ['管段长度', 'length', 'gis_length'],
        },
        width_mm: {
          type: 'integer', unit: 'mm', title: { zh: '管径、宽', en: 'DN or width' },
          fact: true, inTiles: true, aliases: ['PSize', '管径', 'dnom', 'diameter', 'geom1'],
        },
        height_mm: { type: 'integer', unit: 'mm', title: { zh: '断面高', en: 'Section height' }, aliases: ['断面高', 'geom2'] },
        wall_mm: { type: 'number', unit: 'mm', digits: 1, title: { zh: '壁厚', en: 'Wall' }, aliases: ['WallThick', '壁厚'] },
        section: {
          type: 'code', values: SECTIONS, title: { zh: '断面形式', en: 'Section' }, inTiles: true, default: 'round',
          aliases: ['断面形式', 'shape'],
        },
        material: {
          type: 'code', values: PIPE_MATERIALS, title: { zh: '材质', en: 'Material' },
          fact: true, inTiles: true, aliases: ['Material', '材质', 'matcat_id'],
        },
        laying: {
          type: 'code', values: PIPE_LAYINGS, title: { zh: '埋设方式', en: 'Laying' }, aliases: ['EmBed', '埋设方式', '埋设类型'],
        },
        laid_year: {
          type: 'integer', title: { zh: '埋设年代', en: 'Laid' },
          fact: true, inTiles: true, aliases: ['Mdate', '埋设日期', '建设年代', 'builtdate'],
        },
        status: {
          type: 'code', values: PIPE_STATUSES, title: { zh: '使用状态', en: 'Status' },
          inTiles: true, default: 0, aliases: ['状态', '使用状态'],
        },
        start_elevation_metres: {
          type: 'number', unit: 'm', digits: 2, title: { zh: '起点高程', en: 'Start elevation' },
          aliases: ['起点高程', '起点管顶高程', 'elev1', 'sys_elev1'],
        },
        end_elevation_metres: {
          type: 'number', unit: 'm', digits: 2, title: { zh: '终点高程', en: 'End elevation' },
          aliases: ['终点高程', '终点管顶高程', 'elev2', 'sys_elev2'],
        },
        elevation_reference: {
          type: 'code', values: ELEVATION_REFERENCES, title: { zh: '高程位置', en: 'Measured at' }, default: 'top',
        },
        flow_direction: { type: 'code', values: FLOW_DIRECTIONS, title: { zh: '流向', en: 'Flow' }, inTiles: true, aliases: ['FlowDir', '流向'] },
        pressure_class: {
          type: 'code', values: PRESSURE_CLASSES, title: { zh: '压力级别', en: 'Pressure class' }, aliases: ['压力级别'],
        },
        pressure_mpa: { type: 'number', unit: 'MPa', digits: 3, title: { zh: '压力', en: 'Pressure' }, aliases: ['Pressure', '压力'] },
        voltage_kv: { type: 'number', unit: 'kV', digits: 1, title: { zh: '电压', en: 'Voltage' }, aliases: ['Voltage', '电压'] },
        cable_count: { type: 'integer', title: { zh: '电缆条数', en: 'Cables' }, aliases: ['CabNum', '电缆条数'] },
        hole_count: { type: 'integer', title: { zh: '总孔数', en: 'Ways' }, aliases: ['TotalHole', '总孔数'] },
        holes_used: { type: 'integer', title: { zh: '已用孔数', en: 'Ways used' }, aliases: ['UsedHole', '已用孔数'] },
        joint: { type: 'text', title: { zh: '接口方式', en: 'Joint' }, aliases: ['Interface', '接口方式'] },
        road_name: {
          type: 'text', title: { zh: '所在道路', en: 'Street' }, aliases: ['Address', '道路名称', '所在道路', 'streetname'],
        },
        owner: { type: 'text', title: { zh: '权属单位', en: 'Owner' }, aliases: ['Belong', '权属单位'] },
        maintainer: { type: 'text', title: { zh: '管养单位', en: 'Maintained by' }, aliases: ['Munit', '管理单位', '管养单位'] },
        survey_unit: { type: 'text', title: { zh: '探测单位', en: 'Surveyed by' }, aliases: ['Sunit', '探测单位'] },
        surveyed_on: { type: 'date', title: { zh: '探测日期', en: 'Surveyed' }, aliases: ['Sdate', '探测日期'] },
      },
      time: 'surveyed_on',
      divideBy: 'class',
      measure: { sumKm: 'length_metres' },
      unitWord: { zh: '段', en: 'pipes' },
      symbol: {
        kind: 'tube',
        paint: { by: 'class', finer: 'sub_class' },
        widthMm: 'width_mm',
        heightMm: 'height_mm',
        wallMm: 'wall_mm',
      },
      minZoom: 13,
      shown: true,
    },
    {
      id: 'pipe-points',
      title: { zh: '管点与附属物', en: 'Points and fittings' },
      geometry: 'Point',
      source: { table: 'pipe_point' },
      label: 'point_no',
      fields: {
        point_no: {
          type: 'text', title: { zh: '物探点号', en: 'Point no.' },
          search: true, inTiles: true, required: true, aliases: ['物探点号', '管线点号', 'Exp_No', 'code', 'node_id'],
        },
        class: {
          type: 'code', values: PIPE_CLASSES, title: { zh: '类别', en: 'Class' },
          inTiles: true, required: true, aliases: ['Type', '管线种类', '管类'],
        },
        sub_class: {
          type: 'code', values: PIPE_SUB_CLASSES, title: { zh: '小类', en: 'Sub-class' }, inTiles: true, aliases: ['管线小类'],
        },
        feature_code: { type: 'text', title: { zh: '要素代码', en: 'Feature code' }, aliases: ['Code', '点编码', '要素代码'] },
        feature: {
          type: 'code', values: POINT_FEATURES, title: { zh: '特征', en: 'Feature' }, fact: true, inTiles: true, aliases: ['特征'],
        },
        appurtenance: {
          type: 'code', values: POINT_APPURTENANCES, title: { zh: '附属物', en: 'Appurtenance' },
          fact: true, inTiles: true, aliases: ['附属物'],
        },
        ground_elevation_metres: {
          type: 'number', unit: 'm', digits: 2, title: { zh: '地面高程', en: 'Ground level' },
          fact: true, aliases: ['地面高程', 'top_elev', 'elevation'],
        },
        depth_metres: {
          type: 'number', unit: 'm', digits: 2, title: { zh: '井深、埋深', en: 'Depth' },
          fact: true, inTiles: true, aliases: ['井深', '埋深', 'ymax', 'depth'],
        },
        elevation_metres: { type: 'number', unit: 'm', digits: 2, title: { zh: '管线点高程', en: 'Elevation' }, aliases: ['elev'] },
        well_shape: { type: 'code', values: WELL_SHAPES, title: { zh: '井形', en: 'Well shape' }, inTiles: true, aliases: ['井形'] },
        well_size_mm: { type: 'integer', unit: 'mm', title: { zh: '井室尺寸', en: 'Well size' }, fact: true, inTiles: true, aliases: ['井直径'] },
        cover_material: { type: 'text', title: { zh: '井盖材质', en: 'Cover material' }, aliases: ['井盖材质'] },
        cover_size_mm: { type: 'integer', unit: 'mm', title: { zh: '井盖尺寸', en: 'Cover size' }, aliases: ['井盖规格'] },
        rotation_degrees: { type: 'number', unit: '°', digits: 0, title: { zh: '旋转角', en: 'Rotation' }, aliases: ['rotation'] },
        valve_state: {
          type: 'code', values: VALVE_STATES, title: { zh: '阀门状态', en: 'Valve' }, fact: true, inTiles: true,
        },
        road_name: { type: 'text', title: { zh: '所在道路', en: 'Street' }, aliases: ['Address', '道路名称'] },
        owner: { type: 'text', title: { zh: '权属单位', en: 'Owner' }, aliases: ['Belong', '权属单位'] },
        survey_unit: { type: 'text', title: { zh: '探测单位', en: 'Surveyed by' }, aliases: ['Sunit', '探测单位'] },
        surveyed_on: { type: 'date', title: { zh: '探测日期', en: 'Surveyed' }, aliases: ['Sdate', '探测日期'] },
        status: {
          type: 'code', values: PIPE_STATUSES, title: { zh: '使用状态', en: 'Status' }, inTiles: true, default: 0, aliases: ['状态'],
        },
      },
      time: 'surveyed_on',
      unitWord: { zh: '个', en: 'points' },
      symbol: {
        kind: 'shaft',
        paint: { by: 'class', finer: 'sub_class' },
        depth: 'depth_metres',
        sizeMm: 'well_size_mm',
        body: 'appurtenance',
      },
      minZoom: 14,
      shown: true,
    },
  ],
});
