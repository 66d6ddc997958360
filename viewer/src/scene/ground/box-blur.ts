/** Blurs one channel of 0 to 255 in place, three box passes each way: close to a Gaussian, the same on every machine. */
export function boxBlur(
  channel: Uint8ClampedArray,
  width: number,
  height: number,
  radiusPixels: number,
): void {
  const radius = Math.round(radiusPixels / 2);
  if (radius < 1) return;
  const padded = new Float32Array(Math.max(width, height) + 2 * radius + 1);
  for (let pass = 0; pass < 3; pass++) {
    for (let y = 0; y < height; y++) slide(channel, y * width, 1, width, radius, padded);
    for (let x = 0; x < width; x++) slide(channel, x, width, height, radius, padded);
  }
}

/** One line, its ends held on beyond it; without a test in the loop, which runs for every pixel of every tile. */
function slide(
  channel: Uint8ClampedArray,
  start: number,
  step: number,
  count: number,
  radius: number,
  padded: Float32Array,
): void {
  for (let i = 0, at = start; i < count; i++, at += step) padded[radius + i] = channel[at] as number;
  padded.fill(padded[radius] as number, 0, radius);
  padded.fill(padded[radius + count - 1] as number, radius + count, 2 * radius + count + 1);
  const span = 2 * radius + 1;
  const share = 1 / span;
  let sum = 0;
  for (let i = 0; i < span; i++) sum += padded[i] as number;
  for (let i = 0, at = start; i < count; i++, at += step) {
    channel[at] = sum * share;
    sum += (padded[i + span] as number) - (padded[i] as number);
  }
}
