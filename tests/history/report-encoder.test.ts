import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Report, Value } from '../../src/core/signals/reading.ts';
import { BatchDecoder, type BatchHandler } from '../../src/history/batch-decoder.ts';
import { KEY_INTERVAL_MS, ReportEncoder } from '../../src/history/report-encoder.ts';
import { effort } from '../support/effort.ts';
import { bindings, MIDNIGHT, MINUTE, place, report } from './builders.ts';

interface Line {
  device: string;
  at: number;
  deviceAt?: number;
  values: Record<string, Value | null>;
  /** Signals whose quality changed. */
  changes: string[];
}

/** Everything that a decoder makes of batches: each report as a whole line. */
function follow(decoder = new BatchDecoder()) {
  const lines: Line[] = [];
  const handler: BatchHandler = {
    fact: () => undefined,
    report: ({ definition, samples }, { at, deviceAt, changed }) => {
      const { device, signals } = definition;
      const values = Object.fromEntries(
        samples.map((sample, index) => [signals[index]!, sample?.value ?? null]),
      );
      const changes = changed.filter((s) => s.qualityChanged).map((s) => signals[s.index]!);
      lines.push({ device, at, ...(deviceAt !== undefined && { deviceAt }), values, changes });
    },
  };
  return { lines, decode: (bytes: Uint8Array) => decoder.decode(bytes, handler) };
}

function encode(encoder: ReportEncoder, ...reports: Report[]) {
  for (const each of reports) encoder.add(each, bindings);
  return encoder.take();
}

test('a report that says nothing new stands for all values of its group at the new time', () => {
  const { lines, decode } = follow();
  const encoder = new ReportEncoder(place, () => MIDNIGHT);
  decode(encode(encoder, report('meter-1', 0, { 'power.total': 900, 'voltage.l1': 230.5 })).bytes);
  decode(encode(encoder, report('meter-1', 1_000)).bytes);
  expect(lines[1]).toEqual({
    device: 'meter-1',
    at: MIDNIGHT + 1_000,
    values: { 'power.total': 900, 'voltage.l1': 230.5 },
    changes: [],
  });
});

test('the change of a quality is told once, both ways, and not with every key batch', () => {
  const { lines, decode } = follow();
  const encoder = new ReportEncoder(place, () => 0);
  for (const [at, said] of [
    [0, { moving: true }],
    [1, { moving: ['bad'] as const }],
    [2, { moving: ['bad'] as const }],
    [3, { moving: false }],
    [4 + KEY_INTERVAL_MS, {}],
  ] as const) {
    decode(encode(encoder, report('lift-box', at, said)).bytes);
  }
  expect(lines.map((line) => line.changes)).toEqual([['moving'], ['moving'], [], ['moving'], []]);
});

test('a key batch comes every five minutes and needs none before it', () => {
  const encoder = new ReportEncoder(place, () => 0);
  const keys: number[] = [];
  for (let minute = 0; minute <= 10; minute++) {
    const said = minute === 0 ? { moving: true, doors: 'closed' } : {};
    const batch = encode(encoder, report('lift-box', minute * MINUTE, said));
    if (!batch.isKey) continue;
    keys.push(minute);
    const { lines, decode } = follow();
    decode(batch.bytes);
    expect(lines[0]?.values).toEqual({ moving: true, doors: 'closed' });
  }
  expect(keys).toEqual([0, 5, 10]);
});

test('two values in one millisecond are a millisecond apart, and a third another', () => {
  const { lines, decode } = follow();
  const encoder = new ReportEncoder(place, () => 0);
  for (const [at, floor] of [
    [5, 1],
    [5, 2],
    [5, 3],
    [6, 4],
    [100, 5],
  ] as const) {
    decode(encode(encoder, report('lift-box', at, { floor })).bytes);
  }
  expect(lines.map((line) => line.at)).toEqual([5, 6, 7, 8, 100]);
});

test('a message delivered twice, known by its own time, is stored at one time', () => {
  const { lines, decode } = follow();
  const encoder = new ReportEncoder(place, () => 0);
  decode(encode(encoder, report('lift-box', 10, { floor: 2 }, { deviceAt: 7 })).bytes);
  decode(encode(encoder, report('lift-box', 20, {}, { deviceAt: 7 })).bytes);
  expect(lines.map(({ at, deviceAt }) => [at, deviceAt])).toEqual([
    [10, 7],
    [20, 7],
  ]);
});

