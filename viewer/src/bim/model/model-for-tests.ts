/** A small model of boxes. */
import { bimModel, type BimModel } from './bim-model.ts';

type Box = {
  readonly name: string;
  readonly class: string;
  /** Metres over zero, and up from there. */
  readonly foot: number;
  readonly high: number;
  readonly storey?: string;
  /** Collection in which its life is written. */
  readonly record?: string;
  readonly hasNoShape?: boolean;
};

export function modelForTests(boxes: readonly Box[]): BimModel {
  const listed = (of: (box: Box) => string | undefined) => {
    const words = [...new Set(boxes.flatMap((box) => of(box) ?? []))];
    return { words, of: boxes.map((box) => words.indexOf(of(box) ?? '')) };
  };
  const names = boxes.map(({ name }) => name);
  return bimModel(
    {
      model: {
        id: 'm',
        title: 'm',
        building: null,
        schema_name: 'IFC4',
        element_count: boxes.length,
        simulated: true,
      },
      count: boxes.length,
      id: names,
      guid: names,
      name: names,
      tag: boxes.map(() => null),
      class: listed((box) => box.class),
      part: listed(() => 'structure'),
      type: listed(() => undefined),
      storey: listed(({ storey }) => storey),
      materials: listed(() => undefined),
      record_collection: listed(({ record }) => record),
      record_id: boxes.map(({ name, record }) => (record === undefined ? null : name)),
      shape: boxes.map(({ hasNoShape }) => (hasNoShape ? null : 1)),
      foot: boxes.map(({ foot }) => [0, 0, foot]),
      size: boxes.map(({ high }) => [1, 1, high]),
    },
    new Map(),
  );
}
