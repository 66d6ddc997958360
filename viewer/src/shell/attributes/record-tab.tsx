/** The values of an item that are no facts of its head: what is there, what is withheld, what is missing. */
import { useWords } from '../../words/use-words.ts';
import { Icon } from '../frame/icon.tsx';
import type { ItemRecord } from './record.ts';
import { ValueText } from './value-text.tsx';

export function RecordTab({ record: { rows, empty, withheld } }: { readonly record: ItemRecord }) {
  const { t, of } = useWords();
  return (
    <>
      <dl className="values">
        {rows.map(({ name, field, value }) => (
          <div key={name}>
            <dt>{of(field.title)}</dt>
            <dd>
              <ValueText value={value} />
            </dd>
          </div>
        ))}
        {withheld.map(({ name, field, grade }) => (
          <div key={name}>
            <dt>{of(field.title)}</dt>
            {field.mask ? (
              <dd title={t('attributes.maskedWhy')}>
                <span className="masked" aria-hidden="true">
                  ••••••
                </span>
                <span className="tag">{t('attributes.masked')}</span>
              </dd>
            ) : (
              <dd className="no-data">
                <Icon name="lock" size={14} />
                {t('layers.needs', { grade: t(`grades.${grade}`) })}
              </dd>
            )}
          </div>
        ))}
      </dl>
      {empty.length > 0 && (
        <details className="empty-values">
          <summary>{t('attributes.empty', { n: empty.length })}</summary>
          <dl className="values">
            {empty.map(({ name, field }) => (
              <div key={name}>
                <dt>{of(field.title)}</dt>
                <dd>
                  <ValueText value={undefined} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}
