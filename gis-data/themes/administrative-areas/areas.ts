/** Rows of the table administrative_area: the province and its 19 units, with the outlines of `outlines.geojson`. */
import { readFileSync } from 'node:fs';
import type { Feature, FeatureCollection, MultiPolygon } from 'geojson';
import { HAINAN_UNITS, PROVINCE, type Unit } from './units.ts';

/** The source that these rows are loaded under: no demo data, but no survey either. */
export const AREAS_SOURCE = {
  key: 'echarts-hainan',
  title: '海南省市县概略轮廓（示意图）',
  licence: 'Apache-2.0',
  attribution: 'Apache ECharts 4.9.0, © 2017–2020 The Apache Software Foundation',
  // Stated nowhere. City points of the same file agree with a web map in GCJ-02, so up to 0.5 km of shift is likely;
  // nothing is converted on a guess.
  crs: 'EPSG:4490 (assumed)',
  simulated: false,
} as const;

export type AdministrativeAreaRow = {
  readonly id: string;
  readonly name: string;
  readonly name_en: string;
  readonly level: Unit['level'];
  readonly parent: string | null;
  /** Division code prefix by which officials are kept to their own area. */
  readonly division: string;
  /** Longitude, latitude, degrees; generalised to about 100 m. */
  readonly geom: MultiPolygon;
};

const PROVINCE_UNIT: Unit = { name: '海南省', nameEn: 'Hainan', level: 'province' };

/**
 * The province first, since its units refer to it.
 * @throws Error when the outlines and the list of units differ
 */
export function administrativeAreas(): readonly AdministrativeAreaRow[] {
  const file = readFileSync(new URL('outlines.geojson', import.meta.url), 'utf8');
  const { features } = JSON.parse(file) as FeatureCollection<MultiPolygon>;
  return features.map(areaRow);
}

function areaRow({ id, geometry }: Feature<MultiPolygon>): AdministrativeAreaRow {
  const code = String(id);
  const unit = code === PROVINCE ? PROVINCE_UNIT : HAINAN_UNITS[code];
  if (!unit) throw new Error(`outlines.geojson has an outline of ${code}, which is no unit of Hainan`);
  return {
    id: code,
    name: unit.name,
    name_en: unit.nameEn,
    level: unit.level,
    parent: code === PROVINCE ? null : PROVINCE,
    division: code,
    geom: geometry,
  };
}
