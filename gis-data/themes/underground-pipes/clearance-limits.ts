/**
 * Least clearances between pipes and their neighbours: GB 50289-2016, table 4.1.9 (horizontal) and 4.1.14 (at
 * crossings). Clear distance in metres between outer walls. Clause 4.1.9 is not mandatory: constrained sections may go
 * below it with safety measures.
 */
import type { Confidence, Limit } from '../../limit.ts';
import type { PRESSURE_CLASSES } from './codes.ts';

export type Party =
  | 'water'
  | 'drain'
  | 'reclaimed'
  | 'gas'
  | 'heat'
  | 'power'
  | 'telecom'
  | 'trench'
  | 'building'
  | 'tree'
  | 'shrub'
  | 'pole'
  | 'pylon'
  | 'kerb'
  | 'tram-rail'
  | 'railway'
  | 'culvert'
  | 'any';

/** One side of a pair; a condition that is absent holds for all. */
export type Side = {
  readonly party: Party;
  /** Nominal diameter, mm. */
  readonly upToMm?: number;
  readonly aboveMm?: number;
  readonly pressure?: readonly (keyof typeof PRESSURE_CLASSES)[];
  readonly laid?: 'direct' | 'duct';
  readonly material?: 'PE';
  readonly heatMedium?: 'steam';
  /** Voltage, kV. */
  readonly belowKv?: number;
  readonly fromKv?: number;
  readonly aboveKv?: number;
  readonly electrified?: boolean;
  /** Design speed, km/h. */
  readonly fromKmh?: number;
};

/** The more exact of several rows that hold is the one with more conditions. */
export type ClearanceLimit = {
  readonly sides: readonly [Side, Side];
  readonly least: Limit;
  /** Lower value that a separating plate allows. */
  readonly withPlateMetres?: number;
};

const SOURCES: { readonly [K in 'V' | 'V2' | 'M']: string } = {
  V: 'GB 50289-2016, pages 13 to 15, read by openBIMAgent (municipal_utility/knowledge/constraints.yaml)',
  V2: 'table for PE gas pipes of the CJJ 63 family, which repeats it (360docs.net 0426824999)',
  M: 'not yet checked against the text of the standard',
};

/** Between a direct-buried power cable and its neighbour, when a plate separates them. */
const WITH_PLATE_METRES = 0.25;

const building: Side = { party: 'building' };
const water: Side = { party: 'water' };
const waterSmall: Side = { party: 'water', upToMm: 200 };
const waterLarge: Side = { party: 'water', aboveMm: 200 };
const drain: Side = { party: 'drain' };
const reclaimed: Side = { party: 'reclaimed' };
const gas: Side = { party: 'gas' };
const gasLow: Side = { party: 'gas', pressure: ['L'] };
const gasMedium: Side = { party: 'gas', pressure: ['MB', 'MA'] };
const gasLowMedium: Side = { party: 'gas', pressure: ['L', 'MB', 'MA'] };
const gasMediumB: Side = { party: 'gas', pressure: ['MB'] };
const gasMediumA: Side = { party: 'gas', pressure: ['MA'] };
const gasSubHigh: Side = { party: 'gas', pressure: ['SB', 'SA'] };
const gasSubHighB: Side = { party: 'gas', pressure: ['SB'] };
const gasSubHighA: Side = { party: 'gas', pressure: ['SA'] };
const heat: Side = { party: 'heat' };
const heatDirect: Side = { party: 'heat', laid: 'direct' };
const steam: Side = { party: 'heat', heatMedium: 'steam' };
const power: Side = { party: 'power' };
const powerDirect: Side = { party: 'power', laid: 'direct' };
const powerDuct: Side = { party: 'power', laid: 'duct' };
const telecom: Side = { party: 'telecom' };
const telecomDirect: Side = { party: 'telecom', laid: 'direct' };
const telecomDuct: Side = { party: 'telecom', laid: 'duct' };
const trench: Side = { party: 'trench' };
const tree: Side = { party: 'tree' };
const shrub: Side = { party: 'shrub' };
const pole: Side = { party: 'pole' };
const pylon: Side = { party: 'pylon' };
const kerb: Side = { party: 'kerb' };
const tramRail: Side = { party: 'tram-rail' };
const railway: Side = { party: 'railway' };
const culvert: Side = { party: 'culvert' };
const any: Side = { party: 'any' };

