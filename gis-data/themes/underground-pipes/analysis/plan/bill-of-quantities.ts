/** What has to be bought and dug, line by line: on the screen and in the files that leave it. */
import type { Words } from '../../../../theme.ts';
import { PIECES, QUANTITY_WORDS } from '../../plan-words.ts';
import { pipeWords } from '../sections/pipe-words.ts';
import type { PipePlan } from './plan-pipes.ts';

export type BillLine = {
  readonly item: string;
  /** Class, size and material of a pipe. */
  readonly specification: string;
  readonly unit: string;
  /** Null where nobody gave the figures for it. */
  readonly quantity: number | null;
};

/** @param of takes words in the reader's language */
export function billOfQuantities(
  { quantities, totals }: Pick<PipePlan, 'quantities' | 'totals'>,
  of: (words: Words) => string,
): BillLine[] {
  const line = (item: keyof typeof QUANTITY_WORDS, unit: string, quantity: number | null): BillLine => ({
    item: of(QUANTITY_WORDS[item]),
    specification: '',
    unit,
    quantity,
  });
  const pieces = of(PIECES);
  return [
    ...quantities.map((quantity) => {
      const { class: kind, size, material } = pipeWords(quantity);
      return {
        ...line('pipe', 'm', quantity.metres),
        specification: [of(kind), size, of(material)].join(' '),
      };
    }),
    line('manhole', pieces, totals.manholes),
    line('bend', pieces, totals.bends),
    line('excavation', 'm³', totals.excavationM3),
    line('bedding', 'm³', totals.beddingM3),
    line('displaced', 'm³', totals.displacedM3),
    line('backfill', 'm³', totals.backfillM3),
    line('surface', 'm²', totals.surfaceM2),
  ];
}
