/** Who asks: the account of the session cookie, else the anonymous visitor. */
import { parseCookie } from 'cookie';
import type { Request, RequestHandler } from 'express';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { Problem } from '../problems.ts';
import { visitorFor, type Account } from './account.ts';
import type { Sessions } from './sessions.ts';

export const SESSION_COOKIE = 'twin_session';

export type Identity = {
  /** Goes before everything that asks the functions below. */
  readonly identify: RequestHandler;
  readonly accountOf: (request: Request) => Account | undefined;
  readonly visitorOf: (request: Request) => Visitor;
  /** @throws Problem `sign-in-needed`, `editor-needed` */
  readonly editorOf: (request: Request) => Account;
};

export function createIdentity(sessions: Sessions, anonymous: Visitor): Identity {
  const accounts = new WeakMap<Request, Account>();
  const accountOf = (request: Request): Account | undefined => accounts.get(request);
  return {
    async identify(request, _response, next) {
      const token = sessionTokenOf(request);
      const account = token === undefined ? undefined : await sessions.accountOf(token);
      if (account) accounts.set(request, account);
      next();
    },
    accountOf,
    visitorOf(request) {
      const account = accountOf(request);
      return account ? visitorFor(account) : anonymous;
    },
    editorOf(request) {
      const account = accountOf(request);
      if (!account)
        throw new Problem('sign-in-needed', 'Nobody is signed in, or the session has ended. Sign in first.');
      if (!account.editor)
        throw new Problem(
          'editor-needed',
          `The account ${account.name} may read, and not change. Sign in with an account that may edit.`,
        );
      return account;
    },
  };
}

export function sessionTokenOf(request: Request): string | undefined {
  return parseCookie(request.get('cookie') ?? '')[SESSION_COOKIE];
}
