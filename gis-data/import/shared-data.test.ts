import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../store/connect.ts';
import { openFreshCity } from '../store/open-fresh-city.ts';
import { importFiles, type ImportRequest } from './import-files.ts';

const SERVER = process.env['TEST_DATABASE_URL'];
const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const NO_DATA = existsSync(DATA) ? '' : ' (skipped: the folder ../shared/data is not there)';

type Wish = Partial<ImportRequest>;
/** What is said of each file: what would be stored of it, or the code of its refusal. */
type Row = readonly [files: string, wish: Wish, verdict: string];

const theme = (id: string, more: Wish = {}): Wish => ({ target: { theme: id }, ...more });
const lamps = theme('street-lighting');
const base = theme('base-map');
const buildings = theme('buildings');
const green = theme('greening-remote-sensing');
const water = theme('underground-pipes', { wishes: { map: [], set: new Map([['class', 'JS']]) } });
const sewer = theme('underground-pipes', { wishes: { map: [], set: new Map([['class', 'PS']]) } });
const waste = theme('waste-sorting', {
  wishes: { map: [], set: new Map([['stream', 'other']]) },
});
const plan = theme('underground-pipes', {
  crs: { at: { longitude: 110.3, latitude: 20, heightMetres: 0, headingDegrees: 0 } },
});

