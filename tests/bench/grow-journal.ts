/**
 * Program of its own: fills a journal by the demo site's own core, until it has so many events, and
 * then waits to be killed. It lives through what happens most in a building: rides that start a
 * hold and end it, links that flap, and incidents that somebody reports and closes.
 *
 * Usage: `node grow-journal.ts FOLDER EVENTS`. Prints `grown` when all are on the disk.
 */
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { loadConfig } from '../../src/config/load.ts';
import { compileSettings } from '../../src/core/compiled.ts';
import { configMarks } from '../../src/core/config-marks.ts';
import { createEngine, type Engine } from '../../src/core/engine.ts';
import type { Event } from '../../src/core/event.ts';
import type { Input } from '../../src/core/input.ts';
import type { Sample, Value } from '../../src/core/signals/reading.ts';
import { type CoreState, STATE_VERSION } from '../../src/core/state.ts';
import { openJournal } from '../../src/journal/journal.ts';
import { ROOT } from '../support/npm-script.ts';

const [folder = '', wanted = '0'] = process.argv.slice(2);

/** A hundred days ago: core time must not run ahead of the clock of the start that follows. */
const STARTED_AT = Date.now() - 100 * 86_400_000;
const RIDE_MS = 20_000;
/** So often somebody reports an incident; the rest of the time lifts run. */
const RIDES_AN_INCIDENT = 100;
/** Ends the program where nobody kills it. */
const PATIENCE_MS = 600_000;

const config = loadConfig(join(ROOT, 'config'), join(ROOT, 'devices'));
const journal = openJournal({ folder: join(folder, 'journal'), realm: 'live' });
const { state } = await journal.recover<CoreState>({
  url: new URL('../../src/core/state.ts', import.meta.url).href,
  version: String(STATE_VERSION),
});
const engine: Engine = createEngine(compileSettings(config.core), state, 'live', STARTED_AT);
const boxes = config.core.sources.filter(({ signals }) => signals.includes('doorZone'));
let at = STARTED_AT;

function step(input: Input): readonly Event[] {
  const { events } = engine.step(input, at);
  journal.append(events);
  return events;
}

/** From a landing to between two floors and on: a hold starts there, and ends. */
function ride({ device, group }: { device: string; group: string }): void {
  const legs: Record<string, Value>[] = [
    { occupied: true, moving: false, doorZone: false, inspection: false, doors: 'closed' },
    { occupied: true, moving: true },
    { occupied: false, moving: false, doorZone: true, doors: 'open' },
  ];
  for (const leg of legs) {
    at += RIDE_MS / legs.length;
    const samples = Object.entries(leg).map(
      ([signal, value]): Sample => ({ signal, value, quality: 'good' }),
    );
    step({ type: 'reports', reports: [{ device, group, at, samples }] });
  }
}

function flap(device: string): void {
  step({ type: 'link', device, up: false, reason: 'timeout' });
  at += 1_000;
  step({ type: 'link', device, up: true });
}

function reportAndClose(): void {
  const actor = { person: 'duty-1' };
  const opened = step({
    type: 'command',
    actor,
    command: { do: 'report-incident', playbook: 'flooding', area: 'A', source: 'patrol' },
  }).find(({ type }) => type === 'incident-opened') as Event<'incident-opened'> | undefined;
  if (opened === undefined) return;
  at += 60_000;
  const { incident } = opened.data;
  const command = { do: 'close-incident', incident, outcome: 'false', reason: 'dry' } as const;
  step({ type: 'command', actor, command: { ...command, version: state.seq } });
}

step({ type: 'start', lastAlive: at, blindMs: 0, config: configMarks(config.core) });
for (let rides = 0; journal.head().seq < Number(wanted); rides++) {
  const box = boxes[rides % boxes.length]!;
  ride(box);
  flap(box.device);
  if (rides % RIDES_AN_INCIDENT === 0) reportAndClose();
  // The snapshots' worker reports back between two rides.
  await turn();
}
journal.alive(at);
console.log(`grown: ${journal.head().seq} events`);
setTimeout(() => process.exit(), PATIENCE_MS);
