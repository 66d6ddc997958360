/** A name, given when it is left or by Enter: no step for every letter. */
import { useState } from 'react';

export function TextField({
  title,
  value,
  most,
  onChange,
}: {
  readonly title: string;
  readonly value: string;
  /** Letters. */
  readonly most: number;
  readonly onChange: (value: string) => void;
}) {
  const [text, setText] = useState<string>();
  const give = (): void => {
    if (text !== undefined && text.trim() !== value) onChange(text.trim());
    setText(undefined);
  };
  return (
    <input
      className="input plan-name"
      aria-label={title}
      placeholder={title}
      maxLength={most}
      value={text ?? value}
      onChange={({ target }) => setText(target.value)}
      onBlur={give}
      onKeyDown={({ key }) => {
        if (key === 'Enter') give();
      }}
    />
  );
}
