/** Cross sections of the streets by class, as a survey draws them: strips from the axis outwards. */

export type StreetClass = 'expressway' | 'arterial' | 'secondary' | 'branch';
export type StripKind = 'median' | 'carriageway' | 'verge' | 'cycle-track' | 'footway';
/** Offsets from the axis in metres, positive to the left of its direction; from < to. */
export type Strip = { readonly kind: StripKind; readonly fromMetres: number; readonly toMetres: number };
export type CrossSection = {
  readonly redLineMetres: number;
  /** Between the outer kerbs, the median included. */
  readonly carriagewayMetres: number;
  readonly lanes: number;
  readonly strips: readonly Strip[];
};

/** Widths in metres of one half, from the axis outwards. */
const HALVES: Readonly<
  Record<StreetClass, { lanes: number; half: readonly (readonly [StripKind, number])[] }>
> = {
  expressway: {
    lanes: 8,
    half: [
      ['median', 2],
      ['carriageway', 15],
      ['verge', 4.5],
      ['cycle-track', 3.5],
      ['footway', 4],
    ],
  },
  arterial: {
    lanes: 4,
    half: [
      ['median', 0.7],
      ['carriageway', 8.6],
      ['verge', 1.7],
      ['cycle-track', 2.85],
      ['footway', 4.6],
    ],
  },
  secondary: {
    lanes: 4,
    half: [
      ['carriageway', 7],
      ['verge', 1.5],
      ['cycle-track', 2.5],
      ['footway', 3],
    ],
  },
  branch: {
    lanes: 2,
    half: [
      ['carriageway', 4.5],
      ['verge', 1.5],
      ['footway', 3],
    ],
  },
};

export function crossSection(kind: StreetClass): CrossSection {
  const { lanes, half } = HALVES[kind];
  const strips: Strip[] = [];
  let edge = 0;
  let carriageway = 0;
  for (const [name, width] of half) {
    const outer = Math.round((edge + width) * 100) / 100;
    // What lies on the axis is one strip, not two that touch.
    if (edge === 0) strips.push({ kind: name, fromMetres: -outer, toMetres: outer });
    else
      strips.push(
        { kind: name, fromMetres: edge, toMetres: outer },
        { kind: name, fromMetres: -outer, toMetres: -edge },
      );
    edge = outer;
    if (name === 'median' || name === 'carriageway') carriageway = outer * 2;
  }
  strips.sort((a, b) => a.fromMetres - b.fromMetres);
  return { redLineMetres: edge * 2, carriagewayMetres: carriageway, lanes, strips };
}
