/** What Prometheus reads (text format 0.0.4). Counters start with the program. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openEmergencies } from '../core/incidents/incident.ts';
import type { Ports, Realm } from './ports.ts';

type Sample = [labels: Record<string, string>, value: number];

const NS_PER_S = 1e9;
/** How often the loop is looked at, ms; Node counts it into every delay. */
const RESOLUTION_MS = 20;

export class Metrics {
  readonly #ports: Ports;
  readonly #realm: Realm;
  readonly #listeners: () => number;
  readonly #events = new Map<string, number>();
  readonly #loopDelay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #unsubscribe: () => void;

  /** `listeners`: how many streams are open. */
  constructor(ports: Ports, realm: Realm, listeners: () => number) {
    this.#ports = ports;
    this.#realm = realm;
    this.#listeners = listeners;
    this.#loopDelay.enable();
    this.#unsubscribe = realm.subscribe((events) => {
      for (const { type } of events) this.#events.set(type, (this.#events.get(type) ?? 0) + 1);
    });
  }

  text(): string {
    return [...this.#coreMetrics(), ...this.#outsideMetrics(), ...this.#ownMetrics()].join('');
  }

  close(): void {
    this.#unsubscribe();
    this.#loopDelay.disable();
  }

  #coreMetrics(): string[] {
    const { state } = this.#realm.engine;
    const byState = new Map<string, number>();
    for (const { state: name } of Object.values(state.alarms.alarms)) {
      byState.set(name, (byState.get(name) ?? 0) + 1);
    }
    return [
      metric(
        'counter',
        'events_total',
        'Journalled events by type',
        labelled('type', this.#events),
      ),
      metric('gauge', 'alarms', 'Alarms by state', labelled('state', byState)),
      metric('gauge', 'incidents_open', 'Incidents that are open', [
        [{}, openEmergencies(state.incidents).length],
      ]),
    ];
  }

  #outsideMetrics(): string[] {
    const { status, journal, history, devices, channels } = this.#ports.health();
    const channelSamples = (key: 'pending' | 'dead'): Sample[] =>
      Object.entries(channels).map(([channel, health]) => [{ channel }, health[key]]);
    const errors = this.#realm
      .devices()
      .flatMap(({ device, errors: counts }) =>
        Object.entries(counts).map(([kind, count]): Sample => [{ device, kind }, count ?? 0]),
      );
    return [
      metric('gauge', 'healthy', '1: it can do its job', [[{}, status === 'ok' ? 1 : 0]]),
      metric('gauge', 'journal_last_seq', 'Newest event', [[{}, journal.lastSeq]]),
      metric('gauge', 'history_backlog', 'Batches that InfluxDB lacks', [[{}, history.backlog]]),
      metric('gauge', 'devices', 'Devices by link', [
        [{ link: 'up' }, devices.up],
        [{ link: 'down' }, devices.down],
      ]),
      metric('counter', 'device_errors_total', 'Errors by device and kind', errors),
      metric('gauge', 'outbox_pending', 'Messages that wait', channelSamples('pending')),
      metric('gauge', 'outbox_dead', 'Messages given up', channelSamples('dead')),
    ];
  }

  #ownMetrics(): string[] {
    const delay = (share: number): Sample => [
      { quantile: String(share) },
      Math.max(0, this.#loopDelay.percentile(share * 100) / NS_PER_S - RESOLUTION_MS / 1_000),
    ];
    return [
      metric('gauge', 'stream_clients', 'Open streams', [[{}, this.#listeners()]]),
      metric('gauge', 'loop_delay_seconds', 'Event loop delay', [delay(0.5), delay(0.99)]),
    ];
  }
}

function labelled(label: string, counts: ReadonlyMap<string, number>): Sample[] {
  return [...counts].map(([name, count]) => [{ [label]: name }, count]);
}

function metric(
  type: 'counter' | 'gauge',
  name: string,
  help: string,
  samples: readonly Sample[],
): string {
  const full = `dutywatch_${name}`;
  const lines = samples.map(([labels, value]) => `${full}${labelText(labels)} ${value}\n`);
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join('')}`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
