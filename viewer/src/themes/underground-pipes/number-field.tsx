/** A figure with its unit, given when it is left or by Enter: no question for every digit. */
import { useState } from 'react';

export function NumberField({
  title,
  unit,
  value,
  least = 0,
  most = Infinity,
  onChange,
  onClear,
}: {
  readonly title: string;
  readonly unit: string;
  /** Nothing where none is given yet. */
  readonly value: number | undefined;
  readonly least?: number;
  readonly most?: number;
  readonly onChange: (value: number) => void;
  /** Where a figure may be taken back. */
  readonly onClear?: (() => void) | undefined;
}) {
  const [text, setText] = useState<string>();
  const give = (): void => {
    const number = Number(text);
    if (text === '' && value !== undefined) onClear?.();
    if (text !== undefined && text !== '' && number >= least && number <= most && number !== value)
      onChange(number);
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
          max={Number.isFinite(most) ? most : undefined}
          step="any"
          value={text ?? value ?? ''}
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
