/** A typed position: decimal degrees, degrees with minutes and seconds; longitude or latitude first. */

export type Position = { readonly longitude: number; readonly latitude: number };

const PART = /([NSEW北南东西])?\s*(\d{1,3}(?:\.\d+)?)\s*(?:°|度)?\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′分])?\s*(?:(\d{1,2}(?:\.\d+)?)\s*["″秒])?\s*([NSEW])?/giu;
const LETTERS: Readonly<Record<string, 'longitude' | 'latitude'>> = { N: 'latitude', S: 'latitude', 北: 'latitude', 南: 'latitude', E: 'longitude', W: 'longitude', 东: 'longitude', 西: 'longitude' };

/** @returns undefined when the text is not a position */
export function parseCoordinates(text: string): Position | undefined {
  if (/[^\d\s.,，;、°'"′″度分秒NSEW北南东西+\-−]/iu.test(text)) return undefined;
  const signed = /^\s*([+\-−]?\d{1,3}(?:\.\d+)?)\s*[,，;\s]\s*([+\-−]?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (signed) {
    const [a, b] = [signed[1], signed[2]].map((part) => Number(part?.replace('−', '-')));
    return valid(a, b) ?? valid(b, a);
  }
  const found: { axis: 'longitude' | 'latitude' | undefined; value: number }[] = [];
  for (const match of text.matchAll(PART)) {
    const letter = (match[1] ?? match[5])?.toUpperCase();
    const value = Number(match[2]) + Number(match[3] ?? 0) / 60 + Number(match[4] ?? 0) / 3600;
    found.push({ axis: letter ? LETTERS[letter] : undefined, value: letter && 'SW南西'.includes(letter) ? -value : value });
  }
  const [first, second] = found;
  if (found.length !== 2 || !first || !second) return undefined;
  return first.axis === 'latitude' || second.axis === 'longitude' ? valid(second.value, first.value) : (valid(first.value, second.value) ?? valid(second.value, first.value));
}

function valid(longitude: number | undefined, latitude: number | undefined): Position | undefined {
  return longitude !== undefined && latitude !== undefined && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? { longitude, latitude } : undefined;
}
