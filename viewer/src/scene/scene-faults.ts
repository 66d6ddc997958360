/**
 * What went wrong in the scene, where a person with the console and a browser test both see it: every fault is an
 * error on the console, and their number stands at `<html data-scene-faults>`.
 */
export type FaultKind = 'tile' | 'terrain' | 'ground' | 'render' | 'pick' | 'outline';

let faults = 0;

export function reportFault(kind: FaultKind, what: unknown): void {
  faults += 1;
  document.documentElement.dataset['sceneFaults'] = String(faults);
  console.error(`scene, ${kind}:`, what);
}
