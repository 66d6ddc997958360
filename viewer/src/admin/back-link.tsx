/** On a phone the list and what is chosen of it are two screens. */
import { Icon } from '../shell/frame/icon.tsx';
import { hashOf } from './use-chosen.ts';
import { useSay } from './use-say.ts';
import { WORDS } from './words.ts';

export function BackLink() {
  const { of } = useSay();
  return (
    <a className="back" href={hashOf({ kind: 'none' })}>
      <Icon name="left" size={16} />
      {of(WORDS.back)}
    </a>
  );
}
