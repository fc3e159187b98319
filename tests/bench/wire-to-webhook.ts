/**
 * From a tripped value in an answer on the wire to the webhook's POST at its receiver. The time
 * until the value is polled is no merit of the program's and is told apart.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Child, startChild } from '../support/child.ts';
import { waitFor } from '../support/wait.ts';
import type { BenchContext, Benchmark } from './benchmark.ts';
import { type Field, type FieldLog, startField } from './field-client.ts';
import { type Figure, percentile } from './figure.ts';
import { startGateway } from './program.ts';

const DEVICES = 100;
/** So that one trip does not wait behind the one before. */
const BETWEEN_TRIPS_MS = 257;
const WARM_UP_POLLS = 10 * DEVICES;

/** Of one run, ms. */
interface Latencies {
  wire: number[];
  poll: number[];
}

export const wireToWebhook: Benchmark = {
  name: 'wire-to-webhook',
  about: `a tripped value's way to the webhook, ${DEVICES} devices of 20 registers at 1 s`,
  async measure(context) {
    const own = await measureAll(context, 'gateway', (field) =>
      startGateway({ ports: field.ports, unitsPerEndpoint: 1, webhook: field.webhook }),
    );
    const floor = await measureAll(context, 'floor', startFloor);
    const [p50, p99] = [toRuns(own, 'wire', 50), toRuns(own, 'wire', 99)];
    const [floor50, floor99] = [toRuns(floor, 'wire', 50), toRuns(floor, 'wire', 99)];
    return [
      figure('wire to webhook, p50', p50, 2),
      figure('wire to webhook, p99', p99, 10),
      figure('floor: wire to webhook, p50', floor50),
      figure('floor: wire to webhook, p99', floor99),
      ratio('wire to webhook over its floor, p50', p50, floor50),
      ratio('wire to webhook over its floor, p99', p99, floor99),
      figure('register changed to polled, p50', toRuns(own, 'poll', 50)),
    ];
  },
};

function startFloor({ ports, webhook }: Field): Promise<Child> {
  const task = JSON.stringify({ ports, units: 1, webhook });
  return startChild(process.execPath, [join(import.meta.dirname, 'floor.ts'), task]);
}

async function measureAll(
  { runs, log }: BenchContext,
  name: string,
  start: (field: Field) => Promise<Child>,
): Promise<Latencies[]> {
  const all: Latencies[] = [];
  for (let run = 0; run < runs; run++) {
    const latencies = await measureOnce(start);
    const [p50, p99] = [percentile(latencies.wire, 50), percentile(latencies.wire, 99)];
    log(`${name}, run ${run + 1}: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`);
    all.push(latencies);
  }
  return all;
}

async function measureOnce(start: (field: Field) => Promise<Child>): Promise<Latencies> {
  await using field = await startField(DEVICES, 1);
  await using _program = await start(field);
  const polled = async () => (await field.log()).polls >= WARM_UP_POLLS;
  await waitFor('ten polls of every device', polled, { withinMs: 60_000, everyMs: 500 });
  for (let trip = 0; trip < DEVICES; trip++) {
    // 37 and 100 share no factor: every device once, in no order of theirs.
    await field.trip((trip * 37) % DEVICES);
    await pause(BETWEEN_TRIPS_MS);
  }
  const isTold = async () => (await field.log()).posts.length >= DEVICES;
  await waitFor('a POST for every trip', isTold, { everyMs: 200 });
  return toLatencies(await field.log());
}

function toLatencies({ trips, posts }: FieldLog): Latencies {
  const latencies: Latencies = { wire: [], poll: [] };
  for (const { asset, trippedAt, onWireAt = Number.NaN } of trips) {
    const post = posts.find((found) => found.asset === asset);
    latencies.wire.push((post?.at ?? Number.NaN) - onWireAt);
    latencies.poll.push(onWireAt - trippedAt);
  }
  return latencies;
}

function toRuns(all: readonly Latencies[], leg: keyof Latencies, percent: number): number[] {
  return all.map((latencies) => percentile(latencies[leg], percent));
}

function figure(name: string, runs: number[], atMost?: number): Figure {
  return { name, unit: 'ms', runs, ...(atMost !== undefined && { aim: { atMost } }) };
}

function ratio(name: string, over: number[], under: number[]): Figure {
  return { name, unit: 'times', runs: over.map((value, run) => value / under[run]!) };
}
