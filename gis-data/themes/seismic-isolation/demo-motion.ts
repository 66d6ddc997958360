/**
 * How the demo hospital moved on its bearings: in an earthquake, and with the seasons. One stiff body on a layer that
 * yields; all figures are choices of this project, no record of a station.
 */
import { outdoorTemperature } from '../../demo/outdoor-temperature.ts';
import type { Point } from '../../demo/frame.ts';
import type { Random } from '../../demo/random.ts';
import { BEARING_SENSORS } from './codes.ts';

type Sensor = keyof typeof BEARING_SENSORS;
export type Shaking = {
  /** Displacement of the middle of the plan along its axes, mm, and turn about it, radians; a sample each step. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly turn: Float64Array;
};

export const QUAKE = {
  id: 'EQ-20240611',
  title: '铺前湾海域地震(演示)',
  /** Beijing time, as the record begins. */
  happenedAt: '2024-06-11T21:37:08+08:00',
  inspectedOn: '2024-06-13',
  magnitude: 5.6,
  depthKm: 12,
  epicentre: [110.72, 20.24],
} as const;
export const STEP_SECONDS = 0.05;
const DURATION_SECONDS = 60;
/** Of the computation within a step. */
const SUBSTEPS = 20;

/** The layer: period once it has yielded, force at which it does as acceleration of the body, and at what displacement. */
const PERIOD_SECONDS = 2.8;
const YIELD_MM_S2 = 180;
const YIELD_MM = 9;
const DAMPING = 0.04;
/** The ground: strongest acceleration, between which frequencies, and how it swells and dies away. */
const GROUND_MM_S2 = { x: 560, y: 430 } as const;
const GROUND_HERTZ = [0.4, 6] as const;
const TONES = 28;
const SWELLS_SECONDS = 7;
const DIES_FROM_SECONDS = 18;
const DIES_IN_SECONDS = 7;
/** The plan turns a little, since its masses do not stand over the middle of its bearings. */
const TURN_RADIANS = 6e-5;
const TURN_PERIOD_SECONDS = 2.1;

/** Concrete lengthens by so much of its length and degree; at this temperature the building was completed. */
const LENGTHENS = 1e-5;
const COMPLETED_CELSIUS = 27;
/** The air below the building follows that of the city late and less. */
const STOREY_MEAN_CELSIUS = 25;
const STOREY_SHARE = 0.55;
const STOREY_LAG = 1 / 36;

export function shakeHospital(dice: Random): Shaking {
  const x = moved(groundMotion(GROUND_MM_S2.x, dice));
  const y = moved(groundMotion(GROUND_MM_S2.y, dice));
  const phase = dice.between(0, 2 * Math.PI);
  const turn = Float64Array.from(x, (_, index) => {
    const seconds = index * STEP_SECONDS;
    return (
      TURN_RADIANS * swelling(seconds - 1.5) * Math.sin((2 * Math.PI * seconds) / TURN_PERIOD_SECONDS + phase)
    );
  });
  return { x, y, turn };
}

/** What the sensor over a bearing recorded, hundredths of a mm. @param at place of the bearing in the plan, m */
export function recordAt({ x, y, turn }: Shaking, [east, north]: Point, dice: Random) {
  const noise = (): number => dice.between(-0.04, 0.04);
  return {
    x: Array.from(x, (mm, index) => hundredths(mm - (turn[index] ?? 0) * north * 1000 + noise())),
    y: Array.from(y, (mm, index) => hundredths(mm + (turn[index] ?? 0) * east * 1000 + noise())),
  };
}

/**
 * A year's hours of the sensors at a bearing: the plan grows and shrinks with the seasons from its middle, and the rubber
 * creeps towards what was found at the last look.
 */
