/** A slider with its name and its value in words above it. */
import { useId } from 'react';

declare module 'react' {
  interface CSSProperties {
    /** Of the track that lies before the handle, 0 to 1. */
    '--share'?: number;
  }
}

type Properties = {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** The value as a person reads it: 70 %, 14:30. */
  readonly text: string;
  readonly onChange: (value: number) => void;
};

export function Slider({ label, value, min, max, step = 1, text, onChange }: Properties) {
  const id = useId();
  const share = (value - min) / (max - min);
  return (
    <div className="slider">
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{text}</output>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        style={{ '--share': share }}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </div>
  );
}
