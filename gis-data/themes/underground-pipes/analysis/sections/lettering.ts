/** How drawings are lettered: heights of letters, figures, and words cut to the room that they have. */

export const LETTER_MM = 2.5;
export const TITLE_MM = 5;
/** Width of a letter to its height: of a Chinese one, and of any other. */
const FULL_WIDTH = 1;
const HALF_WIDTH = 0.6;
const ROOM_MARGIN_MM = 3.5;

/** To the centimetre unless it says otherwise; a dash where it is not known. */
export function figure(value: number | null, digits = 2): string {
  if (value === null) return '—';
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

/** What fits into so many millimetres. */
export function shortened(text: string, roomMm: number): string {
  const letters = Array.from(text);
  let width = 0;
  for (const [index, letter] of letters.entries()) {
    width += widthOf(letter);
    if (width > roomMm) return `${letters.slice(0, index - 1).join('')}…`;
  }
  return text;
}

/** For the longest of some words and a margin: how high a row of upright ones is, or how wide a column of lying ones. */
export function roomFor(texts: readonly string[], leastMm: number): number {
  return Math.max(leastMm, ...texts.map((text) => widthOf(text) + ROOM_MARGIN_MM));
}

/** In small letters, millimetres, on the safe side. */
export function widthOf(text: string): number {
  return Array.from(text).reduce(
    (width, letter) => width + LETTER_MM * (letter > '\u2E80' ? FULL_WIDTH : HALF_WIDTH),
    0,
  );
}
