/** The first records of a file, as the file has them. */
import type { Plan } from './server-answers.ts';
import { useSay } from './use-say.ts';
import { GEOMETRY_WORDS, WORDS } from './words.ts';

const COLUMNS_SHOWN = 12;

export function RecordTable({ records }: { readonly records: Plan['records'] }) {
  const { of, say } = useSay();
  if (records.length === 0) return null;
  const columns = [...new Set(records.flatMap(({ properties }) => Object.keys(properties)))].slice(
    0,
    COLUMNS_SHOWN,
  );
  return (
    <details>
      <summary>{say(WORDS.records, { n: records.length })}</summary>
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{of(WORDS.where)}</th>
              <th scope="col">{of(WORDS.geometry)}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {records.map(({ place, geometry, properties }) => {
              const words = GEOMETRY_WORDS[geometry];
              return (
                <tr key={place}>
                  <th scope="row" lang="en">
                    {place}
                  </th>
                  <td>{words ? of(words) : geometry}</td>
                  {columns.map((column) => (
                    <td key={column}>{textOf(properties[column])}</td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