export const HORIZONTAL_CLEARANCES: readonly ClearanceLimit[] = [
  horizontal(building, waterSmall, 1.0, 'M'),
  horizontal(building, waterLarge, 3.0, 'M'),
  horizontal(building, drain, 2.5, 'V'),
  horizontal(building, reclaimed, 1.0, 'M'),
  horizontal(building, gasLow, 0.7, 'V2'),
  horizontal(building, gasMediumB, 1.0, 'V2'),
  horizontal(building, gasMediumA, 1.5, 'V2'),
  horizontal(building, gasSubHighB, 5.0, 'M'),
  horizontal(building, gasSubHighA, 13.5, 'M'),
  horizontal(building, heatDirect, 3.0, 'M'),
  horizontal(building, power, 0.6, 'M'),
  horizontal(building, telecomDirect, 1.0, 'M'),
  horizontal(building, telecomDuct, 1.5, 'M'),
  horizontal(building, trench, 0.5, 'M'),

  horizontal(drain, waterSmall, 1.0, 'V'),
  horizontal(drain, waterLarge, 1.5, 'V'),
  horizontal(drain, gasLow, 1.0, 'V'),
  horizontal(drain, gasMedium, 1.2, 'V'),
  horizontal(drain, gasSubHighB, 1.5, 'V'),
  horizontal(drain, gasSubHighA, 2.0, 'V'),
  horizontal(drain, power, 0.5, 'V'),
  horizontal(drain, telecom, 1.0, 'V'),
  horizontal(drain, reclaimed, 0.5, 'M'),
  horizontal(drain, heat, 1.5, 'M'),
  horizontal(drain, trench, 1.5, 'M'),
  horizontal(drain, tree, 1.5, 'M'),
  horizontal(drain, shrub, 1.0, 'M'),
  horizontal(drain, pole, 0.5, 'M'),
  horizontal(drain, pylon, 1.5, 'M'),

  horizontal(water, gasLowMedium, 0.5, 'V2'),
  horizontal(water, gasSubHighB, 1.0, 'M'),
  horizontal(water, gasSubHighA, 1.5, 'M'),
  horizontal(water, reclaimed, 0.5, 'M'),
  horizontal(water, heat, 1.5, 'M'),
  horizontal(water, power, 0.5, 'M'),
  horizontal(water, telecom, 1.0, 'M'),
  horizontal(water, trench, 1.5, 'M'),
  horizontal(water, tree, 1.5, 'M'),
  horizontal(water, shrub, 1.0, 'M'),
  horizontal(water, pole, 0.5, 'M'),
  horizontal(water, pylon, 3.0, 'M'),

  horizontal(reclaimed, gasLowMedium, 0.5, 'M'),
  horizontal(reclaimed, gasSubHighB, 1.0, 'M'),
  horizontal(reclaimed, gasSubHighA, 1.5, 'M'),
  horizontal(reclaimed, heat, 1.0, 'M'),
  horizontal(reclaimed, power, 0.5, 'M'),
  horizontal(reclaimed, telecom, 1.0, 'M'),
  horizontal(reclaimed, trench, 1.5, 'M'),

  horizontal({ party: 'gas', upToMm: 300 }, { party: 'gas', upToMm: 300 }, 0.4, 'V2'),
  horizontal({ party: 'gas', aboveMm: 300 }, gas, 0.5, 'V2'),
  horizontal(gasLowMedium, heatDirect, 1.0, 'V2'),
  horizontal({ ...gasLowMedium, material: 'PE' }, { ...steam, laid: 'direct' }, 2.0, 'V2'),
  horizontal(gasSubHighB, heat, 1.5, 'M'),
  horizontal(gasSubHighA, heat, 2.0, 'M'),
  horizontal(gasLowMedium, powerDirect, 0.5, 'V2'),
  horizontal(gasLowMedium, powerDuct, 1.0, 'V2'),
  horizontal(gasSubHighB, power, 1.0, 'M'),
  horizontal(gasSubHighA, power, 1.5, 'M'),
  horizontal(gasLowMedium, telecomDirect, 0.5, 'V2'),
  horizontal(gasLowMedium, telecomDuct, 1.0, 'V2'),
  horizontal(gasSubHighB, telecom, 1.0, 'M'),
  horizontal(gasSubHighA, telecom, 1.5, 'M'),
  horizontal(gasLow, trench, 1.0, 'V2'),
  horizontal(gasMedium, trench, 1.5, 'V2'),
  horizontal(gasSubHighB, trench, 2.0, 'M'),
  horizontal(gasSubHighA, trench, 4.0, 'M'),
  horizontal(gasLowMedium, tree, 0.75, 'V2'),
  horizontal(gasLowMedium, shrub, 0.75, 'V2'),
  horizontal(gasSubHigh, tree, 1.2, 'M'),
  horizontal(gasSubHigh, shrub, 1.2, 'M'),
  horizontal(gas, pole, 1.0, 'V2'),
  horizontal(gas, pylon, 1.0, 'M'),
  horizontal(gas, { party: 'pylon', aboveKv: 35 }, 2.0, 'M'),
  horizontal(gasSubHigh, { party: 'pylon', aboveKv: 35 }, 5.0, 'M'),
  horizontal(gasLowMedium, kerb, 1.5, 'V2'),
  horizontal(gasSubHigh, kerb, 2.5, 'M'),
  horizontal(gas, tramRail, 2.0, 'V2'),
  horizontal(gas, railway, 5.0, 'V2'),

  horizontal(heat, power, 2.0, 'M'),
  horizontal(heat, telecom, 1.0, 'M'),
  horizontal(heat, trench, 1.5, 'M'),
  horizontal(heat, tree, 1.5, 'M'),
  horizontal(steam, tree, 2.0, 'M'),
  horizontal(heat, shrub, 1.5, 'M'),

  horizontal(powerDirect, powerDirect, 0.25, 'M'),
  horizontal(powerDuct, powerDuct, 0.1, 'M'),
  horizontal({ party: 'power', belowKv: 35 }, telecom, 0.5, 'M'),
  horizontal({ party: 'power', fromKv: 35 }, telecom, 2.0, 'M'),
  horizontal(power, trench, 1.0, 'M'),
  horizontal(power, tree, 0.7, 'M'),
  horizontal(power, shrub, 0.7, 'M'),

  horizontal(telecom, telecom, 0.5, 'M'),
  horizontal(telecom, trench, 1.0, 'M'),
  horizontal(telecom, tree, 1.5, 'M'),
  horizontal(telecom, shrub, 1.0, 'M'),

  horizontal(any, kerb, 1.5, 'M'),
  horizontal(any, tramRail, 2.0, 'M'),
  horizontal(water, railway, 5.0, 'M'),
  horizontal(drain, railway, 5.0, 'M'),
  horizontal(reclaimed, railway, 5.0, 'M'),
  horizontal(heat, railway, 5.0, 'M'),
  horizontal(power, railway, 10.0, 'M'),
  horizontal(power, { party: 'railway', electrified: false }, 3.0, 'M'),
  horizontal(telecom, railway, 2.0, 'M'),
];

