/** What a raster layer says where the person has clicked, for each image there. */
import type { Collection } from '@twin/gis-data/theme.ts';
import { useEffect } from 'react';
import { readPointValues } from '../../city-data/server-answers.ts';
import { useCityState } from '../../state/city-state.ts';
import { useAnswer } from '../../themes/underground-pipes/use-answer.ts';
import { formatNumber } from '../../words/format.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { ValueText } from './value-text.tsx';

const BANDS = ['red', 'green', 'blue', 'nir', 'elevation'] as const;
type Band = (typeof BANDS)[number];

export function RasterValue({ collection: { id, symbol } }: { readonly collection: Collection }) {
  const { t } = useWords();
  const at = useCityState((state) => state.pickedAt);
  const [asked, ask] = useAnswer(readPointValues);
  const isAsked = symbol.kind === 'raster' && at !== null;
  const place = at && `lon=${at.longitude}&lat=${at.latitude}`;
  useEffect(() => {
    if (isAsked) ask(`/api/raster/${id}/value?${place}`);
  }, [isAsked, id, place, ask]);
  if (!isAsked) return null;
  if (asked.status === 'failed')
    return (
      <p className="raster-value" role="alert">
        {problemText(asked.error, t)}
      </p>
    );
  if (asked.status !== 'ready') return null;
  const { value, images, unit } = asked.answer;
  const { picture } = symbol;
  const digits = picture.as === 'ramp' ? picture.digits : 0;
  const [top] = images;
  const rows: readonly (readonly [string, number | null | undefined])[] =
    picture.as === 'colour'
      ? Object.entries(top?.bands ?? {}).map(([band, cell]) => [
          isBand(band) ? t(`bands.${band}`) : band,
          cell,
        ])
      : images.map((image) => [image.taken_on ?? t('attributes.undated'), image.value]);
  return (
    <section className="raster-value" aria-live="polite">
      <h3>
        {images.length === 0 ? t('attributes.noValueHere') : t('attributes.valueHere')}
        {picture.as !== 'colour' && value !== null && (
          <strong>
            <ValueText
              value={{ text: formatNumber(value, digits), ...(unit === undefined ? {} : { unit }) }}
            />
          </strong>
        )}
      </h3>
      {(picture.as === 'colour' || images.length > 1) && (
        <dl className="values">
          {rows.map(([name, cell]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="code-figures">
                <ValueText
                  value={typeof cell === 'number' ? { text: formatNumber(cell, digits) } : undefined}
                />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function isBand(name: string): name is Band {
  return BANDS.some((band) => band === name);
}
