/** Which limit holds between two pipes, or for the cover of one: rows of the standards' tables, the most exact first. */
import {
  HORIZONTAL_CLEARANCES,
  VERTICAL_CLEARANCES,
  type ClearanceLimit,
  type Party,
  type Side,
} from '../clearance-limits.ts';
import { COVER_LIMITS, type CoverLimit } from '../limits.ts';

/** What the tables ask of a pipe. */
export type PipeFacts = {
  readonly class: string;
  readonly subClass: string | null;
  readonly widthMm: number | null;
  readonly material: string | null;
  readonly laying: string | null;
  readonly pressureClass: string | null;
  readonly voltageKv: number | null;
};

const PARTIES: Readonly<Record<string, Party>> = {
  JS: 'water',
  PS: 'drain',
  RQ: 'gas',
  RL: 'heat',
  DL: 'power',
  TX: 'telecom',
};
/** Sub-classes that the tables name by themselves: 中水, 综合管沟. */
const SUB_PARTIES: Readonly<Record<string, Party>> = { ZS: 'reclaimed', ZH: 'trench' };
const DUCT_LAYINGS: readonly (string | null)[] = ['GK', 'GM', 'GG'];
const STEAM = 'ZQ';

/** Undefined for what no table names: industrial and unknown pipes. */
export function partyOf({ class: pipeClass, subClass }: PipeFacts): Party | undefined {
  return SUB_PARTIES[subClass ?? ''] ?? PARTIES[pipeClass];
}

export function horizontalLimit(one: PipeFacts, two: PipeFacts): ClearanceLimit | undefined {
  return mostExact(
    HORIZONTAL_CLEARANCES.filter(
      ({ sides: [a, b] }) => (holds(a, one) && holds(b, two)) || (holds(a, two) && holds(b, one)),
    ),
  );
}

export function verticalLimit(upper: PipeFacts, lower: PipeFacts): ClearanceLimit | undefined {
  return mostExact(VERTICAL_CLEARANCES.filter(({ sides: [a, b] }) => holds(a, upper) && holds(b, lower)));
}

export function coverLimit(pipe: PipeFacts, under: CoverLimit['under']): CoverLimit['least'] | undefined {
  const party = partyOf(pipe);
  const laid = laidAs(pipe);
  const names = [`${party}-${laid}`, party === 'telecom' && pipe.material === 'G' ? 'telecom-steel' : party];
  return COVER_LIMITS.find((limit) => names.includes(limit.pipe) && limit.under === under)?.least;
}

function holds(side: Side, pipe: PipeFacts): boolean {
  const { widthMm, pressureClass, voltageKv, material, subClass } = pipe;
  if (side.party !== partyOf(pipe)) return false;
  // A size that is not known holds for neither row of a pair that differs by it.
  if (side.upToMm !== undefined && !(widthMm !== null && widthMm <= side.upToMm)) return false;
  if (side.aboveMm !== undefined && !(widthMm !== null && widthMm > side.aboveMm)) return false;
  if (side.pressure && !side.pressure.some((pressure) => pressure === pressureClass)) return false;
  if (side.laid && side.laid !== laidAs(pipe)) return false;
  if (side.material && side.material !== material) return false;
  if (side.heatMedium && subClass !== STEAM) return false;
  if (side.belowKv !== undefined && voltageKv !== null && voltageKv >= side.belowKv) return false;
  if (side.fromKv !== undefined && (voltageKv === null || voltageKv < side.fromKv)) return false;
  return side.aboveKv === undefined || (voltageKv !== null && voltageKv > side.aboveKv);
}

function laidAs({ laying }: PipeFacts): 'direct' | 'duct' | undefined {
  if (laying === 'ZM') return 'direct';
  return DUCT_LAYINGS.includes(laying) ? 'duct' : undefined;
}

function mostExact(rows: readonly ClearanceLimit[]): ClearanceLimit | undefined {
  const conditions = ({ sides }: ClearanceLimit): number =>
    sides.reduce((sum, side) => sum + Object.keys(side).length, 0);
  return rows.toSorted((a, b) => conditions(b) - conditions(a))[0];
}
