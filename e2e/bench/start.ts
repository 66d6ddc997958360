/** From nothing to ready, and again: the embedded database, dependencies and pages there already. */
import { join } from 'node:path';
import { startProduct } from '../product.ts';
import { secondsOf, type Bench } from './measurement.ts';

export const start: Bench = async ({ scratch }) => {
  const data = join(scratch, 'start');
  const once = (): Promise<number> =>
    secondsOf(async () => {
      const product = await startProduct({ DATA_DIR: data, DATABASE_URL: '' });
      await product.ready();
      product.signal('SIGTERM');
      await product.ended;
    });
  return [
    { what: 'first start to ready and closed again', value: await once(), unit: 's', budget: 180 },
    { what: 'second start to ready and closed again', value: await once(), unit: 's', budget: 15 },
  ];
};
