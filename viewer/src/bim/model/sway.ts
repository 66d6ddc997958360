/** What moves when the ground shakes below isolation bearings: all that stands on them. */
import { RECORDS, wordOf, type BimModel } from './bim-model.ts';

export const STAYS = 0;
/** From its foot, which stays, to its top, which moves. */
export const BENDS = 1;
export const MOVES = 2;

/** Stands between what stays and what moves, and follows both. */
const BETWEEN = new Set(['IfcBearing', 'IfcVibrationDamper', 'IfcVibrationIsolator']);
/** Bearings of one layer differ so much in height. */
const SLACK_METRES = 0.05;

/** @returns for each element STAYS, BENDS or MOVES; nothing for a model without bearings on record */
export function swayOf(model: BimModel): Uint8Array | undefined {
  const { facts } = model;
  const bearings = bearingsOf(model);
  if (bearings.length === 0) return undefined;
  const topOf = (element: number): number =>
    (facts.foot[element]?.[2] ?? 0) + (facts.size[element]?.[2] ?? 0);
  const layer = bearings.reduce((sum, one) => sum + topOf(one), 0) / bearings.length;
  const onRecord = new Set(bearings);
  return Uint8Array.from({ length: facts.count }, (_, element) => {
    const isOver = topOf(element) >= layer - SLACK_METRES;
    if (onRecord.has(element)) return BENDS;
    if ((facts.foot[element]?.[2] ?? 0) >= layer - SLACK_METRES) return MOVES;
    return isOver && BETWEEN.has(wordOf(facts.class, element)) ? BENDS : STAYS;
  });
}

/** Elements whose life is written as that of a bearing. */
export function bearingsOf({ facts }: BimModel): readonly number[] {
  return Array.from({ length: facts.count }, (_, element) => element).filter(
    (element) => wordOf(facts.record_collection, element) === RECORDS.bearings,
  );
}
