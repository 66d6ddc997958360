import type { Degrees, GridPoint } from './transverse-mercator.ts';

/** About a metre on the ground: what a pointer can mean. */
const DEGREE_DIGITS = 5;

/** 110.45127° E 20.03044° N */
export function formatDegrees({ longitude, latitude }: Degrees, digits = DEGREE_DIGITS): string {
  const east = `${Math.abs(longitude).toFixed(digits)}° ${longitude < 0 ? 'W' : 'E'}`;
  const north = `${Math.abs(latitude).toFixed(digits)}° ${latitude < 0 ? 'S' : 'N'}`;
  return `${east} ${north}`;
}

/** E 431986.864 N 2214712.422: without thousands, so that it can be pasted. */
export function formatGrid({ eastMetres, northMetres }: GridPoint, digits = 3): string {
  return `E ${eastMetres.toFixed(digits)} N ${northMetres.toFixed(digits)}`;
}
