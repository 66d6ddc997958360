import { themes } from '@twin/gis-data/index.ts';
import { PIPE_SUB_CLASSES } from '@twin/gis-data/themes/underground-pipes/codes.ts';
import { describe, expect, it } from 'vitest';
import type { LayerInfo } from '../../city-data/server-answers.ts';
import { filteredTree, layerTree, sampleColour, type ThemeRow } from './layer-tree.ts';

const PIPES: LayerInfo = {
  id: 'pipe-lines',
  revision: 3,
  count: 1200,
  km: 65.41,
  codes: { JS: 14.82, PS: 21.36 },
  finer: { JS: { JP: 14.82 }, PS: { WS: 9.46, YS: 11.9 } },
  sources: [],
  ogc: '',
};
const TREE = layerTree(themes, new Map([['pipe-lines', PIPES]]));
const row = (tree: readonly ThemeRow[], id: string): ThemeRow | undefined =>
  tree.find(({ theme }) => theme.id === id);

describe('the layer tree', () => {
  it('has the classes of CJJ 61 straight under the pipes, in the order of the standard, and the points after them', () => {
    const pipes = row(TREE, 'underground-pipes');
    expect(pipes?.main?.codes.map(({ code }) => code)).toEqual([
      'JS',
      'PS',
      'RQ',
      'RL',
      'DL',
      'TX',
      'GY',
      'QT',
    ]);
    expect(pipes?.main?.codes.map(({ amount }) => amount)).toEqual([14.82, 21.36, 0, 0, 0, 0, 0, 0]);
    expect(pipes?.others.map(({ collection }) => collection.id)).toEqual(['pipe-points']);
  });

  it('tells apart what a class consists of, where there is more than one', () => {
    const codes = row(TREE, 'underground-pipes')?.main?.codes;
    expect(codes?.find(({ code }) => code === 'PS')?.finer.map(({ code, amount }) => [code, amount])).toEqual(
      [
        ['YS', 11.9],
        ['WS', 9.46],
      ],
    );
    expect(codes?.find(({ code }) => code === 'JS')?.finer).toEqual([]);
  });

  it('knows no amounts before the server has answered', () => {
    expect(row(layerTree(themes, new Map()), 'underground-pipes')?.main?.codes[0]?.amount).toBeUndefined();
  });

  it('has nothing to switch in what the visitor may not see', () => {
    const points = row(TREE, 'underground-pipes')?.others[0];
    expect([points?.isForbidden, points?.codes]).toEqual([true, []]);
    expect(row(TREE, 'underground-pipes')?.main?.isForbidden).toBe(false);
  });

  it('leaves out the base map and what is not drawn', () => {
    expect(row(TREE, 'base-map')).toMatchObject({
      main: undefined,
      others: [{ collection: { id: 'elevation-models' } }],
    });
    expect(row(TREE, 'building-energy')?.others).toEqual([]);
  });

  it('is filtered by names and codes in the language of the page', () => {
    expect(
      filteredTree(TREE, '燃气', 'zh-CN').map(({ theme, main }) => [
        theme.id,
        main?.codes.map(({ code }) => code),
      ]),
    ).toEqual([['underground-pipes', ['RQ']]]);
    expect(filteredTree(TREE, ' rq ', 'en').map(({ theme }) => theme.id)).toEqual(['underground-pipes']);
    const foul = row(filteredTree(TREE, '污水', 'zh-CN'), 'underground-pipes')?.main?.codes;
    expect(foul?.map(({ code, finer }) => [code, finer.map((part) => part.code)])).toEqual([['PS', ['WS']]]);
    expect(row(filteredTree(TREE, '地下', 'zh-CN'), 'underground-pipes')).toEqual(
      row(TREE, 'underground-pipes'),
    );
    expect(filteredTree(TREE, 'no such layer', 'en')).toEqual([]);
    expect(filteredTree(TREE, '  ', 'en')).toBe(TREE);
  });

  it('draws its samples in the colours of the scene', () => {
    const pipes = row(TREE, 'underground-pipes')?.main;
    const gas = pipes?.codes.find(({ code }) => code === 'RQ')?.word;
    expect(pipes && sampleColour(pipes.collection, gas, 'dark')).toBe('#FF2EFF');
    expect(pipes && sampleColour(pipes.collection, gas, 'light')).toBe('#E800E8');
    expect(pipes && sampleColour(pipes.collection, undefined, 'light')).toBeUndefined();
    const other = pipes?.codes.find(({ code }) => code === 'QT')?.word;
    expect(pipes && sampleColour(pipes.collection, other, 'light', PIPE_SUB_CLASSES.ZH)).toBe('#000000');
    expect(pipes && sampleColour(pipes.collection, gas, 'light', PIPE_SUB_CLASSES.TR)).toBe('#E800E8');
  });
});
