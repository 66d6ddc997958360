/** Shows and hides: seen whole, in part, or not. */
import { Button } from 'react-aria-components';
import type { Visibility } from '../../state/layer-state.ts';
import { useWords } from '../../words/use-words.ts';
import { Icon, type IconName } from '../frame/icon.tsx';

const ICONS: { readonly [visibility in Visibility]: IconName } = {
  on: 'eye',
  partly: 'eye-partly',
  off: 'eye-off',
};

export function Eye({
  visibility,
  name,
  onPress,
}: {
  readonly visibility: Visibility;
  readonly name: string;
  readonly onPress: () => void;
}) {
  const { t } = useWords();
  const label = {
    on: t('layers.hide', { name }),
    partly: t('layers.showAll', { name }),
    off: t('layers.show', { name }),
  }[visibility];
  return (
    <Button className="icon-button eye" aria-label={label} onPress={onPress}>
      <Icon name={ICONS[visibility]} size={16} />
    </Button>
  );
}
