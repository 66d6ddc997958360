/** Where a plan or a building model stands, typed as longitude, latitude, height, heading. */
import { useId, useState } from 'react';
import type { SourceOptions } from './server-answers.ts';
import { useSay } from './use-say.ts';
import { WORDS } from './words.ts';

type Place = SourceOptions['at'];

export function PlaceField({
  value,
  onChange,
}: {
  readonly value: Place;
  readonly onChange: (place: NonNullable<Place>) => void;
}) {
  const { of } = useSay();
  const id = useId();
  const [text, setText] = useState(value ? textOf(value) : '');
  const isWrong = text.trim() !== '' && placeOf(text) === undefined;
  return (
    <label className="place-field" htmlFor={id}>
      {of(WORDS.place)}
      <input
        id={id}
        className="input"
        value={text}
        inputMode="text"
        aria-invalid={isWrong}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          setText(event.target.value);
          const place = placeOf(event.target.value);
          if (place) onChange(place);
        }}
      />
      <small id={`${id}-hint`} className={isWrong ? 'wrong' : ''}>
        {of(isWrong ? WORDS.placeWrong : WORDS.placeHint)}
      </small>
    </label>
  );
}

function placeOf(text: string): NonNullable<Place> | undefined {
  const numbers = text
    .trim()
    .split(/[\s,，、]+/)
    .map(Number);
  const [longitude = Number.NaN, latitude = Number.NaN, heightMetres = 0, headingDegrees = 0] = numbers;
  const isPlace =
    numbers.length <= 4 &&
    [longitude, latitude, heightMetres, headingDegrees].every(Number.isFinite) &&
    Math.abs(longitude) <= 180 &&
    Math.abs(latitude) < 85;
  return isPlace ? { longitude, latitude, heightMetres, headingDegrees } : undefined;
}

function textOf({ longitude, latitude, heightMetres, headingDegrees }: NonNullable<Place>): string {
  return [longitude, latitude, heightMetres, headingDegrees].join(', ');
}
