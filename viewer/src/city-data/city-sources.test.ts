import { describe, expect, it } from 'vitest';
import { citySources, isWithin, newSources } from './city-sources.ts';
import type { LayerInfo, SourceInfo } from './server-answers.ts';

const demo: SourceInfo = {
  title: '北岸示范区',
  licence: '演示数据',
  simulated: true,
  loaded_at: '2026-01-12T00:00:00Z',
};
const layer = (id: string, ...sources: SourceInfo[]): [string, LayerInfo] => [
  id,
  { id, revision: 1, count: 1, sources, ogc: '' },
];

describe('the sources of the city', () => {
  it('are named once and cover everything that came from them', () => {
    const layers = new Map([
      layer('roads', { ...demo, extent: [110.42, 20.01, 110.47, 20.03] }),
      layer('water', { ...demo, extent: [110.44, 20, 110.48, 20.07] }),
      layer('pipe-lines', demo),
    ]);
    expect(citySources(layers)).toEqual([
      {
        ...demo,
        key: '北岸示范区 2026-01-12T00:00:00Z',
        collections: ['roads', 'water', 'pipe-lines'],
        extent: [110.42, 20, 110.48, 20.07],
      },
    ]);
  });

  it('are new when they were loaded since, also again', () => {
    const lamps: SourceInfo = {
      title: 'Cambridge street lights',
      licence: 'PDDL',
      simulated: false,
      loaded_at: '2026-02-01T00:00:00Z',
    };
    const before = new Map([layer('lamps', demo)]);
    expect(newSources(before, before)).toEqual([]);
    expect(newSources(before, new Map([layer('lamps', demo, lamps)])).map(({ title }) => title)).toEqual([
      'Cambridge street lights',
    ]);
    expect(
      newSources(before, new Map([layer('lamps', { ...demo, loaded_at: '2026-02-02T00:00:00Z' })])),
    ).toHaveLength(1);
  });

  it('are where the camera is, or not', () => {
    expect(isWithin({ longitude: 110.45, latitude: 20.03 }, [110.42, 20.01, 110.47, 20.05])).toBe(true);
    expect(isWithin({ longitude: 110.48, latitude: 20.03 }, [110.42, 20.01, 110.47, 20.05])).toBe(false);
    expect(isWithin({ longitude: 110.48, latitude: 20.03 }, [110.42, 20.01, 110.47, 20.05], 0.02)).toBe(true);
  });
});
