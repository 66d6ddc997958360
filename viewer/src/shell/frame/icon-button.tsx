/** A button that is only an icon: its name is read aloud and shown as a tooltip. */
import { Button, ToggleButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import { Icon, type IconName } from './icon.tsx';

const TOOLTIP_DELAY_MILLISECONDS = 500;

type Properties = {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: () => void;
  readonly size?: number;
  /** Given: a button that stays pressed. */
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
};

export function IconButton({ icon, label, onPress, size = 18, isPressed, isDisabled = false }: Properties) {
  const face = <Icon name={icon} size={size} />;
  return (
    <TooltipTrigger delay={TOOLTIP_DELAY_MILLISECONDS}>
      {isPressed === undefined ? (
        <Button className="icon-button" aria-label={label} onPress={onPress} isDisabled={isDisabled}>
          {face}
        </Button>
      ) : (
        <ToggleButton
          className="icon-button"
          aria-label={label}
          isSelected={isPressed}
          onChange={onPress}
          isDisabled={isDisabled}
        >
          {face}
        </ToggleButton>
      )}
      <Tooltip className="tooltip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
