import { describe, expect, it } from 'vitest';
import { sourceTitle } from './source-title.ts';

describe('the title of a source', () => {
  it('says what a file brought and what it is called, with the file itself beside', () => {
    expect(sourceTitle('INFRA_StreetLights.geojson', ['lamps'], 'zh-CN')).toEqual({
      title: '路灯 · Street lights',
      file: 'INFRA_StreetLights.geojson',
    });
    expect(sourceTitle('INFRA_StreetLightsNotCityOwned.geojson', ['lamps'], 'en').title).toBe(
      'Lamps · Street lights not city owned',
    );
  });

  it('names the theme where a file brought several collections of it', () => {
    expect(sourceTitle('L-TOWN.inp', ['pipe-lines', 'pipe-points'], 'zh-CN').title).toBe('地下管线 · L TOWN');
  });

  it('reads names of packed files, with years and Chinese words', () => {
    expect(sourceTitle('trees_2024.csv.gz', ['trees'], 'en').title).toBe('Trees · Trees 2024');
    expect(sourceTitle('海口路灯普查.csv', ['lamps'], 'zh-CN').title).toBe('路灯 · 海口路灯普查');
  });

  it('leaves what somebody gave a title, and a file of unknown contents its name', () => {
    expect(sourceTitle('北岸示范区', ['roads'], 'en')).toEqual({ title: '北岸示范区', file: undefined });
    expect(sourceTitle('Survey of May 2024, part 1.2', ['roads'], 'en').file).toBeUndefined();
    expect(sourceTitle('north-sewer', ['pipe-lines'], 'en').title).toBe('north-sewer');
    expect(sourceTitle('open_space.geojson', [], 'en').title).toBe('Open space');
  });
});
