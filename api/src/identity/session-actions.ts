/** `/api/session`: sign in, who am I, sign out. */
import type { CookieOptions, Request, Response } from 'express';
import type { Pool } from 'pg';
import { z } from 'zod';
import { appendAudit } from '@twin/gis-data/store/append-audit.ts';
import type { Grade } from '@twin/gis-data/theme.ts';
import { action, type Action } from '../operations.ts';
import { Problem } from '../problems.ts';
import { ACCOUNT_COLUMNS, type Account } from './account.ts';
import { countAttempt, forgetAttempts } from './attempts.ts';
import { SESSION_COOKIE, sessionTokenOf, type Identity } from './identity.ts';
import { isPassword } from './password.ts';
import { SESSION_HOURS, type Sessions } from './sessions.ts';

/** Attempts of one name from one address, and of one address under all names, before it has to wait. */
const ATTEMPTS_OF_NAME = 10;
const ATTEMPTS_OF_ADDRESS = 100;
const HOUR_MS = 3_600_000;
const BODY_LIMIT_BYTES = 4096;

const credentials = z.strictObject({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
});

type Surroundings = {
  readonly pool: Pool;
  readonly sessions: Sessions;
  readonly identity: Identity;
};

export function sessionActions({ pool, sessions, identity }: Surroundings): Action[] {
  const signIn = async (
    { name: given, password }: z.infer<typeof credentials>,
    request: Request,
    response: Response,
  ): Promise<Account> => {
    const name = given.trim().normalize('NFC');
    const ofAddress = { key: `address ${request.ip}`, most: ATTEMPTS_OF_ADDRESS };
    const ofName = { key: `name ${request.ip} ${name}`, most: ATTEMPTS_OF_NAME };
    for (const limit of [ofAddress, ofName]) {
      const seconds = await countAttempt(pool, limit);
      if (seconds > 0) throw tooMany(response, seconds);
    }
    const { rows } = await pool.query<Account & { hash: string | null }>(
      `select ${ACCOUNT_COLUMNS}, a.password_hash as hash from account a where a.name = $1 and a.disabled_at is null`,
      [name],
    );
    const [found] = rows;
    if (!(await isPassword(password, found?.hash)) || !found)
      throw new Problem('sign-in-failed', 'The name or the password is wrong. Check both.');
    await forgetAttempts(pool, [ofName.key]);
    return found;
  };
  const of = { path: '/session', tag: 'Session' };
  return [
    action({
      ...of,
      method: 'get',
      summary: 'Whose session this is, and what it may see',
      answer: async ({ request }) => shown(identity, request),
    }),
    action({
      ...of,
      method: 'post',
      summary: 'Sign in: the answer sets a cookie',
      body: credentials,
      bodyLimitBytes: BODY_LIMIT_BYTES,
      async answer({ body, request, response }) {
        const account = await signIn(body, request, response);
        const token = await sessions.open(account);
        await appendAudit(pool, account.id, { action: 'signed-in', subject: `account/${account.name}` });
        response.cookie(SESSION_COOKIE, token, { ...cookieOf(request), maxAge: SESSION_HOURS * HOUR_MS });
        return { account: publicFace(account), grade: account.grade };
      },
    }),
    action({
      ...of,
      method: 'delete',
      summary: 'Sign out',
      status: 204,
      async answer({ request, response }) {
        const token = sessionTokenOf(request);
        if (token !== undefined) await sessions.close(token);
        response.clearCookie(SESSION_COOKIE, cookieOf(request));
      },
    }),
  ];
}

/** Not readable by scripts, never sent along from another site, only encrypted where the page itself came so. */
function cookieOf(request: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' };
}

type Shown = {
  readonly account: Pick<Account, 'name' | 'displayName' | 'editor'> | null;
  readonly grade: Grade;
};

function shown(identity: Identity, request: Request): Shown {
  const account = identity.accountOf(request);
  return { account: account ? publicFace(account) : null, grade: identity.visitorOf(request).grade };
}

function publicFace({
  name,
  displayName,
  editor,
}: Account): Pick<Account, 'name' | 'displayName' | 'editor'> {
  return { name, displayName, editor };
}

function tooMany(response: Response, seconds: number): Problem {
  response.set('Retry-After', String(seconds));
  return new Problem(
    'too-many-attempts',
    `There were too many attempts to sign in; try again in ${Math.ceil(seconds / 60)} minutes.`,
  );
}
