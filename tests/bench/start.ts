/** From the start of the process to the first good signal, on an empty data folder. */
import { createTempFolder } from '../support/temp-folder.ts';
import type { Benchmark } from './benchmark.ts';
import { startToFirstSignal } from './first-signal.ts';

export const start: Benchmark = {
  name: 'start',
  about: 'the demo site from nothing to its first good signal',
  async measure({ runs, log }) {
    const seconds: number[] = [];
    for (let run = 0; run < runs; run++) {
      const { gateway, firstSignalMs } = await startToFirstSignal(createTempFolder('bench-data'));
      await gateway.stop();
      seconds.push(firstSignalMs / 1_000);
      log(`run ${run + 1}: ${seconds.at(-1)!.toFixed(2)} s`);
    }
    return [{ name: 'start to first good signal', unit: 's', runs: seconds, aim: { atMost: 2 } }];
  },
};
