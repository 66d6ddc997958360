/** How planned pipes and their quantities are spoken of: on the screen and in the files that leave it. */
import type { Words } from '../../theme.ts';

export const QUANTITY_WORDS = {
  pipe: { zh: '管道铺设', en: 'Pipe laid' },
  manhole: { zh: '检查井', en: 'Manholes' },
  bend: { zh: '弯头', en: 'Bends' },
  excavation: { zh: '沟槽开挖', en: 'Trench dug' },
  surface: { zh: '开挖面积', en: 'Ground opened' },
  bedding: { zh: '管基', en: 'Bedding' },
  displaced: { zh: '管道占体积', en: 'Volume of pipe' },
  backfill: { zh: '回填', en: 'Backfill' },
} as const satisfies Readonly<Record<string, Words>>;

/** Of what is counted. */
export const PIECES: Words = { zh: '个', en: 'pcs' };

/** Of the bill of quantities. */
export const QUANTITY_COLUMNS: readonly Words[] = [
  { zh: '项目', en: 'Item' },
  { zh: '规格', en: 'Specification' },
  { zh: '单位', en: 'Unit' },
  { zh: '数量', en: 'Quantity' },
];
