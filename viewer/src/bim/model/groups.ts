/**
 * Names of what is shown and hidden together: `storey:1F`, `class:1F/IfcWall`, `class:~/IfcBearing` (on all storeys) `record:<collection>` (what has its life
 * written there) and `element:<id>`. A few of them say what ten thousand elements do, so that a link can.
 */
import { wordOf, type BimModel } from './bim-model.ts';

export const SHOWN = 2;
export const GHOST = 1;
export const GONE = 0;

export type Choice = {
  readonly hidden: readonly string[];
  readonly isolated: readonly string[] | null;
  readonly isGhosted: boolean;
};

export const storeyGroup = (storey: string): string => `storey:${storey}`;
/** @param storey null: on all storeys */
export const classGroup = (storey: string | null, ifcClass: string): string =>
  `class:${storey ?? '~'}/${ifcClass}`;
export const recordGroup = (collection: string): string => `record:${collection}`;
export const elementGroup = (id: string): string => `element:${id}`;

/** @returns for each element SHOWN, GHOST or GONE; a space has no shape and is never seen */
export function statesOf(model: BimModel, { hidden, isolated, isGhosted }: Choice): Uint8Array {
  const { facts } = model;
  const off = new Set(hidden);
  const only = isolated && new Set(isolated);
  return Uint8Array.from({ length: facts.count }, (_, element) => {
    if ((facts.shape[element] ?? null) === null) return GONE;
    const names = groupsOf(model, element);
    if (names.some((name) => off.has(name))) return GONE;
    if (!only || names.some((name) => only.has(name))) return SHOWN;
    return isGhosted ? GHOST : GONE;
  });
}

/** Every group that the element belongs to. */
function groupsOf({ facts }: BimModel, element: number): string[] {
  const [storey, ifcClass] = [wordOf(facts.storey, element), wordOf(facts.class, element)];
  return [
    storeyGroup(storey),
    classGroup(storey, ifcClass),
    classGroup(null, ifcClass),
    recordGroup(wordOf(facts.record_collection, element)),
    elementGroup(facts.id[element] ?? ''),
  ];
}

/** The groups with this one among them, or without it where it was. */
export function toggledGroup(groups: readonly string[], group: string): readonly string[] {
  return groups.includes(group) ? groups.filter((one) => one !== group) : [...groups, group];
}
