import type { Words } from '../../../../theme.ts';
import { PIPE_CLASSES, PIPE_MATERIALS, PIPE_SUB_CLASSES } from '../../codes.ts';
import type { SectionPipe } from './pipe-levels.ts';

/** How a drawing speaks of a pipe; empty where the record says nothing. */
export function pipeWords({
  class: code,
  subClass,
  material,
  widthMm,
  heightMm,
}: Pick<SectionPipe, 'class' | 'subClass' | 'material' | 'widthMm' | 'heightMm'>): {
  readonly class: Words;
  readonly material: Words;
  readonly size: string;
} {
  return {
    class: nameIn(PIPE_SUB_CLASSES, subClass) ?? nameIn(PIPE_CLASSES, code) ?? NOTHING,
    material: nameIn(PIPE_MATERIALS, material) ?? NOTHING,
    size: widthMm === null ? '' : heightMm === null ? `DN${widthMm}` : `${widthMm}×${heightMm}`,
  };
}

const NOTHING: Words = { zh: '', en: '' };

/** A code that the list does not have stands for itself. */
function nameIn(list: Readonly<Record<string, Words>>, code: string | null): Words | undefined {
  return code === null || code === '' ? undefined : (list[code] ?? { zh: code, en: code });
}
