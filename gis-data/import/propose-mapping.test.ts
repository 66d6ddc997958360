import { describe, expect, it } from 'vitest';
import { collectionById } from '../index.ts';
import { proposeMapping, type ProposedMapping } from './propose-mapping.ts';
import type { Survey } from './survey.ts';

describe('the proposal of a mapping', () => {
  it('knows a column by the field, its aliases and its titles in both languages', () => {
    const { mappings } = propose('lamps', {
      灯杆编号: ['A1'],
      Street: ['Main'],
      灯高: [9, 12],
      numlamps: [1, 2],
    });
    expect(byField(mappings)).toEqual({
      pole_no: '灯杆编号',
      road_name: 'Street',
      lantern_height_metres: '灯高',
      arm_count: 'numlamps',
    });
  });

  it('takes the unit from the name of the column', () => {
    expect(propose('trees', { '冠幅(厘米)': [350, 420] }).mappings).toMatchObject([
      { field: 'crown_metres', unit: 'cm' },
    ]);
  });

  it('takes the unit that alone makes the values possible, and says why', () => {
    expect(propose('trees', { Tree_Height: [20, 60, 105, 158] }).mappings).toEqual([
      {
        field: 'height_metres',
        from: 'Tree_Height',
        unit: 'ft',
        because: 'its values, 20 to 158, can be nothing else',
      },
    ]);
    expect(propose('pipe-lines', { diameter: [0.35, 0.6] }).mappings).toMatchObject([
      { field: 'width_mm', unit: 'm' },
    ]);
    expect(propose('pipe-lines', { diameter: [150, 300] }).mappings).toEqual([
      { field: 'width_mm', from: 'diameter' },
    ]);
  });

  it('leaves a column whose values no unit or more than one explains, and says how to name it', () => {
    const { mappings, notes } = propose('trees', { Tree_Height: [1e6, 2e7] });
    expect(mappings).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('--map "Tree_Height[unit]=height_metres"')]);
  });

  it('leaves a column whose values are mostly no codes of the list', () => {
    expect(propose('pipe-lines', { material: ['PVC', 'concrete', 'xyz'] }).mappings).toHaveLength(1);
    expect(propose('pipe-lines', { material: ['x', 'y', 'PVC'] }).mappings).toEqual([]);
  });

  it('names what is needed and not given; a label is never missing, since the key stands for it', () => {
    expect(propose('pipe-points', { node_id: ['a'] }).missing).toEqual(['class']);
    expect(propose('pipe-points', {}).missing).toEqual(['class']);
  });

  it('follows what the person names before anything else', () => {
    const wishes = { map: [{ field: 'species', from: 'Genus' }], set: new Map([['form', 'palm']]) };
    const { mappings } = propose('trees', { Genus: ['Cocos'], Species: ['COCN'], 树形: ['palm'] }, wishes);
    expect(byField(mappings)).toEqual({ species: 'Genus' });
  });
});

function propose(
  id: string,
  columns: Record<string, unknown[]>,
  wishes: Parameters<typeof proposeMapping>[2] = { map: [], set: new Map() },
): ProposedMapping {
  const collection = collectionById(id)?.collection;
  if (!collection) throw new Error(`no collection ${id}`);
  const fields = Object.entries(columns).map(([name, samples]) => ({
    name,
    samples,
    filled: samples.length,
  }));
  const survey: Survey = {
    format: 'csv',
    encoding: 'utf-8',
    bytes: 0,
    sha256: '',
    features: 1,
    geometries: {},
    collections: [],
    positions: [],
    extent: null,
    fields,
    keys: [],
    records: [],
    facts: { coordinates: 'degrees', notes: [] },
  };
  return proposeMapping(collection, survey, wishes);
}

function byField(mappings: ProposedMapping['mappings']): Record<string, string> {
  return Object.fromEntries(mappings.map(({ field, from }) => [field, from]));
}
