/** Lighting of motor lanes, CJJ 45-2015 table 3.3.1, its caps on power, and service levels to compare with. */
import type { Confidence, Limit } from '../../limit.ts';
import type { ROAD_CLASSES } from '../base-map/codes.ts';

export type LightingClass = 'I' | 'II' | 'III';

type LightingLimits = {
  /** Maintained mean luminance on asphalt, low and high grade; concrete may be some 30 % lower. */
  readonly luminance: readonly [low: Limit, high: Limit];
  readonly overallUniformity: Limit;
  readonly lengthwiseUniformity?: Limit;
  readonly illuminance: readonly [low: Limit, high: Limit];
  readonly illuminanceUniformity: Limit;
  /** Threshold increment: glare, at most. */
  readonly mostGlarePercent: Limit;
  readonly surroundRatio?: Limit;
};

export const LIGHTING_LIMITS: { readonly [K in LightingClass]: LightingLimits } = {
  I: {
    luminance: [lane(1.5, 'cd/m²'), lane(2, 'cd/m²')],
    overallUniformity: lane(0.4, '1'),
    lengthwiseUniformity: lane(0.7, '1'),
    illuminance: [lane(20, 'lx'), lane(30, 'lx')],
    illuminanceUniformity: lane(0.4, '1'),
    mostGlarePercent: lane(10, '%'),
    surroundRatio: lane(0.5, '1'),
  },
  II: {
    luminance: [lane(1, 'cd/m²'), lane(1.5, 'cd/m²')],
    overallUniformity: lane(0.4, '1'),
    lengthwiseUniformity: lane(0.5, '1'),
    illuminance: [lane(15, 'lx'), lane(20, 'lx')],
    illuminanceUniformity: lane(0.4, '1'),
    mostGlarePercent: lane(10, '%'),
    surroundRatio: lane(0.5, '1'),
  },
  III: {
    luminance: [lane(0.5, 'cd/m²'), lane(0.75, 'cd/m²')],
    overallUniformity: lane(0.4, '1'),
    illuminance: [lane(8, 'lx'), lane(10, 'lx')],
    illuminanceUniformity: lane(0.3, '1'),
    mostGlarePercent: lane(15, '%'),
  },
};

/** I 快速路、主干路; II 次干路; III 支路. Lanes and paths have no class of motor traffic. */
export const LIGHTING_CLASS_OF_ROAD: { readonly [K in keyof typeof ROAD_CLASSES]?: LightingClass } = {
  expressway: 'I',
  arterial: 'I',
  secondary: 'II',
  branch: 'III',
};

/** CJJ 45-2015 7.1.2, mandatory: most lighting power per area, W/m², at the illuminance of each grade. */
export const POWER_DENSITY_CAPS: readonly {
  readonly road: LightingClass;
  /** Holds from this number of lanes; fewer have `mostFewerLanes`. */
  readonly fromLanes: number;
  readonly atLux: number;
  readonly most: Limit;
  readonly mostFewerLanes: Limit;
}[] = [
  { road: 'I', fromLanes: 6, atLux: 30, most: power(1), mostFewerLanes: power(1.2) },
  { road: 'I', fromLanes: 6, atLux: 20, most: power(0.7), mostFewerLanes: power(0.85) },
  { road: 'II', fromLanes: 4, atLux: 20, most: power(0.8), mostFewerLanes: power(0.9) },
  { road: 'II', fromLanes: 4, atLux: 15, most: power(0.6), mostFewerLanes: power(0.7) },
  { road: 'III', fromLanes: 2, atLux: 10, most: power(0.5), mostFewerLanes: power(0.6) },
  { road: 'III', fromLanes: 2, atLux: 8, most: power(0.4), mostFewerLanes: power(0.45) },
];

/** Service levels of another province, since Hainan's were not found: a configured default, never a verdict. */
export const SERVICE_LEVELS = {
  litRateMainPercent: service(98, '%'),
  litRateOtherPercent: service(96, '%'),
  intactPercent: service(95, '%'),
  ordinaryFaultHours: service(24, 'h'),
  criticalFaultHours: service(1, 'h'),
} as const satisfies { readonly [level: string]: Limit };

function lane(value: number, unit: string): Limit {
  return limit(value, unit, '3.3.1', 'V', '51qsx.com');
}

function power(value: number): Limit {
  return limit(value, 'W/m²', '7.1.2', 'M', 'not yet checked against the text of the standard');
}

function limit(value: number, unit: string, clause: string, confidence: Confidence, source: string): Limit {
  return { value, unit, standard: 'CJJ 45', edition: '2015', clause, confidence, source };
}

function service(value: number, unit: string): Limit {
  return {
    value,
    unit,
    standard: '河北省城市照明管理规定',
    confidence: 'P',
    source: 'rule of Hebei (r-light.com), taken as a default',
  };
}
