/** An ordinary day of the demo site in virtual time, from the command line to the scorecard. */
import { join } from 'node:path';
import { ROOT } from '../support/npm-script.ts';
import type { Benchmark } from './benchmark.ts';
import { runScript } from './program.ts';

const SCENARIO = join(ROOT, 'config', 'scenarios', 'normal-day.yaml');

export const virtualDay: Benchmark = {
  name: 'virtual-day',
  about: '24 hours of the demo site in virtual time',
  async measure({ runs, log }) {
    const seconds: number[] = [];
    for (let run = 0; run < runs; run++) {
      const startedAt = performance.now();
      const drill = await runScript('drill', [SCENARIO]);
      const { code } = await drill.exited;
      if (code !== 0) throw new Error(`the drill failed:\n${drill.output()}`);
      seconds.push((performance.now() - startedAt) / 1_000);
      log(`run ${run + 1}: ${seconds.at(-1)!.toFixed(1)} s`);
    }
    return [{ name: 'a virtual day', unit: 's', runs: seconds, aim: { atMost: 15 } }];
  },
};
