/** Colour of street lamps' light on what they light. */
import type { Rgb } from './colour.ts';

/** A black body of 3,000 K, linear sRGB: on the bluish asphalt of the night it is seen as the design's #FFCF94. */
export const LAMP_LIGHT: Rgb = [1, 0.456, 0.147];