export function yearAt(
  [east, north]: Point,
  compressionMm: number,
  hours: { readonly first: number; readonly count: number },
  dice: Random,
): Readonly<Record<Sensor, Float32Array>> {
  const city = outdoorTemperature(dice);
  const year = (value: (hour: number) => number): Float32Array =>
    Float32Array.from({ length: hours.count }, (_, hour) => hundredths(value(hour)));
  let celsius = STOREY_MEAN_CELSIUS + STOREY_SHARE * ((city[hours.first] ?? 0) - STOREY_MEAN_CELSIUS);
  const temperature = year((hour) => {
    const outside =
      STOREY_MEAN_CELSIUS + STOREY_SHARE * ((city[hours.first + hour] ?? 0) - STOREY_MEAN_CELSIUS);
    celsius += (outside - celsius) * STOREY_LAG;
    return celsius;
  });
  const grown = (metres: number, hour: number): number =>
    metres * 1000 * LENGTHENS * ((temperature[hour] ?? 0) - COMPLETED_CELSIUS) + dice.between(-0.06, 0.06);
  const leaning = dice.between(0.1, 0.35);
  return {
    displacement_x: year((hour) => grown(east, hour)),
    displacement_y: year((hour) => grown(north, hour)),
    settlement: year(
      (hour) => compressionMm * (0.94 + (0.06 * hour) / hours.count) + dice.between(-0.03, 0.03),
    ),
    tilt: year(() => leaning + dice.between(-0.02, 0.02)),
    temperature,
  };
}

/**
 * One loop of a test, from the greatest displacement around to it again: bilinear where lead yields, else an ellipse.
 *
 * @param stiffness equivalent, kN/mm
 */
export function testLoop(
  stiffness: number,
  yieldForceKn: number | null,
  displacementMm: number,
): { readonly x: readonly number[]; readonly y: readonly number[] } {
  const points = 72;
  const angles = Array.from({ length: points + 1 }, (_, index) => (2 * Math.PI * index) / points);
  const x = angles.map((angle) => hundredths(displacementMm * Math.cos(angle)));
  if (yieldForceKn === null) {
    return {
      x,
      y: angles.map((angle) =>
        hundredths(stiffness * displacementMm * (Math.cos(angle) - 2 * RUBBER_DAMPING * Math.sin(angle))),
      ),
    };
  }
  const after = stiffness - yieldForceKn / displacementMm;
  const elastic = after * ELASTIC_TIMES;
  // The core holds back until it has yielded the other way.
  let core = yieldForceKn;
  let before = displacementMm;
  return {
    x,
    y: x.map((mm) => {
      core = Math.max(-yieldForceKn, Math.min(yieldForceKn, core + (elastic - after) * (mm - before)));
      before = mm;
      return hundredths(after * mm + core);
    }),
  };
}

const RUBBER_DAMPING = 0.04;
/** Stiffness before the lead yields, as a multiple of that after. */
const ELASTIC_TIMES = 10;

/** @returns acceleration at each of the computation's steps, mm/s² */
function groundMotion(strongest: number, dice: Random): Float64Array {
  const [low, high] = GROUND_HERTZ;
  const tones = Array.from({ length: TONES }, () => {
    const hertz = low * (high / low) ** dice.next();
    return { hertz, phase: dice.between(0, 2 * Math.PI), size: 1 / Math.sqrt(1 + hertz) };
  });
  const steps = (DURATION_SECONDS / STEP_SECONDS) * SUBSTEPS;
  const shape = Float64Array.from({ length: steps }, (_, step) => {
    const seconds = (step * STEP_SECONDS) / SUBSTEPS;
    const sum = tones.reduce(
      (all, { hertz, phase, size }) => all + size * Math.sin(2 * Math.PI * hertz * seconds + phase),
      0,
    );
    return sum * swelling(seconds);
  });
  const peak = shape.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return shape.map((value) => (value / peak) * strongest);
}

function swelling(seconds: number): number {
  if (seconds <= 0) return 0;
  if (seconds < SWELLS_SECONDS) return (seconds / SWELLS_SECONDS) ** 2;
  return seconds < DIES_FROM_SECONDS ? 1 : Math.exp((DIES_FROM_SECONDS - seconds) / DIES_IN_SECONDS);
}

/** Displacement of a body on a bilinear spring over moving ground, mm at each sample. */
function moved(ground: Float64Array): Float64Array {
  const omega = (2 * Math.PI) / PERIOD_SECONDS;
  const dt = STEP_SECONDS / SUBSTEPS;
  const samples = new Float64Array(ground.length / SUBSTEPS);
  let [u, v, held] = [0, 0, 0];
  for (let step = 0; step < ground.length; step++) {
    if (step % SUBSTEPS === 0) samples[step / SUBSTEPS] = u;
    const force = omega ** 2 * u + held + 2 * DAMPING * omega * v;
    v += (-force - (ground[step] ?? 0)) * dt;
    u += v * dt;
    held = Math.max(-YIELD_MM_S2, Math.min(YIELD_MM_S2, held + (YIELD_MM_S2 / YIELD_MM) * v * dt));
  }
  return samples;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
