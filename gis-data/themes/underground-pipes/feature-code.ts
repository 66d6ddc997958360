/**
 * Feature codes of CJJ 61-2017, appendix F: eight digits,
 * 5, class (1 to 8), sub-class (01 …), element (1 line, 2 point), point type (0 none, 1 feature, 2 appurtenance),
 * serial (01 to 99).
 */
import type { PipeClass, PipeSubClass } from './codes.ts';

/** Classes in the order of their digit, each with its sub-classes in the order of theirs. */
const SUB_CLASSES_BY_CLASS: readonly (readonly [PipeClass, readonly PipeSubClass[]])[] = [
  ['JS', ['JY', 'SS', 'ZS', 'JP', 'JZ', 'XS', 'LS', 'JH']],
  ['PS', ['YS', 'WS', 'HS']],
  ['RQ', ['MQ', 'YH', 'TR']],
  ['RL', ['RS', 'ZQ']],
  ['DL', ['GD', 'LD', 'XH', 'DC', 'GG']],
  ['TX', ['DH', 'DS', 'XX', 'GB']],
  ['GY', ['QQ', 'YQ', 'GQ', 'YX', 'BQ', 'LQ', 'DQ', 'EY', 'AQ', 'JB']],
  ['QT', ['ZH', 'BM']],
];

/** Serials of points that were read in the standard's examples; keyed by sub-class and word. */
const POINT_SERIALS: { readonly [subClassAndWord: string]: string } = {
  'JP elbow': '101',
  'JP tee': '102',
  'JP valve': '204',
  'JP valve-well': '205',
  'JP meter-well': '208',
  'YS rain-grate': '204',
  'WS manhole': '205',
  'WS septic-tank': '215',
};

/** The class that a sub-class belongs to. */
export function classOfSubClass(subClass: PipeSubClass): PipeClass {
  return placeOf(subClass).pipeClass;
}

/** Feature code of a line: 52021000 for a sewer. */
export function lineFeatureCode(subClass: PipeSubClass): string {
  return `${prefix(subClass)}1000`;
}

/**
 * Feature code of a point by its word (feature or appurtenance); undefined where the standard's serial for it was
 * not read, since a guessed code would pass for a surveyed one.
 */
export function pointFeatureCode(subClass: PipeSubClass, word: string): string | undefined {
  const serial = POINT_SERIALS[`${subClass} ${word}`];
  return serial === undefined ? undefined : `${prefix(subClass)}2${serial}`;
}

function prefix(subClass: PipeSubClass): string {
  const { classDigit, subClassNumber } = placeOf(subClass);
  return `5${classDigit}${String(subClassNumber).padStart(2, '0')}`;
}

function placeOf(subClass: PipeSubClass): {
  pipeClass: PipeClass;
  classDigit: number;
  subClassNumber: number;
} {
  for (const [place, [pipeClass, subClasses]] of SUB_CLASSES_BY_CLASS.entries()) {
    const index = subClasses.indexOf(subClass);
    if (index >= 0) return { pipeClass, classDigit: place + 1, subClassNumber: index + 1 };
  }
  throw new Error(`sub-class ${subClass} belongs to no class`);
}
