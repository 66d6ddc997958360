/** The one reader of the environment. All problems are told at once. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { GRADES } from '@twin/gis-data/theme.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Names that Express knows. */
const PROXY_RANGES = new Set(['loopback', 'linklocal', 'uniquelocal']);
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);
const MEGABYTE = 1024 ** 2;
/** An empty line in .env means that the variable is not set. */
const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), type.optional());

const megabytes = () =>
  optional(
    z
      .string()
      .regex(/^\d+$/, 'is not a whole number of megabytes')
      .transform(Number)
      .refine((size) => size >= 1, 'is not at least 1 MB'),
  );

const environment = z.object({
  DATABASE_URL: optional(
    z
      .string()
      .regex(
        /^postgres(ql)?:\/\/.+/,
        'is not a PostgreSQL URL such as postgresql://user:password@host:5432/database',
      ),
  ),
  PORT: optional(
    z
      .string()
      .regex(/^\d+$/, 'is not a port number')
      .transform(Number)
      .refine((port) => port > 0 && port < 65_536, 'is not between 1 and 65535'),
  ),
  HOST: optional(z.string().min(1)),
  DATA_DIR: optional(z.string().min(1)),
  ANONYMOUS_GRADE: optional(
    z
      .enum(GRADES, `is not one of ${GRADES.join(', ')}`)
      .refine((grade) => grade !== 'restricted', 'cannot be restricted: personal data asks for an account'),
  ),
  TILE_MEMORY_MB: megabytes(),
  TILE_DISK_MB: megabytes(),
  UPLOAD_LIMIT_MB: megabytes(),
  TRUSTED_PROXIES: optional(
    z
      .string()
      .transform((list) => list.split(/[\s,]+/).filter((name) => name !== ''))
      .refine(
        (list) => list.every((name) => PROXY_RANGES.has(name) || isNetwork(name)),
        `is no list of addresses, networks such as 10.0.0.0/8, or ${[...PROXY_RANGES].join(', ')}`,
      ),
  ),
  DEMO: optional(z.enum(['yes', 'no'], 'is not yes or no')),
});

export type Config = ReturnType<typeof readConfig>;

/** @throws Error whose message lists every wrong variable */
export function readConfig(values: NodeJS.ProcessEnv = process.env) {
  const parsed = environment.safeParse(values);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new Error(
      `The configuration is wrong:\n${problems.join('\n')}\nCorrect the environment or .env; .env.example explains each variable.`,
    );
  }
  const {
    DATABASE_URL,
    PORT = 8080,
    HOST = '127.0.0.1',
    DATA_DIR = 'data',
    ANONYMOUS_GRADE,
    TILE_MEMORY_MB = 128,
    TILE_DISK_MB = 4096,
    UPLOAD_LIMIT_MB = 4000,
    DEMO,
    TRUSTED_PROXIES = [],
  } = parsed.data;
  return {
    root: ROOT,
    databaseUrl: DATABASE_URL,
    port: PORT,
    host: HOST,
    dataDir: resolve(ROOT, DATA_DIR),
    // On one's own machine the demo shows what an official sees; a server that others reach begins with the public.
    anonymousGrade: ANONYMOUS_GRADE ?? (LOOPBACK.has(HOST) ? ('government' as const) : ('public' as const)),
    tileLimits: { memoryBytes: TILE_MEMORY_MB * MEGABYTE, diskBytes: TILE_DISK_MB * MEGABYTE },
    uploadLimitBytes: UPLOAD_LIMIT_MB * 1e6,
    demo: DEMO !== 'no',
    trustedProxies: TRUSTED_PROXIES,
  };
}

function isNetwork(text: string): boolean {
  const [address = '', bits = '0', ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}
