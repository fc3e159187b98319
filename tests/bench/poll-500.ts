/**
 * What it costs to poll 500 devices of 20 registers each second and to keep every reading, in the
 * spool and in a real InfluxDB: processor time and memory of the gateway's process.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Influxd } from '../history/influxd.ts';
import { startChild } from '../support/child.ts';
import { waitFor } from '../support/wait.ts';
import type { Benchmark } from './benchmark.ts';
import { type Field, startField } from './field-client.ts';
import type { Figure } from './figure.ts';
import { type Load, measureLoad } from './process-load.ts';
import { startGateway } from './program.ts';

/** As behind ten Modbus TCP gateways of a building. */
const ENDPOINTS = 10;
const UNITS = 50;
const DEVICES = ENDPOINTS * UNITS;
const WARM_UP_MS = 20_000;
const SECONDS = 60;
/** What the spool had not yet delivered at the end, in seconds of readings, is no loss. */
const UNDERWAY_S = 3;

export const poll500: Benchmark = {
  name: 'poll-500',
  about: `${DEVICES} devices of 20 registers at 1 s into InfluxDB, ${SECONDS} s a run`,
  async measure({ runs, log }) {
    const own: Load[] = [];
    const floor: Load[] = [];
    for (let run = 0; run < runs; run++) {
      own.push(await measureGateway());
      floor.push(await measureFloor());
      const { cores, residentMiB } = own.at(-1)!;
      const least = floor.at(-1)!.cores.toFixed(3);
      log(`run ${run + 1}: ${cores.toFixed(3)} cores (floor ${least}), ${residentMiB} MiB`);
    }
    return [
      figure('poll 500 × 20 into InfluxDB, cores', own, 'cores', 0.11),
      figure('poll 500 × 20 into InfluxDB, memory', own, 'residentMiB', 150),
      figure('floor: poll 500 × 20, nothing stored, cores', floor, 'cores'),
      figure('floor: poll 500 × 20, nothing stored, memory', floor, 'residentMiB'),
    ];
  },
};

async function measureGateway(): Promise<Load> {
  const influxd = await Influxd.start();
  try {
    await using field = await startField(ENDPOINTS, UNITS);
    const site = { ports: field.ports, unitsPerEndpoint: UNITS };
    await using gateway = await startGateway(site, ['--influx', influxd.url]);
    await warmUp(field);
    const before = await field.log();
    const load = await measureLoad(gateway.pid, SECONDS);
    await checkPolls(field, before.polls);
    await checkStored(influxd, before.polls);
    return load;
  } finally {
    await influxd.stop();
  }
}

async function measureFloor(): Promise<Load> {
  await using field = await startField(ENDPOINTS, UNITS);
  const task = JSON.stringify({ ports: field.ports, units: UNITS, webhook: field.webhook });
  const program = join(import.meta.dirname, 'floor.ts');
  await using floor = await startChild(process.execPath, [program, task]);
  await warmUp(field);
  const before = await field.log();
  const load = await measureLoad(floor.pid, SECONDS);
  await checkPolls(field, before.polls);
  return load;
}

async function warmUp(field: Field): Promise<void> {
  const isPolled = async () => (await field.log()).polls >= 2 * DEVICES;
  await waitFor('two polls of every device', isPolled, { withinMs: 60_000, everyMs: 500 });
  await pause(WARM_UP_MS);
}

/** A program that leaves polls out is cheap, and measured for nothing. */
async function checkPolls(field: Field, before: number): Promise<void> {
  const polls = (await field.log()).polls - before;
  const wanted = SECONDS * DEVICES;
  if (polls < 0.98 * wanted) throw new Error(`${polls} polls of ${wanted} in ${SECONDS} s`);
}

async function checkStored(influxd: Influxd, polledBefore: number): Promise<void> {
  const [series] = await influxd.query('dutywatch', 'SELECT count(voltage_l1) FROM meter');
  const stored = Number(series?.values[0]?.[1] ?? 0);
  const wanted = polledBefore + (SECONDS - UNDERWAY_S) * DEVICES;
  if (stored < 0.98 * wanted) throw new Error(`InfluxDB has ${stored} points of ${wanted}`);
}

function figure(name: string, loads: readonly Load[], of: keyof Load, atMost?: number): Figure {
  return {
    name,
    unit: of === 'cores' ? 'cores' : 'MiB',
    runs: loads.map((load) => load[of]),
    ...(atMost !== undefined && { aim: { atMost } }),
  };
}
