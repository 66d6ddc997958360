/** What was assumed and found on the way, in the sentences of the import itself. */
import { useSay } from './use-say.ts';
import { WORDS } from './words.ts';

export function Notes({ notes }: { readonly notes: readonly string[] }) {
  const { of } = useSay();
  if (notes.length === 0) return null;
  return (
    <details>
      <summary>
        {of(WORDS.notes)} <span className="figure">{notes.length}</span>
      </summary>
      <ul className="notes" lang="en">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}
