/** Limits of isolation bearings in service and by design, and the calendar of their inspections. */
import type { Confidence, Limit } from '../../limit.ts';
import type { Words } from '../../theme.ts';

/** GB 50982-2014 8.1: normal service, relative to the state when the main structure was completed. */
export const SERVICE_LIMITS = {
  horizontalMm: monitoring(50),
  compressionMm: monitoring(5),
} as const satisfies { readonly [what: string]: Limit };

/** The displacement limit of a rare earthquake is the smaller of the two multiples. */
export const RARE_EARTHQUAKE_LIMITS = {
  timesDiameter: design(0.55, '1', 'V2', 'GB/T 51408', '2021', 'code tool citing GB 50011'),
  timesRubberThickness: design(3, '1', 'M', 'GB/T 51408', '2021', 'not yet checked'),
  compressiveStressMpa: design(30, 'MPa', 'V2', 'GB/T 51408', '2021', 'two code tools'),
  tensileStressMpa: design(1, 'MPa', 'V2', 'DB11/2075', '2022', 'DB11/2075-2022'),
} as const satisfies { readonly [what: string]: Limit };

/** Long-term compressive stress of rubber bearings under gravity, by the building's category of fortification. */
export const GRAVITY_STRESS_LIMITS = {
  special: design(10, 'MPa', 'M', 'GB/T 51408', '2021', 'not yet checked'),
  key: design(12, 'MPa', 'M', 'GB/T 51408', '2021', 'not yet checked'),
  standard: design(15, 'MPa', 'V2', 'GB/T 51408', '2021', 'code tool'),
} as const satisfies { readonly [category: string]: Limit };

export const ISOLATION_GAP_LIMITS = {
  timesRareDisplacement: design(1.2, '1', 'M', 'GB/T 51408', '2021', 'not yet checked'),
  leastMm: design(300, 'mm', 'M', 'GB/T 51408', '2021', 'not yet checked'),
} as const satisfies { readonly [what: string]: Limit };

/** Displacement limit in a rare earthquake, mm. */
export function rareDisplacementLimitMm(diameterMm: number, rubberThicknessMm: number): number {
  const { timesDiameter, timesRubberThickness } = RARE_EARTHQUAKE_LIMITS;
  return Math.min(timesDiameter.value * diameterMm, timesRubberThickness.value * rubberThicknessMm);
}

export type InspectionKind = 'routine' | 'periodic' | 'emergency';

/** Practice under JGJ 360-2015 as a maker summarises it: what is done when, and by whom. */
export const INSPECTION_CALENDAR: {
  readonly [K in InspectionKind]: {
    readonly title: Words;
    /** Years after completion of the first inspections; then every `thenEveryYears`. */
    readonly years?: readonly number[];
    readonly thenEveryYears?: number;
    readonly confidence: Confidence;
  };
} = {
  routine: {
    title: { zh: '常规检查', en: 'Routine inspection' },
    years: [1],
    thenEveryYears: 1,
    confidence: 'V2',
  },
  periodic: {
    title: { zh: '定期检查', en: 'Periodic inspection' },
    years: [3, 5, 10],
    thenEveryYears: 10,
    confidence: 'V2',
  },
  emergency: { title: { zh: '应急检查', en: 'Emergency inspection' }, confidence: 'V2' },
};

function monitoring(mm: number): Limit {
  return {
    value: mm,
    unit: 'mm',
    standard: 'GB 50982',
    edition: '2014',
    clause: '8.1',
    confidence: 'V',
    source: 'jianbiaoku 74055/1656072',
  };
}

function design(
  value: number,
  unit: string,
  confidence: Confidence,
  standard: string,
  edition: string,
  source: string,
): Limit {
  return { value, unit, standard, edition, confidence, source };
}
