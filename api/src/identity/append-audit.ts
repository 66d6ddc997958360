import type { Pool, PoolClient } from 'pg';
import type { Account } from './account.ts';

export type AuditEntry = {
  /** `item-created`, `import-undone` … */
  readonly action: string;
  /** What was changed: `roads/r1`. */
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
};

/**
 * Appends to the chain of the audit trail.
 * @param client whose transaction also makes the change, so that none is without its entry
 */
export async function appendAudit(
  client: Pool | PoolClient,
  account: Account,
  { action, subject, before, after }: AuditEntry,
): Promise<void> {
  const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
  await client.query('select append_audit($1, $2, $3, $4, $5)', [
    account.id,
    action,
    subject,
    json(before),
    json(after),
  ]);
}
