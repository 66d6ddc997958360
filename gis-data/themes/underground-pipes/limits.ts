/** Least cover of pipes, rules of drains and borders of gas pressure classes, each with where it was read. */
import type { Limit } from '../../limit.ts';
import type { PRESSURE_CLASSES } from './codes.ts';

type Covered =
  | 'water'
  | 'drain'
  | 'reclaimed'
  | 'power-direct'
  | 'power-duct'
  | 'telecom'
  | 'telecom-steel'
  | 'heat-direct'
  | 'gas'
  | 'trench';

export type CoverLimit = {
  readonly pipe: Covered;
  /** `carriageway`: motor lanes. `footway`: everything else of a street, cycle tracks too. */
  readonly under: 'carriageway' | 'footway';
  readonly least: Limit;
};

const UNCHECKED = 'not yet checked against the text of the standard';
const DRAIN_CODE = 'GB 50014-2021, read by openBIMAgent';
const GAS_CODE = 'gas operator citing GB 50028 and CJJ 63 (nyygs.com.cn)';

export const COVER_LIMITS: readonly CoverLimit[] = [
  cover('water', 'footway', 0.6),
  cover('water', 'carriageway', 0.7),
  { pipe: 'drain', under: 'footway', least: drain(0.6, 'm', '5.3.7') },
  { pipe: 'drain', under: 'carriageway', least: drain(0.7, 'm', '5.3.7') },
  cover('reclaimed', 'footway', 0.6),
  cover('reclaimed', 'carriageway', 0.7),
  cover('power-direct', 'footway', 0.7),
  cover('power-direct', 'carriageway', 1.0),
  cover('power-duct', 'footway', 0.5),
  cover('power-duct', 'carriageway', 0.5),
  cover('telecom', 'footway', 0.6),
  cover('telecom', 'carriageway', 0.9),
  cover('telecom-steel', 'footway', 0.5),
  cover('telecom-steel', 'carriageway', 0.6),
  cover('heat-direct', 'footway', 0.7),
  cover('heat-direct', 'carriageway', 1.0),
  { pipe: 'gas', under: 'footway', least: { ...coverLimit(0.6), confidence: 'V2', source: GAS_CODE } },
  { pipe: 'gas', under: 'carriageway', least: { ...coverLimit(0.9), confidence: 'V2', source: GAS_CODE } },
  cover('trench', 'carriageway', 0.5),
];

/** GB 50014-2021: what a drain must be and do. */
export const DRAIN_LIMITS = {
  leastDiameterMm: drain(300, 'mm', '5.2.10'),
  leastConnectionDiameterMm: drain(200, 'mm', '5.2.10'),
  leastSlopeConcrete300: drain(0.003, 'm/m', '5.2.10'),
  leastSlopePlastic300: drain(0.002, 'm/m', '5.2.10'),
  leastSlopeConnection200: drain(0.01, 'm/m', '5.2.10'),
  leastSewageVelocity: drain(0.6, 'm/s', '5.2.7'),
  leastStormVelocity: drain(0.75, 'm/s', '5.2.7'),
  mostStepsNarrower: drain(2, 'steps', '5.2.11'),
  leastTurnDegrees: drain(90, '°', '5.3.2'),
} as const satisfies { readonly [rule: string]: Limit };

/** Longest way between manholes, by the largest diameter that it holds for. */
export const MANHOLE_SPACING: readonly { readonly upToMm: number; readonly most: Limit }[] = [
  { upToMm: 600, most: drain(75, 'm', '5.4.4') },
  { upToMm: 1000, most: drain(100, 'm', '5.4.4') },
  { upToMm: 1500, most: drain(150, 'm', '5.4.4') },
  { upToMm: 2000, most: drain(200, 'm', '5.4.4') },
];

/** Upper border of each gas pressure class, MPa. The halves A and B of medium and sub-high are unchecked. */
export const GAS_PRESSURE_BORDERS: { readonly [K in keyof typeof PRESSURE_CLASSES]: Limit } = {
  L: pressure(0.01, 'V2'),
  MB: pressure(0.2, 'M'),
  MA: pressure(0.4, 'V2'),
  SB: pressure(0.8, 'M'),
  SA: pressure(1.6, 'V2'),
  H: pressure(4, 'V2'),
};

function cover(pipe: Covered, under: CoverLimit['under'], metres: number): CoverLimit {
  return { pipe, under, least: coverLimit(metres) };
}

function coverLimit(metres: number): Limit {
  return {
    value: metres,
    unit: 'm',
    standard: 'GB 50289',
    edition: '2016',
    clause: '4.1.1',
    table: '4.1.1',
    confidence: 'M',
    source: UNCHECKED,
  };
}

function drain(value: number, unit: string, clause: string): Limit {
  return { value, unit, standard: 'GB 50014', edition: '2021', clause, confidence: 'V', source: DRAIN_CODE };
}

function pressure(mpa: number, confidence: 'V2' | 'M'): Limit {
  return {
    value: mpa,
    unit: 'MPa',
    standard: 'GB 50028',
    confidence,
    source: confidence === 'V2' ? 'pressure classes in a pipe survey checker' : UNCHECKED,
  };
}
