/** The life and the movements of bearings as the server tells them, checked where they arrive. */
import * as z from 'zod/mini';
import { BEARING_SENSORS } from '@twin/gis-data/themes/seismic-isolation/codes.ts';

z.config({ jitless: true });

const text = z.nullable(z.string());
const number = z.nullable(z.number());
const life = z.object({
  as_of: z.string(),
  bearing: z.object({
    kind: z.string(),
    horizontal_stiffness_kn_mm: number,
    vertical_stiffness_kn_mm: number,
    yield_force_kn: number,
    displacement_limit_mm: number,
  }),
  status: z.object({
    state: text,
    due: z.nullable(
      z.object({
        next: z.string(),
        kind: z.enum(['routine', 'periodic']),
        year: z.number(),
        state: z.string(),
      }),
    ),
    findings: z.array(
      z.object({
        what: z.enum(['displacement', 'compression']),
        value: z.number(),
        limit: z.number(),
        unit: z.string(),
        clause: z.string(),
        confidence: z.string(),
        severity: z.enum(['violation', 'advisory']),
      }),
    ),
    isOpen: z.boolean(),
  }),
  events: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      happened_on: z.string(),
      actor: text,
      location: text,
      result: z.string(),
      finding: text,
      document: text,
      displacement_mm: number,
      compression_mm: number,
      level_permille: number,
      horizontal_stiffness_kn_mm: number,
      vertical_stiffness_kn_mm: number,
      yield_force_kn: number,
      loop: z.nullable(
        z.object({
          displacement_mm: z.array(z.number()),
          force_kn: z.array(z.number()),
          stiffness_kn_mm: z.number(),
          damping_ratio: z.number(),
        }),
      ),
    }),
  ),
});
const limit = z.object({ value: z.number(), unit: z.string(), clause: z.string(), confidence: z.string() });
const motion = z.object({
  sensors: z.array(
    z.object({
      property: z.enum(Object.keys(BEARING_SENSORS) as (keyof typeof BEARING_SENSORS)[]),
      unit: z.string(),
      latest: z.object({ at: z.string(), value: number }),
      days: z.array(z.string()),
      mean: z.array(z.number()),
    }),
  ),
  records: z.array(
    z.object({
      id: z.string(),
      started_at: z.string(),
      title: text,
      magnitude: number,
      x_mm: z.array(z.number()),
      y_mm: z.array(z.number()),
    }),
  ),
  limits: z.object({ service: limit, rare_earthquake: limit, gap: limit, compression: limit }),
});
const shaking = z.object({
  earthquakes: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      happened_at: z.string(),
      magnitude: number,
      records: z.array(
        z.object({
          bearing: z.string(),
          axis: text,
          started_at: z.string(),
          step_seconds: z.number(),
          x_mm: z.array(z.number()),
          y_mm: z.array(z.number()),
        }),
      ),
    }),
  ),
});

export type BearingLifeAnswer = z.infer<typeof life>;
export type MotionAnswer = z.infer<typeof motion>;
export type ShakingAnswer = z.infer<typeof shaking>;
export const readBearingLife = (value: unknown): BearingLifeAnswer => life.parse(value);
export const readMotion = (value: unknown): MotionAnswer => motion.parse(value);
export const readShaking = (value: unknown): ShakingAnswer => shaking.parse(value);
