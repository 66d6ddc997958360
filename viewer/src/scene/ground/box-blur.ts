/** Blurs one channel of 0 to 255 in place, three box passes each way: close to a Gaussian, the same on every machine. */
export function boxBlur(channel: Uint8ClampedArray, width: number, height: number, radiusPixels: number): void {
  const radius = Math.round(radiusPixels / 2);
  if (radius < 1) return;
  const line = new Float32Array(Math.max(width, height));
  for (let pass = 0; pass < 3; pass++) {
    for (let y = 0; y < height; y++) slide(channel, y * width, 1, width, radius, line);
    for (let x = 0; x < width; x++) slide(channel, x, width, height, radius, line);
  }
}

function slide(channel: Uint8ClampedArray, start: number, step: number, count: number, radius: number, line: Float32Array): void {
  const at = (i: number): number => channel[start + Math.min(count - 1, Math.max(0, i)) * step] as number;
  let sum = 0;
  for (let i = -radius; i <= radius; i++) sum += at(i);
  const share = 1 / (2 * radius + 1);
  for (let i = 0; i < count; i++) {
    line[i] = sum * share;
    sum += at(i + radius + 1) - at(i - radius);
  }
  for (let i = 0; i < count; i++) channel[start + i * step] = line[i] as number;
}