test('a lost device is bad; "unchanged" after it means the values before', () => {
  const { lines, decode } = follow();
  const encoder = new ReportEncoder(place, () => 0);
  decode(encode(encoder, report('lift-box', 0, { moving: true, floor: 3 })).bytes);
  encoder.addLost('lift-box', 1_000, 'link');
  encoder.addLost('lift-box', 2_000, 'link');
  decode(encoder.take().bytes);
  decode(encode(encoder, report('lift-box', 3_000)).bytes);
  expect(lines.map((line) => line.values)).toEqual([
    { moving: true, floor: 3 },
    { moving: null, floor: null },
    { moving: true, floor: 3 },
  ]);
  expect(lines[1]?.changes).toEqual(['moving', 'floor']);
  expect(lines[2]?.changes).toEqual(['moving', 'floor']);
});

test('a value of another type than its kind says is bad and counted, and the rest is kept', () => {
  const { lines, decode } = follow();
  const encoder = new ReportEncoder(place, () => 0);
  const said = { floor: 'three', moving: true, 'x.temperature': 21 };
  decode(encode(encoder, report('lift-box', 0, said)).bytes);
  decode(encode(encoder, report('lift-box', 1, { 'x.temperature': 'warm' })).bytes);
  decode(encode(encoder, report('lift-box', 2, { floor: Number.NaN })).bytes);
  expect(lines[0]?.values).toEqual({ floor: null, moving: true, 'x.temperature': 21 });
  expect(lines[1]?.values).toEqual({ floor: null, moving: true, 'x.temperature': null });
  expect(encoder.misfits).toEqual({ unbound: 0, mistyped: 3 });
});

test('a report of a device that belongs to no asset is counted and not stored', () => {
  const encoder = new ReportEncoder(place, () => 0);
  encode(encoder, report('stranger', 0, { moving: true }));
  expect(encoder.misfits.unbound).toBe(1);
  expect(encoder.isEmpty).toBe(true);
});

test('after the site was read again a device keeps its values and goes to its new asset', () => {
  const { lines, decode } = follow();
  const encoder = new ReportEncoder(place, () => 0);
  decode(encode(encoder, report('lift-box', 0, { moving: true, floor: 3 })).bytes);
  encoder.changePlace({ ...place, assets: [{ id: 'A-L2', kind: 'lift', area: 'B' }] });
  const moved = { asset: 'A-L2', silenceMs: 1_000, rank: 0 };
  encoder.add(report('lift-box', 1_000, { floor: 4 }), () => moved);
  decode(encoder.take().bytes);
  expect(lines[1]?.values).toEqual({ moving: true, floor: 4 });
});

const someReport = fc.record({
  device: fc.constantFrom('lift-box', 'lift-controller', 'meter-1'),
  group: fc.constantFrom('fast', 'slow'),
  said: fc.dictionary(
    fc.constantFrom('floor', 'x.a', 'x.b', 'power.total'),
    fc.oneof(fc.integer(), fc.constant(['bad'] as const)),
    { maxKeys: 3 },
  ),
  stepMs: fc.nat(120_000),
  /** The batch that ends with this report is lost on its way. */
  isLost: fc.boolean(),
});

test('whatever batches are lost, each line that is stored says what the device had said', () => {
  fc.assert(
    fc.property(fc.array(someReport, { maxLength: 60 }), (reports) => {
      const encoder = new ReportEncoder(place, () => 0);
      const { lines, decode } = follow();
      const truth = new Map<string, Record<string, Value | null>>();
      const expected: Record<string, Value | null>[] = [];
      let at = 0;
      for (const { device, group, said, stepMs, isLost } of reports) {
        at += stepMs;
        const key = `${device} ${group}`;
        const values = { ...truth.get(key) };
        for (const [signal, value] of Object.entries(said)) {
          values[signal] = typeof value === 'number' ? value : null;
        }
        truth.set(key, values);
        const batch = encode(encoder, report(device, at, said, { group }));
        if (isLost) encoder.beginAnew();
        else {
          decode(batch.bytes);
          expected.push(values);
        }
      }
      expect(lines.map((line) => line.values)).toEqual(expected);
    }),
    { numRuns: effort(200, 50_000) },
  );
});
