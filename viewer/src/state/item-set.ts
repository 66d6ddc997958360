/** A set of items of one collection by their numbers (gid): a bit for each, from a first word on. */
export type ItemSet = { readonly firstWord: number; readonly words: Uint32Array };

const BITS_A_WORD = 32;

/** @param base64 words of 32 bits, little-endian */
export function itemSet(firstWord: number, base64: string): ItemSet {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const words = Uint32Array.from({ length: bytes.length >> 2 }, (_, word) => view.getUint32(word * 4, true));
  return { firstWord, words };
}

export function hasItem({ firstWord, words }: ItemSet, gid: number): boolean {
  const word = words[Math.floor(gid / BITS_A_WORD) - firstWord] ?? 0;
  return ((word >>> (gid % BITS_A_WORD)) & 1) === 1;
}
