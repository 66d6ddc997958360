/** The demo district: made, and loaded into both databases. */
import { join } from 'node:path';
import { makeDistrict } from '@twin/gis-data/demo/make-district.ts';
import { themes } from '@twin/gis-data/index.ts';
import { openDatabase } from '@twin/gis-data/store/connect.ts';
import { loadDistrict } from '@twin/gis-data/store/load-district.ts';
import { migrate } from '@twin/gis-data/store/migrate.ts';
import { publishCatalogue } from '@twin/gis-data/store/publish-catalogue.ts';
import { secondsOf, type Bench, type Measurement } from './measurement.ts';

export const district: Bench = async ({ scratch, postgresqlUrl }) => {
  const began = performance.now();
  const made = await makeDistrict();
  const making = (performance.now() - began) / 1000;
  const rows: Measurement[] = [{ what: 'make the demo district', value: making, unit: 's' }];
  for (const [name, databaseUrl] of [
    ['embedded', undefined],
    ['PostgreSQL', postgresqlUrl],
  ] as const) {
    if (name === 'PostgreSQL' && databaseUrl === undefined) continue;
    const database = await openDatabase({ databaseUrl, dataDir: join(scratch, 'district') });
    try {
      await migrate(database);
      await publishCatalogue(database.pool, themes);
      const loading = await secondsOf(() => loadDistrict(database.pool, made));
      rows.push({ what: `load it, ${name}`, value: loading, unit: 's', budget: 60 - making });
    } finally {
      await database.close();
    }
  }
  return rows;
};
