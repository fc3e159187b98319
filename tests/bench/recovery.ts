/**
 * The start after a SIGKILL, with a long journal: to the first good signal, once as the crash left
 * it, and once without its snapshots, so that every event is replayed.
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../support/child.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { Benchmark } from './benchmark.ts';
import { startToFirstSignal } from './first-signal.ts';

const EVENTS = 100_000;

export const recovery: Benchmark = {
  name: 'recovery',
  about: `the demo site after a SIGKILL, with ${EVENTS} events in its journal`,
  async measure({ runs, log }) {
    const grown = createTempFolder('bench-grown');
    const program = join(import.meta.dirname, 'grow-journal.ts');
    const grower = await startChild(process.execPath, [program, grown, `${EVENTS}`]);
    await grower.waitForOutput(/grown/, { withinMs: 120_000 });
    await grower.kill();
    const crashed = await measureAll(grown, runs);
    log(`with snapshots: ${crashed.map((s) => s.toFixed(2)).join(', ')} s`);
    rmSync(join(grown, 'journal', 'snapshots-live'), { recursive: true });
    const replayed = await measureAll(grown, runs);
    log(`every event replayed: ${replayed.map((s) => s.toFixed(2)).join(', ')} s`);
    return [
      { name: 'recovery after SIGKILL', unit: 's', runs: crashed, aim: { atMost: 2 } },
      { name: 'recovery, every event replayed', unit: 's', runs: replayed },
    ];
  },
};

/** Each start gets a copy of its own: a start writes events too. */
async function measureAll(grown: string, runs: number): Promise<number[]> {
  const seconds: number[] = [];
  for (let run = 0; run < runs; run++) {
    const data = createTempFolder('bench-data');
    cpSync(grown, data, { recursive: true });
    const { gateway, firstSignalMs } = await startToFirstSignal(data);
    await gateway.kill();
    seconds.push(firstSignalMs / 1_000);
  }
  return seconds;
}
