import { describe, expect, it } from 'vitest';
import { parseCoordinates } from '../../coordinates/parse-coordinates.ts';
import { groupFound, splitAtMatch } from './found.ts';

const result = (collection: string, id: string) => ({
  collection,
  id,
  title: id,
  longitude: 110.45,
  latitude: 20.03,
});

describe('what was found', () => {
  it('stands together by theme, the theme of the best result first', () => {
    const groups = groupFound(
      [],
      [
        result('roads', 'N04'),
        result('pipe-lines', 'PS-1'),
        result('water', 'W1'),
        result('pipe-points', 'WS1'),
      ],
    );
    expect(groups.map(({ theme, rows }) => [theme?.id, rows.length])).toEqual([
      ['base-map', 2],
      ['underground-pipes', 2],
    ]);
  });

  it('begins with the places that the text can mean', () => {
    const groups = groupFound(parseCoordinates('431986.864 2214712.422'), [result('roads', 'N04')]);
    expect(groups.map(({ theme, rows }) => [theme?.id, rows.length])).toEqual([
      [undefined, 2],
      ['base-map', 1],
    ]);
  });

  it('leaves out what no theme declares', () => {
    expect(groupFound([], [result('trams', 'T1')])).toEqual([]);
  });

  it('is marked where the text stands', () => {
    expect(splitAtMatch('望海大道', '海大')).toEqual(['望', '海大', '道']);
    expect(splitAtMatch('Wanghai Avenue', ' AVE ')).toEqual(['Wanghai ', 'Ave', 'nue']);
    expect(splitAtMatch('N04', '望海')).toEqual(['N04', '', '']);
  });
});
