import { describe, expect, it } from 'vitest';
import type { Collection, Symbol } from '@twin/gis-data/theme.ts';
import { shapeOf, type Frame, type Item } from './feature-shape.ts';

/** Level ground at z 2; a degree is 100 km; the geoid lies 10 m below the ellipsoid. */
const FRAME: Frame = {
  local: (longitude, latitude) => [longitude * 1e5, latitude * 1e5],
  surface: () => 2,
  orthometric: (metres) => metres - 10,
};
const collection = (symbol: Symbol): Collection => ({
  id: 'things',
  title: { zh: '物', en: 'Things' },
  geometry: 'Point',
  source: 'feature',
  fields: {},
  symbol,
  minZoom: 0,
});
const heights = (faces: readonly (readonly (readonly number[])[])[]): [number, number] => {
  const all = faces.flat().map((point) => point[2] as number);
  return [Math.min(...all), Math.max(...all)];
};
const TUBE = {
  kind: 'tube',
  paint: { colour: '#FFFFFF' },
  widthMm: 'dn',
  heightMm: 'h',
  wallMm: 'wall',
} as const;

describe('the outline of a feature', () => {
  it('is walls and a roof for a building, from its foot to its height', () => {
    const square = [
      [0, 0],
      [0.0001, 0],
      [0.0001, 0.0001],
      [0, 0.0001],
      [0, 0],
    ];
    const item: Item = {
      geometry: { type: 'Polygon', coordinates: [square] },
      properties: { height_metres: 20, foot: 4 },
    };
    const { faces } = shapeOf(
      collection({
        kind: 'extrusion',
        paint: { colour: '#FFFFFF' },
        height: 'height_metres',
        base: 'none',
        foot: 'foot',
      }),
      item,
      FRAME,
    );
    expect(faces).toHaveLength(5);
    expect(heights(faces)).toEqual([6, 22]);
  });

  it('goes round a pipe at its outer diameter and its own height', () => {
    const item: Item = {
      geometry: {
        type: 'LineString',
        coordinates: [
          [0, 0, 3],
          [0.001, 0, 3],
        ],
      },
      properties: { dn: 600, wall: 60 },
    };
    const { faces } = shapeOf(collection(TUBE), item, FRAME);
    const [low, high] = heights(faces);
    expect(low).toBeCloseTo(-7.36, 6);
    expect(high).toBeCloseTo(-6.64, 6);
  });

  it('lets a pipe flow the way of its record, and says nothing where that is not known', () => {
    const flows = (flow_direction: string | null, sub_class: string) =>
      shapeOf(
        collection({ ...TUBE, flow: { direction: 'flow_direction', by: 'sub_class', foul: ['WS'] } }),
        {
          geometry: {
            type: 'LineString',
            coordinates: [
              [0, 0, 3],
              [0.001, 0, 2],
            ],
          },
          properties: { flow_direction, sub_class },
        },
        FRAME,
      ).flows?.map(({ points, isFilled }) => [(points[0]?.[2] ?? 0) > (points[1]?.[2] ?? 0), isFilled]);
    expect(flows('1', 'WS')).toEqual([[true, true]]);
    expect(flows('-1', 'YS')).toEqual([[false, false]]);
    expect(flows('0', 'WS')).toEqual([]);
    expect(flows(null, 'WS')).toEqual([]);
  });

  it('puts a pipe without heights a metre below the ground', () => {
    const item: Item = {
      geometry: {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [0.001, 0],
        ],
      },
      properties: {},
    };
    const { lines } = shapeOf(collection(TUBE), item, FRAME);
    expect(lines[0]?.points.map((point) => point[2])).toEqual([1, 1]);
  });

  it('lays an area over the ground in pieces short enough to follow it', () => {
    const item: Item = {
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [0.001, 0],
            [0.001, 0.001],
            [0, 0],
          ],
        ],
      },
      properties: {},
    };
    const { faces, lines } = shapeOf(collection({ kind: 'area', paint: { colour: '#FFFFFF' } }), item, FRAME);
    expect(faces).toHaveLength(0);
    expect(lines[0]?.points.length).toBeGreaterThan(20);
  });

  it('takes millimetres and metres by the name of the field', () => {
    const item: Item = {
      geometry: { type: 'Point', coordinates: [0, 0] },
      properties: { diameter_mm: 900, height_mm: 400 },
    };
    const { faces } = shapeOf(
      collection({
        kind: 'model',
        paint: { colour: '#FFFFFF' },
        model: 'bearing',
        width: 'diameter_mm',
        height: 'height_mm',
      }),
      item,
      FRAME,
    );
    expect(heights(faces)).toEqual([2, 2.4]);
    expect(Math.max(...faces.flat().map((point) => point[0]))).toBeCloseTo(0.45, 9);
  });
});
