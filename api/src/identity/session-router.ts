/** `/api/session`: sign in, who am I, sign out. */
import { Router, type CookieOptions, type Request, type Response } from 'express';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Grade } from '@twin/gis-data/theme.ts';
import { jsonBody } from '../json-body.ts';
import { onlyMethods } from '../only-methods.ts';
import { Problem } from '../problems.ts';
import { ACCOUNT_COLUMNS, type Account } from './account.ts';
import { appendAudit } from './append-audit.ts';
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
  // The database takes no text with the null character, not even to look for it.
  name: z
    .string()
    .min(1)
    .max(100)
    .refine((name) => !name.includes('\0')),
  password: z.string().min(1).max(200),
});

type Surroundings = {
  readonly pool: Pool;
  readonly sessions: Sessions;
  readonly identity: Identity;
};

export function createSessionRouter({ pool, sessions, identity }: Surroundings): Router {
  const router = Router();
  const signIn = async (request: Request, response: Response): Promise<Account> => {
    const parsed = credentials.safeParse(request.body);
    if (!parsed.success)
      throw new Problem('body-invalid', 'The body is JSON with a name and a password, both of them text.');
    const { password } = parsed.data;
    const name = parsed.data.name.trim().normalize('NFC');
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

  router
    .route('/session')
    .get((request, response) => {
      response.set('Cache-Control', 'no-store').json(shown(identity, request));
    })
    .post(jsonBody(BODY_LIMIT_BYTES), async (request, response) => {
      const account = await signIn(request, response);
      const token = await sessions.open(account);
      await appendAudit(pool, account, { action: 'signed-in', subject: `account/${account.name}` });
      response
        .cookie(SESSION_COOKIE, token, { ...cookieOf(request), maxAge: SESSION_HOURS * HOUR_MS })
        .set('Cache-Control', 'no-store')
        .json({ account: publicFace(account), grade: account.grade });
    })
    .delete(async (request, response) => {
      const token = sessionTokenOf(request);
      if (token !== undefined) await sessions.close(token);
      response
        .clearCookie(SESSION_COOKIE, cookieOf(request))
        .set('Cache-Control', 'no-store')
        .sendStatus(204);
    })
    .all(onlyMethods('GET', 'HEAD', 'POST', 'DELETE'));
  return router;
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
