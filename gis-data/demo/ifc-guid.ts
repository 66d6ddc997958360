/** A GlobalId of IFC (22 characters for 128 bits) that follows from a name: who authors the model later finds the same. */
import { createHash } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$';
const LENGTH = 22;

/** @param name of the thing, unique in the product: collection and id */
export function ifcGuid(name: string): string {
  // 132 bits of text hold 128: the first character is one of the first four.
  let bits = BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 32)}`);
  let text = '';
  for (let place = 0; place < LENGTH; place++) {
    text = ALPHABET.charAt(Number(bits & 63n)) + text;
    bits >>= 6n;
  }
  return text;
}
