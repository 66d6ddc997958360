/** Which time of a run is shown: the clock of the scene says it, so that one slider moves light and water alike. */
import { useState } from 'react';
import { useCityState } from '../../../state/city-state.ts';
import type { Hydraulics } from './hydraulics-answer.ts';
import { dayAndMinute, stepAt } from './time-steps.ts';

/** @returns the step, and what goes to another */
export function useStep(answer: Hydraulics): readonly [step: number, goTo: (step: number) => void] {
  const minute = useCityState((state) => state.minuteOfDay);
  const [day, setDay] = useState(0);
  const goTo = (step: number): void => {
    const at = dayAndMinute(answer, step);
    setDay(at.day);
    useCityState.getState().set({ minuteOfDay: at.minute });
  };
  return [minute === null ? 0 : stepAt(answer, day, minute), goTo];
}
