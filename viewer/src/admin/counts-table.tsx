/** What an import did, collection by collection. */
import { collectionById } from '@twin/gis-data/index.ts';
import { formatNumber } from '../words/format.ts';
import type { CollectionCounts } from './server-answers.ts';
import { useSay } from './use-say.ts';
import { WORDS } from './words.ts';

const COLUMNS = ['read', 'added', 'updated', 'unchanged', 'retired', 'repaired', 'rejected'] as const;

export function CountsTable({ counts }: { readonly counts: readonly CollectionCounts[] }) {
  const { of } = useSay();
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{of(WORDS.collection)}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="figure">
                {of(WORDS[column === 'rejected' ? 'rejectedCount' : column])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.map((one) => {
            const title = collectionById(one.collection)?.collection.title;
            return (
              <tr key={one.collection}>
                <th scope="row">{title ? of(title) : one.collection}</th>
                {COLUMNS.map((column) => (
                  <td key={column} className={one[column] === 0 ? 'figure none' : 'figure'}>
                    {formatNumber(one[column])}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
