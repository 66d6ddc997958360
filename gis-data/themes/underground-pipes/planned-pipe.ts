/**
 * A pipe that is planned and not laid yet, as text: what a link carries and an operation takes. Parts with `_` between
 * them, none of which a link has to escape: `JS.JP_d300_mQM_lZM_c1.2_g_w1_L110.45*20.02*110.46*20.02_n东街`.
 */
import {
  PIPE_CLASSES,
  PIPE_LAYINGS,
  PIPE_MATERIALS,
  PIPE_SUB_CLASSES,
  PRESSURE_CLASSES,
  type PipeClass,
  type PipeSubClass,
} from './codes.ts';
import { classOfSubClass } from './feature-code.ts';

export type PlannedPipe = {
  readonly name: string;
  readonly class: PipeClass;
  readonly subClass: PipeSubClass;
  /** Inner: the diameter, or the width of a box. */
  readonly widthMm: number;
  /** Inner height of a box; null when round. */
  readonly heightMm: number | null;
  readonly wallMm: number;
  readonly material: keyof typeof PIPE_MATERIALS;
  readonly laying: keyof typeof PIPE_LAYINGS;
  /** From the ground to the top of the outer wall, at the start. */
  readonly coverMetres: number;
  /** Of the pipe along its way, falling counted positive; null where it keeps its cover, in steps of the ground. */
  readonly fallPerMille: number | null;
  /** Longest way between two points; null: as far as the standard lets manholes be apart, or `STEP_METRES`. */
  readonly stepMetres: number | null;
  readonly trenchMetres: number;
  /** Thickness under the pipe; null where nobody has said. */
  readonly beddingMetres: number | null;
  readonly pressureClass: keyof typeof PRESSURE_CLASSES | null;
  readonly voltageKv: number | null;
  readonly line: readonly (readonly [longitude: number, latitude: number])[];
};

/** What is refused as a slip of the hand. The sizes are those that the survey's import takes for plausible. */
export const PLANNED_RANGES = {
  widthMm: [10, 20_000],
  heightMm: [10, 20_000],
  wallMm: [0, 1000],
  coverMetres: [0, 40],
  fallPerMille: [-300, 300],
  stepMetres: [1, 500],
  trenchMetres: [0.3, 50],
  beddingMetres: [0, 5],
  voltageKv: [0, 1000],
} as const satisfies Partial<Record<keyof PlannedPipe, readonly [number, number]>>;
/** Between two points of what keeps its cover. A choice of this project: the ground is taken for straight between them. */
export const STEP_METRES = 25;

/** Planned together, in one scenario. */
export const MOST_PLANNED = 12;
/** Letters, of a pipe's name or a scenario's. */
export const LONGEST_NAME = 40;
const MOST_POINTS = 50;
/** A centimetre on the ground. */
const DIGITS_OF_DEGREES = 7;
const LETTERS = {
  wallMm: 't',
  coverMetres: 'c',
  fallPerMille: 'f',
  stepMetres: 'k',
  trenchMetres: 'w',
  beddingMetres: 'b',
  voltageKv: 'v',
} as const;
const KEEPS_COVER = 'g';

export function writePlannedPipe(pipe: PlannedPipe): string {
  const numbers = Object.entries(LETTERS).flatMap(([name, letter]) => {
    const value = pipe[name as keyof typeof LETTERS]; // the keys of the record above
    return value === null || (name === 'wallMm' && value === 0) ? [] : [`${letter}${value}`];
  });
  return [
    `${pipe.class}.${pipe.subClass}`,
    `d${pipe.widthMm}${pipe.heightMm === null ? '' : `x${pipe.heightMm}`}`,
    `m${pipe.material}`,
    `l${pipe.laying}`,
    ...(pipe.pressureClass === null ? [] : [`p${pipe.pressureClass}`]),
    ...numbers,
    ...(pipe.fallPerMille === null ? [KEEPS_COVER] : []),
    ...(pipe.line.length === 0 ? [] : [`L${pipe.line.flat().map(shortDegrees).join('*')}`]),
    ...(pipe.name === '' ? [] : [`n${pipe.name.replaceAll('_', ' ')}`]),
  ].join('_');
}

