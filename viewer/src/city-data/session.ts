/** Who is signed in, for everybody on the page. */
import * as z from 'zod/mini';
import { create } from 'zustand';
import { GRADES } from '@twin/gis-data/theme.ts';
import { getJson, sendJson } from '../http.ts';

z.config({ jitless: true });

const answer = z.object({
  account: z.nullable(z.object({ name: z.string(), displayName: z.string(), editor: z.boolean() })),
  grade: z.enum(GRADES),
});
type Answer = z.infer<typeof answer>;

export type Session = {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why it is not known. */
  readonly problem: unknown;
  readonly account: Answer['account'];
  /** What may be seen, also without an account. */
  readonly grade: Answer['grade'];
  readonly load: () => Promise<void>;
  /** @throws HttpError `sign-in-failed`, `too-many-attempts` … */
  readonly signIn: (name: string, password: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
};

const ADDRESS = '/api/session';
const read = (value: unknown): Answer => answer.parse(value);

export const useSession = create<Session>()((set) => ({
  status: 'loading',
  problem: null,
  account: null,
  grade: 'public',
  async load() {
    try {
      set({ ...(await getJson(ADDRESS, read)), status: 'ready', problem: null });
    } catch (problem) {
      set({ status: 'failed', problem });
    }
  },
  async signIn(name, password) {
    set({ ...(await sendJson('POST', ADDRESS, { name, password }, read)), status: 'ready', problem: null });
  },
  async signOut() {
    await sendJson('DELETE', ADDRESS, undefined, () => {});
    set({ ...(await getJson(ADDRESS, read)), status: 'ready', problem: null });
  },
}));
