/** What is told of an image that was imported: the fields of every collection whose symbol is `raster`. */
import type { Field } from '../theme.ts';

export const RASTER_FIELDS = {
  title: { type: 'text', title: { zh: '名称', en: 'Name' }, search: true, required: true },
  taken_on: { type: 'date', title: { zh: '拍摄日期', en: 'Taken on' }, fact: true },
  bands: { type: 'text', title: { zh: '波段', en: 'Bands' }, fact: true },
  cell_units: {
    type: 'number',
    title: { zh: '像元大小(坐标系单位)', en: 'Cell size (unit of the CRS)' },
    fact: true,
  },
  width_cells: { type: 'integer', title: { zh: '列数', en: 'Columns' }, fact: true },
  height_cells: { type: 'integer', title: { zh: '行数', en: 'Rows' }, fact: true },
  sample_type: { type: 'text', title: { zh: '数据类型', en: 'Sample type' } },
  /** Of the file's bytes: what the store keeps of the image has it as its name. */
  sha256: { type: 'text', title: { zh: '文件校验值', en: 'Hash of the file' }, required: true },
} as const satisfies { readonly [name: string]: Field };
