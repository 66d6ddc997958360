/** Database, schema, registry and demo district: what both the server and `npm run demo` begin with. */
import { openDatabase, type Database } from '@twin/gis-data/store/connect.ts';
import { migrate } from '@twin/gis-data/store/migrate.ts';
import { sweepStaging } from '@twin/gis-data/import/staging.ts';
import { publishCatalogue } from '@twin/gis-data/store/publish-catalogue.ts';
import { servesSpatialIndex } from '@twin/gis-data/store/serves-spatial-index.ts';
import { hasDistrict, loadDistrict, removeDistrict } from '@twin/gis-data/store/load-district.ts';
import { makeDistrict } from '@twin/gis-data/demo/make-district.ts';
import { writeRasters } from '@twin/gis-data/demo/write-rasters.ts';
import { loadAdministrativeAreas } from '@twin/gis-data/themes/administrative-areas/load-areas.ts';
import { themes } from '@twin/gis-data/index.ts';
import type { DemoPart } from '@twin/gis-data/demo/district.ts';
import type { Config } from '../config.ts';
import { hasDemoModels, loadDemoModels } from './demo-models.ts';
import { hasDemoRasters, loadDemoRasters } from './demo-rasters.ts';
import { stage } from './stages.ts';

/** @param reset makes the district anew even if it is there */
export async function openCity(
  config: Config,
  onStage: (name: string) => void,
  reset = false,
): Promise<Database> {
  const database = await stage('database', onStage, async (run) => {
    const opened = await openDatabase(config);
    run.progress(opened.kind);
    return opened;
  });
  try {
    await stage('schema', onStage, async (run) => {
      const ran = await migrate(database);
      await publishCatalogue(database.pool, themes);
      await sweepStaging(database.pool);
      run.progress(ran.length > 0 ? `${ran.length} migrations` : 'up to date');
      if (!(await servesSpatialIndex(database.pool))) {
        console.warn(
          'Tiles will be slow: spatial indexes do not serve under row-level security yet. Let an administrator run there:\n' +
            '  alter function geometry_overlaps(geometry, geometry) leakproof;',
        );
      }
    });
    await stage('administrative areas', onStage, async (run) => {
      const loaded = await loadAdministrativeAreas(database.pool);
      run.progress(loaded > 0 ? `${loaded} areas` : 'there');
    });
    let district: Required<DemoPart> | undefined;
    await stage('demo district', onStage, async (run) => {
      if (reset) await removeDistrict(database.pool);
      if (!config.demo || (await hasDistrict(database.pool))) {
        run.progress(config.demo ? 'there' : 'not wanted');
        return;
      }
      district = await makeDistrict();
      await loadDistrict(database.pool, district, (done, all) =>
        run.progress(
          `${done.toLocaleString('en')} of ${all.toLocaleString('en')} (${Math.floor((100 * done) / all)} %)`,
        ),
      );
    });
    await stage('images', onStage, async (run) => {
      if (!config.demo || (await hasDemoRasters(database.pool))) {
        run.progress(config.demo ? 'there' : 'not wanted');
        return;
      }
      district ??= await makeDistrict();
      const written = await writeRasters(district, config.dataDir, (name) => run.progress(name));
      await loadDemoRasters(database.pool, written, config.dataDir, (name) => run.progress(name));
      run.progress(`${written.length} images`);
    });
    await stage('models', onStage, async (run) => {
      if (!config.demo || (await hasDemoModels(database.pool))) {
        run.progress(config.demo ? 'there' : 'not wanted');
        return;
      }
      const loaded = await loadDemoModels(
        database.pool,
        district ?? (await makeDistrict()),
        config.dataDir,
        (title) => run.progress(title),
      );
      run.progress(`${loaded.toLocaleString('en')} elements`);
    });
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
