import { fileURLToPath } from 'node:url';
import { LimitedProcess } from '../../../import/limited-process.ts';
import { StoreError } from '../../../store/store-error.ts';
import type { EpanetJob, EpanetMessage } from './epanet-process.ts';
import type { HydraulicRun } from './run-epanet.ts';

const PROCESS = fileURLToPath(new URL('epanet-process.ts', import.meta.url));
const LIMITS = {
  heapMegabytes: 512,
  memoryMegabytes: 1024,
  output: false,
  serialization: 'advanced',
} as const;
/** A network of 12,000 nodes takes half a second for a day. */
const MOST_SECONDS = 20;

/** @throws StoreError as `runEpanet`, and `network-too-slow` */
export async function runInProcess(job: EpanetJob): Promise<HydraulicRun> {
  const running = new LimitedProcess<EpanetMessage>(PROCESS, job, LIMITS, () => false);
  let isTooSlow = false;
  const clock = setTimeout(() => {
    isTooSlow = true;
    running.stop();
  }, MOST_SECONDS * 1000);
  try {
    return await running.result;
  } catch (error) {
    if (!isTooSlow) throw error;
    throw new StoreError(
      'network-too-slow',
      `EPANET has run the network for ${MOST_SECONDS} s without an end.`,
      'Ask for fewer hours.',
    );
  } finally {
    clearTimeout(clock);
  }
}