/**
 * @throws RangeError with a sentence that names what is wrong with it. A line without points is read: it is not drawn yet.
 */
export function readPlannedPipe(text: string): PlannedPipe {
  const [kind = '', ...parts] = text.split('_');
  const said = new Map(parts.map((part) => [part.slice(0, 1), part.slice(1)]));
  const [pipeClass = '', subClass = ''] = kind.split('.');
  const [width = '', height] = (said.get('d') ?? '').split('x');
  const name = said.get('n') ?? '';
  if (name.length > LONGEST_NAME)
    throw new RangeError(`The name of a planned pipe has up to ${LONGEST_NAME} letters.`);
  const sub = codeOf('sub-class', PIPE_SUB_CLASSES, subClass);
  const own = codeOf('class', PIPE_CLASSES, pipeClass);
  if (classOfSubClass(sub) !== own) throw new RangeError(`${subClass} is no sub-class of ${pipeClass}.`);
  const number = (field: keyof typeof PLANNED_RANGES, written: string | undefined): number | null =>
    written === undefined ? null : numberOf(field, written);
  const needed = (field: keyof typeof PLANNED_RANGES, written: string | undefined): number => {
    const value = number(field, written);
    if (value === null) throw new RangeError(`A planned pipe needs ${field}.`);
    return value;
  };
  if (said.has('f') === said.has(KEEPS_COVER))
    throw new RangeError('A planned pipe either falls by f per mille or keeps its cover: g.');
  const pressure = said.get('p');
  return {
    name,
    class: own,
    subClass: sub,
    widthMm: needed('widthMm', width),
    heightMm: number('heightMm', height),
    wallMm: number('wallMm', said.get('t')) ?? 0,
    material: codeOf('material', PIPE_MATERIALS, said.get('m') ?? ''),
    laying: codeOf('laying', PIPE_LAYINGS, said.get('l') ?? ''),
    coverMetres: needed('coverMetres', said.get('c')),
    fallPerMille: number('fallPerMille', said.get('f')),
    stepMetres: number('stepMetres', said.get('k')),
    trenchMetres: needed('trenchMetres', said.get('w')),
    beddingMetres: number('beddingMetres', said.get('b')),
    pressureClass: pressure === undefined ? null : codeOf('pressure class', PRESSURE_CLASSES, pressure),
    voltageKv: number('voltageKv', said.get('v')),
    line: lineOf(said.get('L')),
  };
}

/** Without digits that say nothing, and without an exponent. */
function shortDegrees(degrees: number): string {
  return degrees.toFixed(DIGITS_OF_DEGREES).replace(/\.?0+$/, '');
}

function numberOf(field: keyof typeof PLANNED_RANGES, written: string): number {
  const [least, most] = PLANNED_RANGES[field];
  const value = written.trim() === '' ? Number.NaN : Number(written);
  if (!(value >= least && value <= most))
    throw new RangeError(
      `${field} of a planned pipe is a number from ${least} to ${most}, not ${written || 'nothing'}.`,
    );
  return value;
}

function codeOf<K extends string>(what: string, codes: Readonly<Record<K, unknown>>, code: string): K {
  if (!Object.hasOwn(codes, code))
    throw new RangeError(
      `${code || 'nothing'} is no ${what} of a planned pipe; it is one of ${Object.keys(codes).join(', ')}.`,
    );
  return code as K;
}

function lineOf(written: string | undefined): PlannedPipe['line'] {
  if (written === undefined) return [];
  const degrees = written.split('*').map((one) => (one.trim() === '' ? Number.NaN : Number(one)));
  const line = Array.from(
    { length: Math.ceil(degrees.length / 2) },
    (_, index) => [degrees[2 * index] ?? Number.NaN, degrees[2 * index + 1] ?? Number.NaN] as const,
  );
  if (
    line.length > MOST_POINTS ||
    !line.every(([longitude, latitude]) => Math.abs(longitude) <= 180 && Math.abs(latitude) < 89)
  )
    throw new RangeError(
      `The line of a planned pipe is up to ${MOST_POINTS} points, longitude*latitude*longitude*latitude in degrees.`,
    );
  return line;
}
