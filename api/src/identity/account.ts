import type { Grade } from '@twin/gis-data/theme.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';

/** Somebody who can sign in. */
export type Account = {
  readonly id: number;
  readonly name: string;
  readonly displayName: string;
  readonly grade: Grade;
  readonly division: string | null;
  readonly operator: string | null;
  /** May change what the grade may see: edit items, import files. */
  readonly editor: boolean;
};

/** SQL of an account's row. */
export const ACCOUNT_COLUMNS =
  'a.id, a.name, a.display_name as "displayName", a.grade, a.division, a.operator, a.editor';

/** What the account sees of the city. */
export function visitorFor({ grade, division, operator }: Account): Visitor {
  return { grade, ...(division !== null && { division }), ...(operator !== null && { operator }) };
}
