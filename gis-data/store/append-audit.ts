import type { Pool, PoolClient } from 'pg';

export type AuditEntry = {
  /** `item-created`, `imported`, `import-undone` … */
  readonly action: string;
  /** What was changed: `roads/r1`. */
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
};

/**
 * Appends to the chain of the audit trail.
 * @param client whose transaction also makes the change, so that none is without its entry
 * @param by account that makes it; null: whoever may run commands on the machine
 */
export async function appendAudit(
  client: Pool | PoolClient,
  by: number | null,
  { action, subject, before, after }: AuditEntry,
): Promise<void> {
  const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
  await client.query('select append_audit($1, $2, $3, $4, $5)', [
    by,
    action,
    subject,
    json(before),
    json(after),
  ]);
}
