/** A model as the inspector holds it: its elements by number, and its storeys from below with their classes. */
import type { ElementMesh } from '@twin/gis-data/themes/building-models/element-mesh.ts';
import type { ElementsAnswer } from './model-answers.ts';

export type StoreyGroup = {
  /** Empty: what belongs to no storey. */
  readonly storey: string;
  readonly elements: readonly number[];
  readonly classes: readonly { readonly ifcClass: string; readonly elements: readonly number[] }[];
};
export type BimModel = {
  readonly facts: ElementsAnswer;
  readonly shapes: ReadonlyMap<number, ElementMesh>;
  readonly storeys: readonly StoreyGroup[];
  /** Number of an element by its id. */
  readonly numberOf: ReadonlyMap<string, number>;
  /** Place of an element's storey, from below. */
  readonly levelOf: Int32Array;
};

/** Collections in which the life of an element is written. */
export const RECORDS = { bearings: 'isolation-bearings', parts: 'prefab-parts' } as const;

type Listed = ElementsAnswer['class'];

export function bimModel(facts: ElementsAnswer, shapes: ReadonlyMap<number, ElementMesh>): BimModel {
  const all = Array.from({ length: facts.count }, (_, number) => number);
  const lowest = (elements: readonly number[]): number =>
    elements.reduce((low, one) => Math.min(low, facts.foot[one]?.[2] ?? 0), Infinity);
  const storeys = [...Map.groupBy(all, (one) => wordOf(facts.storey, one))]
    .map(([storey, elements]) => ({
      storey,
      elements,
      low: lowest(elements),
      classes: [...Map.groupBy(elements, (one) => wordOf(facts.class, one))]
        .map(([ifcClass, of]) => ({ ifcClass, elements: of }))
        .toSorted((a, b) => b.elements.length - a.elements.length || a.ifcClass.localeCompare(b.ifcClass)),
    }))
    // What belongs to no storey stands after them.
    .toSorted((a, b) => Number(a.storey === '') - Number(b.storey === '') || a.low - b.low);
  const levelOf = new Int32Array(facts.count);
  storeys.forEach(({ elements }, level) => {
    for (const one of elements) levelOf[one] = level;
  });
  return { facts, shapes, storeys, levelOf, numberOf: new Map(facts.id.map((id, number) => [id, number])) };
}

/** Empty where the element has none. */
export function wordOf({ words, of }: Listed, element: number): string {
  return words[of[element] ?? -1] ?? '';
}

/** What a person calls an element. */
export function elementTitle({ name, type, class: classes }: ElementsAnswer, element: number): string {
  return name[element] || wordOf(type, element) || wordOf(classes, element);
}
