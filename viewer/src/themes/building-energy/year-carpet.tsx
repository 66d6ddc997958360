/**
 * A year of hours as a carpet: days across, hours down. What was not read is hatched. Colours are read once: another
 * theme is another carpet.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { formatNumber } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import type { EnergyHours } from './energy-answers.ts';
import { WORDS } from './words.ts';

const HOURS_A_DAY = 24;
const DAY_MS = 86_400_000;
const STEPS = [1, 2, 3, 4, 5, 6, 7];
const BYTE = 255;

export function YearCarpet({ hours, year }: { readonly hours: EnergyHours; readonly year: number }) {
  const { of } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [at, setAt] = useState<number>();
  const { kwh, first_day: firstDay } = hours;
  const most = useMemo(() => kwh.reduce((high: number, one) => Math.max(high, one ?? 0), 0), [kwh]);
  const days = Math.ceil(kwh.length / HOURS_A_DAY);
  useEffect(() => {
    if (canvas.current && days > 0) paint(canvas.current, kwh, most);
  }, [kwh, most, days]);
  const value = at === undefined ? undefined : kwh[at];
  return (
    <figure className="energy-carpet">
      <figcaption>
        <span>
          {at === undefined || value === undefined
            ? '0'
            : `${dayOf(firstDay, at)} ${String(at % HOURS_A_DAY).padStart(2, '0')}:00`}
        </span>
        {value === undefined && <span className="ramp" aria-hidden="true" />}
        <span>
          {value === undefined ? formatNumber(most, 0) : value === null ? '–' : formatNumber(value, 0)} kW
        </span>
      </figcaption>
      <div className="hours" aria-hidden="true">
        <span>0</span>
        <span>12</span>
        <span>24</span>
      </div>
      <canvas
        ref={canvas}
        width={days}
        height={HOURS_A_DAY}
        role="img"
        aria-label={of(WORDS.carpetLabel)
          .replace('{year}', String(year))
          .replace('{n}', formatNumber(most, 0))}
        onPointerMove={({ nativeEvent: { offsetX, offsetY }, currentTarget }) => {
          const day = Math.floor((offsetX / currentTarget.clientWidth) * days);
          const hour = Math.floor((offsetY / currentTarget.clientHeight) * HOURS_A_DAY);
          setAt(Math.max(0, Math.min(days - 1, day)) * HOURS_A_DAY + Math.max(0, Math.min(23, hour)));
        }}
        onPointerLeave={() => setAt(undefined)}
      />
      <div className="months" aria-hidden="true">
        {Array.from({ length: 12 }, (_, month) => (
          // oxlint-disable-next-line react/no-array-index-key -- a month is its place
          <span key={month}>{month + 1}</span>
        ))}
      </div>
    </figure>
  );
}

function paint(canvas: HTMLCanvasElement, kwh: EnergyHours['kwh'], most: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const styles = getComputedStyle(canvas);
  const stops = STEPS.map((step) => channelsOf(styles.getPropertyValue(`--seq-${step}`).trim()));
  const days = Math.ceil(kwh.length / HOURS_A_DAY);
  const image = context.createImageData(days, HOURS_A_DAY);
  for (const [at, value] of kwh.entries()) {
    if (value === null) continue;
    const place = ((at % HOURS_A_DAY) * days + Math.floor(at / HOURS_A_DAY)) * 4;
    const step = most > 0 ? (value / most) * (stops.length - 1) : 0;
    const [low, high] = [stops[Math.floor(step)] ?? [], stops[Math.ceil(step)] ?? []];
    for (let channel = 0; channel < 3; channel++) {
      const from = low[channel] ?? 0;
      image.data[place + channel] = from + ((high[channel] ?? 0) - from) * (step % 1);
    }
    image.data[place + 3] = BYTE;
  }
  context.putImageData(image, 0, 0);
}

/** #RRGGBB */
function channelsOf(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

function dayOf(firstDay: string, at: number): string {
  return new Date(Date.parse(firstDay) + Math.floor(at / HOURS_A_DAY) * DAY_MS).toISOString().slice(0, 10);
}
