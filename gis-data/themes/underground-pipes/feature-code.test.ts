import { describe, expect, it } from 'vitest';
import { PIPE_SUB_CLASSES, type PipeSubClass } from './codes.ts';
import { classOfSubClass, lineFeatureCode, pointFeatureCode } from './feature-code.ts';

describe('feature codes of CJJ 61', () => {
  it.each([
    ['JY', '51011000'],
    ['JP', '51041000'],
    ['YS', '52011000'],
    ['WS', '52021000'],
    ['HS', '52031000'],
  ] as const)('of a %s line are those of the standard’s examples', (subClass, code) => {
    expect(lineFeatureCode(subClass)).toBe(code);
  });

  it.each([
    ['JP', 'elbow', '51042101'],
    ['JP', 'tee', '51042102'],
    ['JP', 'valve', '51042204'],
    ['JP', 'valve-well', '51042205'],
    ['JP', 'meter-well', '51042208'],
    ['YS', 'rain-grate', '52012204'],
    ['WS', 'manhole', '52022205'],
    ['WS', 'septic-tank', '52022215'],
  ] as const)('of a %s %s are those of the standard’s examples', (subClass, word, code) => {
    expect(pointFeatureCode(subClass, word)).toBe(code);
  });

  it('are not guessed for a point whose serial was not read', () => {
    expect(pointFeatureCode('TR', 'valve')).toBeUndefined();
  });

  it('cover every sub-class, each in one class', () => {
    for (const subClass of Object.keys(PIPE_SUB_CLASSES) as PipeSubClass[]) {
      expect(lineFeatureCode(subClass)).toMatch(/^5[1-8]\d{2}1000$/);
    }
    expect(classOfSubClass('BM')).toBe('QT');
    expect(classOfSubClass('JB')).toBe('GY');
    expect(new Set((Object.keys(PIPE_SUB_CLASSES) as PipeSubClass[]).map(lineFeatureCode)).size).toBe(37);
  });
});
