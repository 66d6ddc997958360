import { beforeAll, describe, expect, it } from 'vitest';
import type { Row, Series } from '../../demo/district.ts';
import { localMetres, type Point } from '../../demo/frame.ts';
import { makeDistrict } from '../../demo/make-district.ts';
import { contains, ringOf } from '../../demo/polygon.ts';
import { HOSPITAL_ID } from '../buildings/demo.ts';
import { inspectionDue } from './inspection-due.ts';

describe('the bearings of the demo hospital', () => {
  let bearings: readonly Row[];
  let events: readonly Row[];
  let motions: Map<string, Row>;
  let records: { id: string; x: readonly number[]; y: readonly number[] }[];
  let sensors: readonly Series[];
  let buildings: Map<string, Row>;
  beforeAll(async () => {
    const { tables, curves, series } = await makeDistrict();
    bearings = tables['isolation_bearing'] ?? [];
    events = tables['bearing_event'] ?? [];
    motions = new Map(tables['motion_record']?.map((row) => [row.id, row]));
    records = curves.flatMap((curve) =>
      'motionRecord' in curve ? [{ ...curve, id: curve.motionRecord }] : [],
    );
    sensors = series.filter(({ collection }) => collection === 'isolation-bearings');
    buildings = new Map(tables['building']?.map((row) => [row.id, row]));
  }, 120_000);

  const positionOf = (row: Row): { at: Point; z: number } => {
    if (row.geom.type !== 'Point') throw new Error(`${row.id} is no point`);
    const [longitude = 0, latitude = 0, z = Number.NaN] = row.geom.coordinates;
    return { at: localMetres(longitude, latitude), z };
  };

  it('are more than sixty, most under the ward building itself', () => {
    expect(bearings.length).toBeGreaterThanOrEqual(60);
    expect(bearings.filter((row) => row['building'] === HOSPITAL_ID).length).toBeGreaterThanOrEqual(60);
  });

  it('lie within the outline of the building that they name, below its ground floor and above its cellars', () => {
    for (const row of bearings) {
      const building = buildings.get(String(row['building']));
      if (!building) throw new Error(`${row.id} names no building`);
      const { at, z } = positionOf(row);
      expect(contains(ringOf(building.geom), at), row.id).toBe(true);
      const below = Number(building['ground_elevation_metres']) - z;
      expect(below).toBeGreaterThan(Number(row['height_mm']) / 1000);
      expect(below).toBeLessThan(2.5);
    }
  });

  it('stand 8.4 m from their neighbours on the axes, and never in each other', () => {
    const at = new Map(bearings.map((row) => [row['axis'], positionOf(row).at]));
    const [a = [0, 0], b = [1, 1], c = [1, 1]] = [at.get('B-4'), at.get('B-5'), at.get('C-4')];
    expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeCloseTo(8.4, 2);
    expect(Math.hypot(a[0] - c[0], a[1] - c[1])).toBeCloseTo(8.4, 2);
    const all = [...at.values()];
    for (const [index, one] of all.entries()) {
      for (const other of all.slice(index + 1))
        expect(Math.hypot(one[0] - other[0], one[1] - other[1])).toBeGreaterThan(2);
    }
  });

  it('are abnormal beyond 50 mm aside or 5 mm down, else late when their inspection was before the district’s day', () => {
    for (const row of bearings) {
      const isBad = Number(row['displacement_mm']) > 50 || Number(row['compression_mm']) > 5;
      const next = String(row['next_inspection_on']);
      expect(row['condition'], row.id).toBe(
        isBad ? 'bad' : next < '2026-01-12' ? 'over' : next < '2026-02-11' ? 'due' : 'ok',
      );
    }
    expect(new Set(bearings.map((row) => row['condition']))).toEqual(new Set(['ok', 'due', 'over', 'bad']));
  });

  it('have a life from which their register follows: installed, last and next inspection, condition', () => {
    const lives = Map.groupBy(events, (row) => String(row['bearing']));
    for (const row of bearings) {
      const life = lives.get(row.id) ?? [];
      const days = (...kinds: string[]) =>
        life
          .filter((event) => kinds.includes(String(event['kind'])))
          .map((event) => String(event['happened_on']));
      const inspections = life.flatMap((event) => {
        const kind = event['kind'];
        return kind === 'routine' || kind === 'periodic'
          ? [{ kind, on: String(event['happened_on']) } as const]
          : [];
      });
      const due = inspectionDue(days('completed')[0] ?? '', inspections, '2026-01-12');
      expect(due.next, row.id).toBe(row['next_inspection_on']);
      if (row['condition'] !== 'bad') expect(due.state, row.id).toBe(row['condition']);
      expect(days('installed', 'replaced').toSorted().at(-1), row.id).toBe(row['installed_on']);
      const last = row['last_inspected_on'];
      if (last !== null)
        expect(
          inspections
            .map(({ on }) => on)
            .toSorted()
            .at(-1),
          row.id,
        ).toBe(last);
      expect(
        life.every((event) => String(event['happened_on']) <= '2026-01-12'),
        row.id,
      ).toBe(true);
    }
  });

  it('were moved by the earthquake within the limit of service, as one stiff body, and came to rest again', () => {
    expect(records).toHaveLength(5);
    for (const { id, x, y } of records) {
      const aside = x.map((mm, sample) => Math.hypot(mm, y[sample] ?? 0));
      const most = Math.max(...aside);
      expect(most, id).toBeGreaterThan(30);
      expect(most, id).toBeLessThan(50);
      expect(most, id).toBeCloseTo(Number(motions.get(id)?.['peak_mm']), 1);
      expect(aside[0], id).toBeLessThan(0.1);
      expect(Math.max(...aside.slice(-40)), id).toBeLessThan(5);
    }
    const [first, ...others] = records;
    for (const other of others)
      other.x.forEach((mm, sample) => expect(Math.abs(mm - (first?.x[sample] ?? 0))).toBeLessThan(8));
  });

  it('were looked at two days after it', () => {
    const after = events.filter((event) => event['kind'] === 'emergency');
    expect(after).toHaveLength(bearings.length);
    for (const { id, happened_on: on } of after) expect(on, id).toBe('2024-06-13');
  });

  it('have sensors at five of them, whose hours of a year stay far below the limit of service', () => {
    const byBearing = Map.groupBy(sensors, ({ featureId }) => featureId);
    expect([...byBearing.keys()].toSorted()).toEqual(['GZ-A-11', 'GZ-A-2', 'GZ-C-6', 'GZ-E-11', 'GZ-E-2']);
    for (const streams of byBearing.values()) {
      expect(streams.map(({ property }) => property)).toEqual([
        'displacement_x',
        'displacement_y',
        'settlement',
        'tilt',
        'temperature',
      ]);
      for (const { property, hours } of streams) {
        expect(hours).toHaveLength(365 * 24);
        if (property.startsWith('displacement'))
          expect(Math.max(...hours.map(Math.abs)), property).toBeLessThan(15);
      }
    }
  });

  it('carry an id of IFC each, of their own', () => {
    expect(new Set(bearings.map((row) => row['ifc_guid'])).size).toBe(bearings.length);
    for (const row of bearings) expect(row['ifc_guid']).toMatch(/^[0-3][0-9A-Za-z_$]{21}$/);
  });
});