const LOWER_PIPES = [
  water,
  drain,
  heat,
  gas,
  telecomDirect,
  telecomDuct,
  powerDirect,
  powerDuct,
  reclaimed,
] as const;

/** At crossings, between the upper and the lower of the two: the first side is the upper one. */
export const VERTICAL_CLEARANCES: readonly ClearanceLimit[] = [
  ...crossing(water, [0.15]),
  ...crossing(drain, [0.4, 0.15]),
  ...crossing(heat, [0.15, 0.15, 0.15]),
  ...crossing(gas, [0.15, 0.15, 0.15, 0.15]),
  ...crossing(telecomDirect, [0.5, 0.5, 0.25, 0.5, 0.25, 0.25]),
  ...crossing(telecomDuct, [0.15, 0.15, 0.25, 0.15, 0.25, 0.25]),
  ...crossing(powerDirect, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25], [0, 1, 2, 3, 4, 5, 6]),
  ...crossing(powerDuct, [0.25, 0.25, 0.25, 0.15, 0.25, 0.25, 0.25, 0.25]),
  ...crossing(reclaimed, [0.5, 0.4, 0.15, 0.15, 0.15, 0.15, 0.5, 0.25, 0.15], [6]),
  ...crossing(trench, [0.15, 0.15, 0.15, 0.15, 0.25, 0.25, 0.5, 0.25, 0.15], [6]),
  ...crossing(culvert, [0.15, 0.15, 0.15, 0.15, 0.25, 0.25, 0.5, 0.25, 0.15], [6]),
  ...crossing(tramRail, [1, 1, 1, 1, 1, 1, 1, 1, 1]),
  ...crossing(railway, [1, 1.2, 1.2, 1.2, 1.5, 1.5, 1, 1, 1]),
  vertical({ party: 'railway', fromKmh: 200 }, any, 1.5),
];

function horizontal(a: Side, b: Side, metres: number, confidence: 'V' | 'V2' | 'M'): ClearanceLimit {
  return { sides: [a, b], least: limit(metres, '4.1.9', confidence) };
}

/** One row of table 4.1.14: values by lower pipe, and the places of those that a separating plate lowers. */
function crossing(upper: Side, metres: readonly number[], plated: readonly number[] = []): ClearanceLimit[] {
  return LOWER_PIPES.slice(0, metres.length).map((lower, place) => {
    const row = vertical(upper, lower, metres[place] ?? Number.NaN);
    return plated.includes(place) ? { ...row, withPlateMetres: WITH_PLATE_METRES } : row;
  });
}

function vertical(upper: Side, lower: Side, metres: number): ClearanceLimit {
  return { sides: [upper, lower], least: limit(metres, '4.1.14', 'M') };
}

function limit(value: number, clause: string, confidence: Confidence & keyof typeof SOURCES): Limit {
  return {
    value,
    unit: 'm',
    standard: 'GB 50289',
    edition: '2016',
    clause,
    table: clause,
    confidence,
    source: SOURCES[confidence],
  };
}