const ROWS: readonly Row[] = [
  ['city/cambridge/INFRA_StreetLights.geojson', lamps, 'lamps 6117'],
  ['city/cambridge/INFRA_StreetLightsNotCityOwned.geojson', lamps, 'lamps 1590'],
  ['city/cambridge/INFRA_ParkLights.geojson', lamps, 'lamps 858'],
  ['city/cambridge/TRAFFIC_Signals.geojson', lamps, 'lamps 785'],
  ['city/cambridge/DPW_LitterBarrels.geojson', waste, 'waste-points 990'],
  ['city/cambridge/RECREATION_OpenSpace.geojson', green, 'green-spaces 276'],
  ['city/cambridge/BASEMAP_Vegetation.geojson', green, 'green-spaces 96'],
  ['city/cambridge/TRANS_Centerlines.geojson', base, 'roads 2644'],
  ['city/cambridge/HYDRO_WaterBodies.geojson', base, 'water 74'],
  ['city/cambridge/INFRA_Drainage.geojson', base, 'roads 137'],
  ['city/cambridge/BOUNDARY_CDDNeighborhoods.geojson', base, 'water 13'],
  ['city/cambridge/CDD_SustainableBuildings.topojson', buildings, 'geometry-unfit'],
  ['city/monaco/buildings.geojson', buildings, 'buildings 1207'],
  ['city/monaco/green.geojson', green, 'green-spaces 87'],
  ['city/monaco/poi_points.geojson', green, 'trees 2377'],
  ['city/monaco/roads.geojson', base, 'roads 2361'],
  ['city/monaco/monaco-latest.osm.pbf', base, 'layers-many'],
  ['city/monaco/monaco-latest.osm.pbf', { ...base, layers: ['lines'] }, 'roads 2623'],
  ['city/portland/park_trees.csv.gz', green, 'trees 25534'],
  ['city/cityjson/delft.json', {}, 'buildings 160'],
  ['city/cityjson/delft_1b.json', {}, 'buildings 1'],
  ['city/cityjson/DH_01_subs.city.json', {}, 'crs-missing'],
  ['city/cityjson/DH_01_subs.city.json', { crs: { crs: 'EPSG:28992' } }, 'buildings 4'],
  ['city/cityjson/multi_lod.json', { crs: { crs: 'EPSG:7415' } }, 'buildings 10'],
  ['city/cityjson/rotterdam_one.json', {}, 'buildings 1'],
  ['city/cityjson/rotterdam_subset.json', { crs: { crs: 'EPSG:28992' } }, 'buildings 16'],
  ['city/plateau/yokosuka-shi/udx/bldg/52397519_bldg_6697_op.gml', {}, 'buildings 13'],
  ['city/plateau/yokosuka-shi/udx/dem/523965_dem_6697_05_op.gml', {}, 'no-features'],
  ['city/plateau/numazu-shi/udx/fld/52385721_fld_6697_l1_op.gml', {}, 'no-features'],
  ['city/plateau/numazu-shi/udx/lsld/523857_lsld_6668_op.gml', {}, 'no-features'],
  ['city/plateau/numazu-shi/udx/luse/523836_luse_6668_op.gml', {}, 'no-features'],
  ['city/plateau/numazu-shi/udx/tnm/523855_tnm_6697_op.gml', {}, 'no-features'],
  ['city/plateau/numazu-shi/udx/urf/523857_urf_6668_op.gml', {}, 'no-features'],
  ['pipes/epanet/Net1.inp', plan, 'pipe-lines 12, pipe-points 12'],
  ['pipes/epanet/Net1_broken.inp', plan, 'network-broken'],
  ['pipes/epanet/Net2.inp', plan, 'pipe-lines 40, pipe-points 36'],
  ['pipes/epanet/Net3.inp', plan, 'pipe-lines 117, pipe-points 99'],
  ['pipes/epanet/Net6.inp', plan, 'pipe-lines 3829, pipe-points 3419'],
  ['pipes/epanet/ZJ.inp', plan, 'pipe-lines 164, pipe-points 114'],
  ['pipes/epanet/Balerma.inp', plan, 'pipe-lines 454, pipe-points 447'],
  ['pipes/epanet/BWSN_Network_1.inp', plan, 'pipe-lines 168, pipe-points 139'],
  ['pipes/epanet/C-Town_BWCN.inp', plan, 'pipe-lines 429, pipe-points 411'],
  ['pipes/epanet/D-Town.inp', plan, 'pipe-lines 443, pipe-points 423'],
  ['pipes/epanet/L-TOWN.inp', plan, 'pipe-lines 905, pipe-points 789'],
  ['pipes/epanet/exnet.inp', plan, 'pipe-lines 2465, pipe-points 1896'],
  ['pipes/epanet/ky1.inp', plan, 'pipe-lines 984, pipe-points 860'],
  ['pipes/epanet/ky2.inp', plan, 'pipe-lines 1124, pipe-points 816'],
  ['pipes/epanet/ky4.inp', plan, 'pipe-lines 1156, pipe-points 966'],
  ['pipes/epanet/ky8.inp', plan, 'pipe-lines 1614, pipe-points 1336'],
  ['pipes/epanet/ky10.inp', plan, 'pipe-lines 1043, pipe-points 953'],
  ['pipes/swmm/bellinge_small.inp', {}, 'crs-missing'],
  ['pipes/swmm/bellinge_small.inp', { crs: { crs: 'EPSG:32632' } }, 'pipe-lines 15, pipe-points 16'],
  ['pipes/swmm/bellinge_small_nodes.geojson', sewer, 'pipe-points 15'],
  ['pipes/swmm/bellinge_small_edges.geojson', sewer, 'pipe-lines 14'],
  ['pipes/swmm/bellinge_small_subcatchments.geojson', sewer, 'geometry-unfit'],
  ['pipes/santboi/sewer_node.geojson', sewer, 'pipe-points 196'],
  ['pipes/santboi/sewer_arc.geojson', sewer, 'pipe-lines 206'],
  ['pipes/santboi/sewer_connec.geojson', sewer, 'pipe-points 471'],
  ['pipes/santboi/sewer_gully.geojson', sewer, 'pipe-points 231'],
  ['pipes/santboi/sewer_link.geojson', sewer, 'pipe-lines 708'],
  ['pipes/santboi/sewer_polygon.geojson', sewer, 'geometry-unfit'],
  ['pipes/santboi/water_node.geojson', water, 'pipe-points 238'],
  ['pipes/santboi/water_arc.geojson', water, 'pipe-lines 269'],
  ['pipes/santboi/water_connec.geojson', water, 'pipe-points 477'],
  ['pipes/santboi/water_link.geojson', water, 'pipe-lines 478'],
  ['pipes/santboi/water_polygon.geojson', water, 'geometry-unfit'],
  ['pipes/santboi/water_zone_dma.geojson', water, 'geometry-unfit'],
  ['pipes/santboi/water_zone_presszone.geojson', water, 'geometry-unfit'],
  ['pipes/santboi/water_zone_sector.geojson', water, 'geometry-unfit'],
  ['pipes/santboi/ext_address.geojson', base, 'geometry-unfit'],
  ['pipes/santboi/ext_plot.geojson', base, 'water 258'],
  ['pipes/santboi/ext_streetaxis.geojson', base, 'roads 26'],
  ['pipes/santboi/ext_municipality.geojson', base, 'water 2'],
  ['raster/olinda/olinda1.shp', base, 'water 470'],
  ['raster/dem/lux.shp', base, 'water 12'],
  ['raster/dem/elev.tif', base, 'elevation-models 1'],
  ['raster/olinda/olinda_dem_utm25s.tif', base, 'elevation-models 1'],
  ['raster/olinda/L7_ETMs.tif', green, 'bands-unknown'],
  [
    'raster/olinda/L7_ETMs.tif',
    { ...green, bands: ['blue', 'green', 'red', 'nir', 'swir1', 'swir2'] },
    'imagery 1, ndvi 1, ndvi-change 1',
  ],
  ['raster/olinda/lc.tif', green, 'land-cover 1'],
  ['raster/naip-cog/usda_naip_128_none_z2.tif', green, 'imagery 1'],
  ['raster/naip-cog/usda_naip_256_lzw_z3.tif', green, 'imagery 1'],
  ['raster/naip-cog/usda_naip_512_deflate_z2.tif', green, 'imagery 1'],
  ['raster/naip-cog/usda_naip_512_jpeg_z5.tif', green, 'imagery 1'],
  ['raster/naip-cog/usda_naip_512_webp_z5.tif', green, 'imagery 1'],
  ['energy/il-electricity-cdd-hdd-hourly.csv.gz', theme('building-energy'), 'no-coordinates'],
  ['energy/metadata.json', theme('building-energy'), 'not-geojson'],
  ['conformance/pmtiles/test_fixture_1.pmtiles', base, 'nothing-to-import'],
  ['conformance/pmtiles/unclustered.pmtiles', base, 'file-broken'],
  ['conformance/pmtiles/invalid.pmtiles', base, 'no-coordinates'],
  ['ifc/building/IfcOpenHouse_IFC4.ifc', base, 'format-not-read'],
  ['ifc/hostile/empty.ifc', base, 'file-empty'],
];

describe.skipIf(NO_DATA !== '')(`each real file${NO_DATA}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-shared-'));
  let database: Database;
  beforeAll(async () => {
    database = await openFreshCity(SERVER, folder);
  }, 120_000);
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(ROWS)('%s', async (file, wish, verdict) => {
    const request: ImportRequest = {
      files: [join(DATA, file)],
      target: {},
      wishes: { map: [], set: new Map() },
      crs: {},
      columns: {},
      workFolder: join(folder, 'imports'),
      rasterFolder: join(folder, 'rasters'),
      sure: true,
      ...wish,
      dryRun: true,
    };
    const said: string[] = [];
    for await (const report of importFiles(database.pool, request, {
      confirm: async () => true,
      progress: () => {},
    })) {
      if ('failed' in report) said.push(report.failed.code);
      else
        said.push(
          ...report.collections.map(
            ({ collection, read, rejected }) =>
              `${collection} ${read - rejected}${rejected > 0 ? ` (${rejected} rejected)` : ''}`,
          ),
        );
    }
    expect(said.join(', '), basename(file)).toBe(verdict);
  });
});
