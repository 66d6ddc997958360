/** A figure with its unit, given when it is left or by Enter: no question for every digit. */
import { useState } from 'react';

export function NumberField({
  title,
  unit,
  value,
  least = 0,
  onChange,
}: {
  readonly title: string;
  readonly unit: string;
  readonly value: number;
  readonly least?: number;
  readonly onChange: (value: number) => void;
}) {
  const [text, setText] = useState<string>();
  const give = (): void => {
    const number = Number(text);
    if (text !== undefined && text !== '' && number >= least && number !== value) onChange(number);
    setText(undefined);
  };
  return (
    <label className="number-field">
      {title}
      <span>
        <input
          className="input"
          type="number"
          min={least}
          step="any"
          value={text ?? String(value)}
          onChange={({ target }) => setText(target.value)}
          onBlur={give}
          onKeyDown={({ key }) => {
            if (key === 'Enter') give();
          }}
        />
        {unit}
      </span>
    </label>
  );
}
