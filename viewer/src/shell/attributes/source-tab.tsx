/** Where an item comes from, under which licence, how old it is, and where other systems read it. */
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { FeatureAnswer } from '../../city-data/server-answers.ts';
import { formatDate, formatDateTime } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';

export function SourceTab({
  entry: { collection },
  answer: { source, revision },
}: {
  readonly entry: CollectionOfTheme;
  readonly answer: FeatureAnswer;
}) {
  const { t, of } = useWords();
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    [t('attributes.title'), source?.title ?? t('attributes.noSource')],
    [t('attributes.licence'), source?.licence],
    [t('attributes.attribution'), source?.attribution],
    [t('attributes.observed'), source?.observed_at ? formatDate(source.observed_at) : undefined],
    [t('attributes.loaded'), source ? formatDateTime(source.loaded_at) : undefined],
    [t('attributes.collection'), of(collection.title)],
    [t('attributes.revision'), String(revision)],
  ];
  return (
    <>
      <dl className="values">
        {rows.flatMap(([name, text]) =>
          text
            ? [
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{text}</dd>
                </div>,
              ]
            : [],
        )}
      </dl>
      {source?.simulated && <p className="simulated">{t('attributes.simulated')}</p>}
    </>
  );
}
