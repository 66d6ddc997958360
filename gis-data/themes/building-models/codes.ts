/** Code lists of building models: what an element does for its building. Our own, above the classes of IFC. */
import type { CodeList } from '../../theme.ts';

/** Models are plaster as the blocks are, whatever a part does: colour belongs to data. */
const PLASTER = { light: '#DEDDD8', dark: '#5A666D' } as const;

export const ELEMENT_PARTS = {
  structure: { zh: '主体结构', en: 'Structure', colour: PLASTER },
  isolation: { zh: '隔震装置', en: 'Isolation', colour: PLASTER },
  precast: { zh: '预制构件', en: 'Precast', colour: PLASTER },
  envelope: { zh: '围护', en: 'Envelope', colour: PLASTER },
  interior: { zh: '内装', en: 'Interior', colour: PLASTER },
  services: { zh: '机电', en: 'Services', colour: PLASTER },
  space: { zh: '空间', en: 'Space', colour: PLASTER },
  other: { zh: '其他', en: 'Other', colour: PLASTER },
} as const satisfies CodeList;
