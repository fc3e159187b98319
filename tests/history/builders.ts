/** A small building, reports of its devices, and a store in the test's own thread. */
import type { Quality, Report, Sample, Value } from '../../src/core/signals/reading.ts';
import { type Kinds, kindsSchema } from '../../src/core/site/kinds.ts';
import type { Log } from '../../src/history/log.ts';
import { bindSources, type Place } from '../../src/history/place.ts';
import type { ReadingStep } from '../../src/history/readings.ts';
import { ReportEncoder } from '../../src/history/report-encoder.ts';
import { historySchema } from '../../src/history/settings.ts';
import { Store, type StoreOptions } from '../../src/history/store.ts';
import { createTempFolder } from '../support/temp-folder.ts';

/** A Monday, 2026-11-23 00:00 UTC. */
export const MIDNIGHT = Date.UTC(2026, 10, 23);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const nobodyListens: Log = () => undefined;

const title = { zh: '名称', en: 'name' };

export const kinds: Kinds = kindsSchema.parse({
  meter: {
    title,
    signals: {
      'power.total': { type: 'number', title, unit: 'W' },
      'voltage.l1': { type: 'number', title, unit: 'V' },
    },
  },
  lift: {
    title,
    signals: {
      moving: { type: 'bool', title },
      doors: { type: 'enum', title, values: { closed: title, open: title, fault: title } },
      faultCode: { type: 'string', title },
      floor: { type: 'number', title },
    },
  },
});

export const place: Place = {
  site: 'riverside',
  kinds,
  assets: [
    { id: 'M1', kind: 'meter', area: 'A-switch-room' },
    { id: 'A-L1', kind: 'lift', area: 'A' },
  ],
};

/** In order of preference; each device has one group. */
const sources = [
  { device: 'meter-1', asset: 'M1' },
  { device: 'lift-box', asset: 'A-L1' },
  { device: 'lift-controller', asset: 'A-L1' },
].flatMap((source) =>
  ['g', 'fast', 'slow'].map((group) => ({
    ...{ ...source, group, signals: [] },
    silenceMs: 30 * SECOND,
  })),
);

export const bindings = bindSources(sources);

/** A value alone is good; `['bad', 'link']` and `['uncertain', 5]` say their quality. */
type Said = Value | readonly [Exclude<Quality, 'good'>, Value?];

export function report(
  device: string,
  at: number,
  said: Record<string, Said> = {},
  more: Partial<Report> = {},
): Report {
  const samples = Object.entries(said).map(([signal, what]): Sample => {
    if (!Array.isArray(what)) return { signal, value: what as Value, quality: 'good' };
    const [quality, value] = what as readonly [Quality, Value?];
    return { signal, value: value ?? null, quality, reason: 'sentinel' };
  });
  return { device, group: 'g', at, samples, ...more };
}

export class TestStore {
  readonly folder: string;
  readonly store: Store;
  readonly encoder: ReportEncoder;

  constructor(options: Partial<StoreOptions> & { place?: Place } = {}) {
    this.folder = options.folder ?? createTempFolder('history');
    const { keep } = historySchema.parse({});
    const { site } = place;
    const { folder } = this;
    this.store = new Store({ folder, site, keep, log: nobodyListens, ...options });
    this.encoder = new ReportEncoder(options.place ?? place, () => 0);
  }

  /** One batch for all of them. */
  feed(...reports: readonly Report[]): void {
    for (const each of reports) this.encoder.add(each, bindings);
    this.commit();
  }

  commit(): void {
    this.store.commit([this.encoder.take()], MIDNIGHT);
  }

  /** Files everything and rolls up all that is complete. */
  fileAndRoll(wallMs = Number.MAX_SAFE_INTEGER): void {
    this.store.file();
    for (let tick = 0; tick < 200; tick++) this.store.tick(tick, wallMs);
  }

  steps(signal: string, from: number, to: number, step: number): readonly ReadingStep[] {
    const asset = signal in kinds.meter!.signals ? 'M1' : 'A-L1';
    return this.store.readings({ asset, signal, from, to, step });
  }
}
