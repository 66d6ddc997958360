/** Which items of a collection a selection leaves, said so shortly that a page can ask it of every feature that it draws. */
import type { PoolClient } from 'pg';
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import { readAmounts, type CollectionAmounts } from './collection-facts.ts';
import type { ItemsPlan } from './ogc/items/plan-items-query.ts';
import { Problem } from './problems.ts';

const BITS_A_WORD = 32;
/** Of the answer, 8 MiB: 64 million numbers of items, from the first that matches to the last. */
const MOST_WORDS = 2 ** 21;

export type Matching = CollectionAmounts & {
  /** Of the word that `bits` begins with: the item with the number gid has bit gid % 32 of word gid / 32. */
  readonly first_word: number;
  /** Words of 32 bits, little-endian, in base64. */
  readonly bits: string;
};

/** @throws Problem selection-too-wide */
export async function readMatching(
  client: PoolClient,
  entry: CollectionOfTheme,
  plan: ItemsPlan,
): Promise<Matching> {
  const amounts = await readAmounts(client, entry, plan.from);
  const { rows } = await client.query<{ word: number; bits: number }>(
    `select gid / ${BITS_A_WORD} as word, bit_or(1 << (gid % ${BITS_A_WORD})) as bits ${plan.from.text} group by 1 order by 1`,
    [...plan.from.values],
  );
  const first = rows[0]?.word ?? 0;
  const words = (rows.at(-1)?.word ?? first) - first + 1;
  if (words > MOST_WORDS)
    throw new Problem(
      'selection-too-wide',
      `What matches is spread over more than ${MOST_WORDS * BITS_A_WORD} item numbers; narrow the filter.`,
    );
  const bits = Buffer.alloc(rows.length === 0 ? 0 : words * 4);
  for (const row of rows) bits.writeInt32LE(row.bits, (row.word - first) * 4);
  return { ...amounts, first_word: first, bits: bits.toString('base64') };
}
