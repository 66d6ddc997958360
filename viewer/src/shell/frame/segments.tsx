/** One of a few choices, side by side. */
type Properties<T> = {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly (readonly [value: T, name: string])[];
  readonly onChange: (value: T) => void;
};

export function Segments<T>({ label, value, choices, onChange }: Properties<T>) {
  return (
    <div className="segments" role="group" aria-label={label}>
      {choices.map(([choice, name]) => (
        <button key={name} type="button" aria-pressed={choice === value} onClick={() => onChange(choice)}>
          {name}
        </button>
      ))}
    </div>
  );
}
