/** The meters of the city by the names that tables have for them. */
import type pg from 'pg';

export type KnownMeter = {
  readonly id: string;
  readonly unit: 'kWh' | 'm³';
  readonly title: { readonly zh: string; readonly en: string };
};
export type Meters = {
  /** By its number or its id. */
  find(name: string): KnownMeter | undefined;
};

/** A number that two meters have is no name. */
export async function loadMeters(pool: pg.Pool): Promise<Meters> {
  const { rows } = await pool.query<{ id: string; meter_no: string; energy_kind: string }>(
    'select id, meter_no, energy_kind from energy_meter',
  );
  const byName = new Map<string, KnownMeter | null>();
  for (const { id, meter_no: number, energy_kind: kind } of rows) {
    const meter: KnownMeter = {
      id,
      unit: kind === 'electricity' || kind === 'cooling' ? 'kWh' : 'm³',
      title: { zh: '读数', en: 'Readings' },
    };
    byName.set(number, byName.has(number) ? null : meter);
    byName.set(id, meter);
  }
  return { find: (name) => byName.get(name.trim()) ?? undefined };
}
