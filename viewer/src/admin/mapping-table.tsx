/** Which column of the file becomes which field of the city; what is needed and missing is given here. */
import { useId } from 'react';
import { collectionById } from '@twin/gis-data/index.ts';
import type { Field } from '@twin/gis-data/theme.ts';
import type { Plan, SourceOptions } from './server-answers.ts';
import { useSay } from './use-say.ts';
import { WORDS } from './words.ts';

type Properties = {
  readonly plan: Plan;
  readonly options: SourceOptions;
  readonly onChange: (change: SourceOptions) => void;
};

export function MappingTable({ plan, options, onChange }: Properties) {
  const { of, say } = useSay();
  const { map = [], leave = [] } = options;
  const fields = fieldsOf(plan);
  const taken = new Set(map.map(({ field }) => field));
  const fieldFor = (column: string): string => {
    if (leave.includes(column)) return '';
    const own = map.find(({ from }) => from === column)?.field;
    if (own !== undefined) return own;
    const proposed = mappingsOf(plan).find(({ from }) => from === column)?.field;
    return proposed === undefined || taken.has(proposed) ? '' : proposed;
  };
  const assign = (column: string, field: string): void =>
    onChange({
      map: [
        ...map.filter(({ from, field: other }) => from !== column && other !== field),
        ...(field === '' ? [] : [{ from: column, field }]),
      ],
      leave: [...leave.filter((name) => name !== column), ...(field === '' ? [column] : [])],
    });
  return (
    <>
      <Missing plan={plan} options={options} onChange={onChange} />
      <details>
        <summary>
          {of(WORDS.columns)} <span className="figure">{plan.columns.length}</span>
        </summary>
        <div className="table-scroll tall">
          <table>
            <thead>
              <tr>
                <th scope="col">{of(WORDS.column)}</th>
                <th scope="col">{of(WORDS.samples)}</th>
                <th scope="col">{of(WORDS.field)}</th>
              </tr>
            </thead>
            <tbody>
              {plan.columns.map(({ name, samples }) => {
                const unit = mappingsOf(plan).find(({ from }) => from === name)?.unit;
                return (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td className="samples">{samples.join('、')}</td>
                    <td>
                      <select
                        className="input"
                        aria-label={`${of(WORDS.field)} ${name}`}
                        value={fieldFor(name)}
                        onChange={(event) => assign(name, event.target.value)}
                      >
                        <option value="">{of(WORDS.extra)}</option>
                        {fields.map(([id, field]) => (
                          <option key={id} value={id}>
                            {of(field.title)}
                          </option>
                        ))}
                      </select>
                      {unit !== undefined && <small> {say(WORDS.inUnit, { unit })}</small>}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

/** Fields that the collection needs and no column gives: the same value for all, where a column is not chosen below. */
function Missing({ plan, options, onChange }: Properties) {
  const { of } = useSay();
  const id = useId();
  const names = new Set([
    ...plan.routes.flatMap(({ missing }) => missing),
    ...Object.keys(options.set ?? {}),
  ]);
  const fields = fieldsOf(plan).filter(([name]) => names.has(name));
  if (fields.length === 0) return null;
  const give = (name: string, value: string): void => {
    const { [name]: _, ...rest } = options.set ?? {};
    onChange({ set: value === '' ? rest : { ...rest, [name]: value } });
  };
  return (
    <div className="fields">
      {fields.map(([name, field]) => (
        <label key={name} htmlFor={`${id}-${name}`}>
          {of(field.title)} <small>{`${of(WORDS.needed)} · ${of(WORDS.sameForAll)}`}</small>
          {field.type === 'code' ? (
            <select
              id={`${id}-${name}`}
              className="input"
              value={options.set?.[name] ?? ''}
              onChange={(event) => give(name, event.target.value)}
            >
              <option value="">{of(WORDS.chooseValue)}</option>
              {Object.entries(field.values).map(([code, words]) => (
                <option key={code} value={code}>
                  {of(words)}
                </option>
              ))}
            </select>
          ) : (
            <input
              id={`${id}-${name}`}
              className="input"
              value={options.set?.[name] ?? ''}
              onChange={(event) => give(name, event.target.value)}
            />
          )}
        </label>
      ))}
    </div>
  );
}

function mappingsOf({ routes }: Plan): Plan['routes'][number]['mappings'] {
  return routes.flatMap(({ mappings }) => mappings);
}

function fieldsOf({ routes }: Plan): readonly (readonly [string, Field])[] {
  const all = routes.flatMap(({ collection }) =>
    Object.entries(collectionById(collection)?.collection.fields ?? {}),
  );
  return [...new Map(all)];
}
