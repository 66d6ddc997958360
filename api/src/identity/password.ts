/** Passwords are kept as scrypt hashes, each with its salt and its cost: `scrypt$15$8$1$salt$hash`. */
import { randomBytes, randomInt, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** 2^15 rounds of 8 blocks: 32 MB and some 80 ms for each attempt. */
const COST = { log2N: 15, r: 8, p: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Without what looks alike: 0 O, 1 I l. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
/** 57^20 possibilities, in groups that a person can read out. */
const GROUPS = 4;
const LETTERS_OF_A_GROUP = 5;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await digest(password, salt, COST);
  return ['scrypt', COST.log2N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/**
 * Takes the same time whether there is such an account or not.
 * @param stored undefined or null where nobody of the name can sign in
 */
export async function isPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const [kind, log2N, r, p, salt = '', hash = ''] = (stored ?? (await nobody())).split('$');
  if (kind !== 'scrypt') throw new Error(`a password is kept by ${kind}, which is not known`);
  const expected = Buffer.from(hash, 'base64');
  const given = await digest(password, Buffer.from(salt, 'base64'), {
    log2N: Number(log2N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(given, expected) && typeof stored === 'string';
}

/** A new random one: `Kp3vZ-…`. */
export function makePassword(): string {
  const group = (): string =>
    Array.from({ length: LETTERS_OF_A_GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

let ofNobody: Promise<string> | undefined;
/** The hash that an unknown name is compared with. */
function nobody(): Promise<string> {
  ofNobody ??= hashPassword(makePassword());
  return ofNobody;
}

function digest(
  password: string,
  salt: Buffer,
  { log2N, r, p }: { log2N: number; r: number; p: number },
): Promise<Buffer> {
  const cost = 2 ** log2N;
  return derive(password.normalize('NFC'), salt, HASH_BYTES, { N: cost, r, p, maxmem: 256 * cost * r });
}
