/** Code lists of building models: what an element does for its building. Our own, above the classes of IFC. */
import type { CodeList } from '../../theme.ts';

export const ELEMENT_PARTS = {
  structure: { zh: '主体结构', en: 'Structure' },
  isolation: { zh: '隔震装置', en: 'Isolation' },
  precast: { zh: '预制构件', en: 'Precast' },
  envelope: { zh: '围护', en: 'Envelope' },
  interior: { zh: '内装', en: 'Interior' },
  services: { zh: '机电', en: 'Services' },
  space: { zh: '空间', en: 'Space' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies CodeList;
