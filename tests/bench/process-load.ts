/** What a process costs, as Linux counts it: processor time and memory, threads and all. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from './figure.ts';

export interface Load {
  /** User and system time for each second that passed. */
  cores: number;
  /** Median of a sample each second. */
  residentMiB: number;
}

export async function measureLoad(pid: number, seconds: number): Promise<Load> {
  const startedAt = performance.now();
  const before = processorSeconds(pid);
  const resident: number[] = [];
  for (let second = 0; second < seconds; second++) {
    await pause(1_000);
    resident.push(residentMiB(pid));
  }
  const passed = (performance.now() - startedAt) / 1_000;
  return {
    cores: (processorSeconds(pid) - before) / passed,
    residentMiB: percentile(resident, 50),
  };
}

/**
 * The scheduler's own account, in nanoseconds. Where ticks are sampled, /proc/PID/stat misses a
 * program that runs for less than a tick at a time.
 */
function processorSeconds(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  const nanoseconds = readdirSync(tasks).map((task) =>
    Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, own) => sum + own, 0) / 1e9;
}

function residentMiB(pid: number): number {
  const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1_024;
}
