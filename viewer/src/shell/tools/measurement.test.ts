import { describe, expect, it } from 'vitest';
import type { GroundPoint } from '../../state/city-state.ts';
import { measure } from './measurement.ts';

/** Metres of a second of arc near 20° N on the CGCS2000 ellipsoid: M·sin 1″ = 30.7508, N·cos φ·sin 1″ = 29.0674. */
const SECOND_NORTH = 30.7508;
const SECOND_EAST = 29.0674;
const at = (secondsEast: number, secondsNorth: number, heightMetres = 0): GroundPoint => ({
  longitude: 110.45 + secondsEast / 3600,
  latitude: 20 + secondsNorth / 3600,
  heightMetres,
  elevationMetres: heightMetres,
});
const figures = (...[kind, points]: Parameters<typeof measure>) =>
  Object.fromEntries(
    measure(kind, points).figures.map(({ name, text }) => [
      name,
      Number(text.replaceAll(',', '').replace('−', '-')),
    ]),
  );

describe('measuring', () => {
  it('gives the way along the ground and the way through the air, with each stretch', () => {
    const path = [at(0, 0), at(0, 10), at(10, 10, 20)];
    const found = figures('distance', path);
    expect(found['horizontal']).toBeCloseTo(10 * (SECOND_NORTH + SECOND_EAST), -0.5);
    expect(found['slope']).toBeCloseTo(10 * SECOND_NORTH + Math.hypot(10 * SECOND_EAST, 20), -0.5);
    expect(measure('distance', path).stretches).toHaveLength(2);
    expect(measure('distance', path.slice(0, 2)).stretches).toEqual([]);
  });

  it('gives the height between two points, downwards too', () => {
    expect(figures('height', [at(0, 0, 30), at(0, 2, 10)])).toMatchObject({
      height: -20,
      gradient: expect.closeTo((-20 / (2 * SECOND_NORTH)) * 100, 0),
    });
    expect(figures('height', [at(0, 0, 30), at(0, 0, 10)])).toEqual({
      height: -20,
      horizontal: 0,
      slope: 20,
    });
  });

  it('gives the ground that a shape covers, whichever way round', () => {
    const corners = [at(0, 0), at(2, 0), at(2, 2), at(0, 2)];
    expect(figures('area', corners)['area']).toBeCloseTo(4 * SECOND_NORTH * SECOND_EAST, -1);
    expect(figures('area', corners.toReversed())).toEqual(figures('area', corners));
    expect(figures('area', corners)['perimeter']).toBeCloseTo(4 * (SECOND_NORTH + SECOND_EAST), 0);
  });

  it('says nothing before there is a shape', () => {
    for (const kind of ['distance', 'height', 'area'] as const) {
      expect(measure(kind, []).figures).toEqual([]);
      expect(measure(kind, [at(0, 0)]).figures).toEqual([]);
    }
    expect(measure('area', [at(0, 0), at(1, 0)]).figures).toEqual([]);
  });
});
