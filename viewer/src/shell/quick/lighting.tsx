/** The foot of the layer panel: how opaque the ground is, and what time it is in the scene. */
import { useCityState } from '../../state/city-state.ts';
import { useWords } from './use-words.ts';

/** Minutes after midnight that stand for the three lights. */
const NOON = 12 * 60;
const EVENING = 18 * 60 + 40;
const NIGHT = 21 * 60;

export function Lighting() {
  const words = useWords();
  const { groundOpacity, minuteOfDay, set } = useCityState();
  const choices = [[null, words.auto], [NOON, words.day], [EVENING, words.dusk], [NIGHT, words.night]] as const;
  return (
    <footer className="foot">
      <label className="slide"><span>{words.groundOpacity}<b>{Math.round(groundOpacity * 100)} %</b></span>
        <input type="range" min={0} max={100} value={Math.round(groundOpacity * 100)} onChange={(event) => set({ groundOpacity: Number(event.target.value) / 100 })} /></label>
      <fieldset className="segments"><legend>{words.time}</legend>
        {choices.map(([minute, name]) => <button key={name} type="button" aria-pressed={minuteOfDay === minute} onClick={() => set({ minuteOfDay: minute })}>{name}</button>)}
      </fieldset>
    </footer>
  );
}
