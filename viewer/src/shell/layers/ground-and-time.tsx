/** The foot of the layers: how opaque the ground is, and what time it is in the scene. */
import { useCityState } from '../../state/city-state.ts';
import { formatMinuteOfDay } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import { Segments } from '../frame/segments.tsx';
import { Slider } from '../frame/slider.tsx';

/** Minutes after midnight that stand for the three lights. */
const DAY = 12 * 60;
const DUSK = 18 * 60 + 40;
const NIGHT = 21 * 60;
const LAST_MINUTE = 24 * 60 - 1;
const STEP_MINUTES = 10;

export function GroundAndTime() {
  const { t } = useWords();
  const { groundOpacity, minuteOfDay, theme, set } = useCityState();
  const percent = Math.round(groundOpacity * 100);
  const followed = theme === 'light' ? DAY : DUSK;
  return (
    <div className="ground-and-time">
      <Slider
        label={t('ground.opacity')}
        value={percent}
        min={0}
        max={100}
        text={`${percent} %`}
        onChange={(value) => set({ groundOpacity: value / 100 })}
      />
      <Segments
        label={t('ground.time')}
        value={minuteOfDay}
        onChange={(minute) => set({ minuteOfDay: minute })}
        choices={[
          [null, t('ground.auto')],
          [DAY, t('ground.day')],
          [DUSK, t('ground.dusk')],
          [NIGHT, t('ground.night')],
        ]}
      />
      <Slider
        label={t('ground.time')}
        value={minuteOfDay ?? followed}
        min={0}
        max={LAST_MINUTE}
        step={STEP_MINUTES}
        text={formatMinuteOfDay(minuteOfDay ?? followed)}
        onChange={(minute) => set({ minuteOfDay: minute })}
      />
    </div>
  );
}
