/** How far down a depth ruler goes, and where it is marked: as deep as can be read from where one looks. */

/** Reach and step in metres, from near to far. */
const SCALES = [
  { reachMetres: 5, stepMetres: 1 },
  { reachMetres: 10, stepMetres: 2 },
  { reachMetres: 20, stepMetres: 5 },
  { reachMetres: 50, stepMetres: 10 },
] as const;
/** Figures nearer to each other than this would touch, CSS pixels. */
const LEAST_STEP_PIXELS = 17;

export type DepthScale = { readonly reachMetres: number; readonly stepMetres: number };

/**
 * @param pixelsPerMetre of an upright line where the ruler stands
 * @returns undefined where even the coarsest cannot be read: from straight above, or from far away
 */
export function depthScale(pixelsPerMetre: number): DepthScale | undefined {
  return SCALES.find(({ stepMetres }) => stepMetres * pixelsPerMetre >= LEAST_STEP_PIXELS);
}

/** Depths of the marks in metres, from the surface to the reach. */
export function marksOf({ reachMetres, stepMetres }: DepthScale): number[] {
  return Array.from({ length: Math.floor(reachMetres / stepMetres) + 1 }, (_, mark) => mark * stepMetres);
}
