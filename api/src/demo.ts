/** `npm run demo -- --reset`: makes the demo district anew. */
import { existsSync } from 'node:fs';
import { readConfig } from './config.ts';
import { openCity } from './start/open-city.ts';
import { sentenceOf } from './start/sentence-of.ts';

try {
  const unknown = process.argv.slice(2).filter((argument) => argument !== '--reset');
  if (unknown.length > 0)
    throw new Error(`${unknown.join(' ')} is not understood. Use: npm run demo -- --reset`);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const database = await openCity(
    { ...readConfig(), demo: true },
    () => {},
    process.argv.includes('--reset'),
  );
  await database.close();
} catch (error) {
  console.error(`\n${sentenceOf(error)}`);
  process.exit(1);
}
