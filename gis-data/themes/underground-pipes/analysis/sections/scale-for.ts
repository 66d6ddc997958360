const MM_PER_METRE = 1000;

/** The finest scale in which a length fits; the coarsest where none does. 100 is 1:100. */
export function scaleFor(metres: number, roomMm: number, scales: readonly number[]): number {
  return scales.find((scale) => (metres * MM_PER_METRE) / scale <= roomMm) ?? Math.max(...scales);
}
