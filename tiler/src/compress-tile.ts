import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/**
 * The default, 6, takes three times as long for 4 % less: a vector tile of 1,310 kB becomes 265 kB in 21 ms, here 275 kB
 * in 7 ms, and whoever asks first waits for it.
 */
const LEVEL = 4;
const compress = promisify(gzip);

/** A tile as it is kept and goes over the wire. */
export function compressTile(bytes: Uint8Array): Promise<Uint8Array> {
  return compress(bytes, { level: LEVEL });
}
