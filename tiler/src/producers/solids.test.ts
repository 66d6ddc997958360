import { validateBytes } from 'gltf-validator';
import { describe, expect, it } from 'vitest';
import { collections } from '@twin/gis-data/index.ts';
import { LocalFrame, toEcef } from '../heights.ts';
import { produce } from '../produce-job.ts';

const CELL = { z: 16, x: 105_743, y: 40_057 };
const AT: [number, number] = [110.4505, 20.0305];

function wkb(type: number, points: number[][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(5 + (type === 1 ? 0 : 4) + (type === 3 ? 4 : 0) + points.length * 24));
  view.setUint8(0, 1);
  view.setUint32(1, 1000 + type, true);
  let at = 5;
  if (type === 3) { view.setUint32(at, 1, true); at += 4; }
  if (type !== 1) { view.setUint32(at, points.length, true); at += 4; }
  for (const point of points) for (const value of point) { view.setFloat64(at, value, true); at += 8; }
  return new Uint8Array(view.buffer);
}

const [x, y] = AT;
const GEOMETRY = {
  extrusion: wkb(3, [[x, y, 0], [x + 0.0002, y, 0], [x + 0.0002, y + 0.0002, 0], [x, y + 0.0002, 0], [x, y, 0]]),
  // A right angle and a fall: the joint is the hard part.
  tube: wkb(2, [[x, y, 3], [x + 0.0003, y, 2.8], [x + 0.0003, y + 0.0003, 2.6]]),
  shaft: wkb(1, [[x, y, 5]]),
  model: wkb(1, [[x, y, 5]]),
} as const;
const PROPERTIES = { height_metres: 20, floors_above: 6, facade: 'dwelling', width_mm: 600, wall_mm: 60, depth_metres: 3, appurtenance: 'manhole', class: 'PS', form: 'palm' };

describe('3D content', () => {
  for (const { collection } of collections.filter((entry) => entry.collection.symbol.kind in GEOMETRY)) {
    it(`of ${collection.id} is valid glTF without errors or warnings`, async () => {
      const kind = collection.symbol.kind as keyof typeof GEOMETRY;
      const bytes = produce({ format: 'glb', collection, address: CELL, rows: [{ gid: 3, id: 'X3', wkb: GEOMETRY[kind], properties: PROPERTIES }] });
      const { issues } = await validateBytes(bytes);
      expect({ errors: issues.numErrors, warnings: issues.numWarnings }).toEqual({ errors: 0, warnings: 0 });
    });
  }

  it('stands where the survey says, to the millimetre, with the height above the geoid', () => {
    const frame = new LocalFrame(110.45, 20.03);
    const local = frame.local(110.4505, 20.0305, 5.29);
    const m = frame.transform();
    const ecef = [0, 1, 2].map((axis) => local.reduce((sum, value, column) => sum + value * (m[column * 4 + axis] ?? 0), m[12 + axis] ?? 0));
    // EGM96 lies 11.20 m under the ellipsoid here: published grid value at 20.03° N, 110.45° E.
    const expected = toEcef(110.4505, 20.0305, 5.29 - 11.20472);
    expect(Math.hypot(...ecef.map((value, axis) => value - (expected[axis] ?? 0)))).toBeLessThan(0.001);
  });

  it('knows the corner of the ellipsoid', () => {
    expect(toEcef(0, 0, 0)).toEqual([6_378_137, 0, 0]);
    expect(toEcef(0, 90, 0)[2]).toBeCloseTo(6_356_752.314, 2);
  });
});
