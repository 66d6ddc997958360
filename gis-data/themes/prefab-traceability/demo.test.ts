import { beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../demo/district.ts';
import { localMetres } from '../../demo/frame.ts';
import { makeDistrict } from '../../demo/make-district.ts';
import { contains, ringOf } from '../../demo/polygon.ts';
import { PREFAB_TOWER_ID } from '../buildings/demo.ts';
import { PART_STATES } from './codes.ts';

describe('the precast parts of the demo tower', () => {
  let parts: readonly Row[];
  let events: readonly Row[];
  let tower: Row;
  beforeAll(async () => {
    const { tables } = await makeDistrict();
    parts = tables['prefab_part'] ?? [];
    events = tables['part_event'] ?? [];
    const found = tables['building']?.find((row) => row.id === PREFAB_TOWER_ID);
    if (!found) throw new Error('no tower');
    tower = found;
  }, 120_000);

  it('are at least 1,500, of walls, façades, slabs, stairs, balconies and bathroom pods', () => {
    expect(parts.length).toBeGreaterThanOrEqual(1500);
    expect(new Set(parts.map((row) => row['kind']))).toEqual(
      new Set(['wall', 'facade', 'slab', 'stair', 'balcony', 'bathroom-pod']),
    );
  });

  it('lie within the tower: its outline, its storeys', () => {
    const ring = ringOf(tower.geom);
    const ground = Number(tower['ground_elevation_metres']);
    for (const row of parts) {
      if (row.geom.type !== 'Point') throw new Error(`${row.id} is no point`);
      const [longitude = 0, latitude = 0, z = Number.NaN] = row.geom.coordinates;
      expect(contains(ring, localMetres(longitude, latitude)), row.id).toBe(true);
      const floor = ground + (Number(String(row['storey']).slice(0, -1)) - 1) * 3;
      expect(z).toBeGreaterThan(floor - 0.1);
      expect(z + Number(row['height_mm']) / 1000).toBeLessThan(floor + 3.01);
      expect(z + Number(row['height_mm']) / 1000).toBeLessThan(ground + Number(tower['height_metres']));
    }
  });

  it('are in every state of a part’s life', () => {
    expect(new Set(parts.map((row) => row['state']))).toEqual(new Set(Object.keys(PART_STATES)));
  });

  it('were made before they went up, and neither after the district’s day', () => {
    for (const row of parts) {
      const [produced, erected] = [row['produced_on'], row['erected_on']];
      if (typeof produced === 'string') expect(produced <= '2026-01-12').toBe(true);
      if (typeof erected === 'string')
        expect(String(produced) < erected && erected <= '2026-01-12', row.id).toBe(true);
    }
  });

  it('have a life that ends in the state of the register, in the order of states, on days that do not go back', () => {
    const lives = Map.groupBy(events, (row) => String(row['part']));
    const order = Object.keys(PART_STATES);
    for (const part of parts) {
      const life = lives.get(part.id) ?? [];
      expect(life.at(-1)?.['state'], part.id).toBe(part['state']);
      const places = life.map((event) => order.indexOf(String(event['state'])));
      expect(places, part.id).toEqual(places.toSorted((a, b) => a - b));
      const days = life.map((event) => String(event['happened_on']));
      expect(days, part.id).toEqual(days.toSorted());
      expect((days.at(-1) ?? '') <= '2026-01-12', part.id).toBe(true);
      const dayOf = (state: string) =>
        life.find((event) => event['state'] === state)?.['happened_on'] ?? null;
      expect(dayOf('cast'), part.id).toBe(part['produced_on']);
      expect(dayOf('installed'), part.id).toBe(part['erected_on']);
    }
  });

  it('of two pieces for one place, one is scrapped', () => {
    const places = Map.groupBy(parts, (row) => row['location_no']);
    for (const pieces of places.values())
      expect(pieces.filter((row) => row['state'] !== 'scrapped')).toHaveLength(1);
    expect(new Set(parts.map((row) => row['qr_id'])).size).toBe(parts.length);
  });
});
