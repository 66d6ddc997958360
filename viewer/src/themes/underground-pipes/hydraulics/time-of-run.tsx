/** The slider through a run, which moves the clock of the scene. */
import { Slider } from '../../../shell/frame/slider.tsx';
import { formatMinuteOfDay } from '../../../words/format.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Hydraulics } from './hydraulics-answer.ts';
import { HYDRAULICS_WORDS as WORDS } from './hydraulics-words.ts';
import { dayAndMinute } from './time-steps.ts';

export function TimeOfRun({
  answer,
  step,
  goTo,
}: {
  readonly answer: Hydraulics;
  readonly step: number;
  readonly goTo: (step: number) => void;
}) {
  const { of } = useWords();
  const last = answer.times_seconds.length - 1;
  const { day, minute } = dayAndMinute(answer, step);
  const isLong = dayAndMinute(answer, last).day > 0;
  const text = `${isLong ? `${of(WORDS.day).replace('{n}', String(day + 1))} ` : ''}${formatMinuteOfDay(minute)}`;
  return (
    <div className="hydraulics-time">
      <Slider label={of(WORDS.time)} min={0} max={last} value={step} text={text} onChange={goTo} />
    </div>
  );
}
