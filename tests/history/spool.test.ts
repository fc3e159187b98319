import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { HistoryError } from '../../src/history/history-error.ts';
import type { EncodedBatch } from '../../src/history/report-encoder.ts';
import { SPOOL_LIMITS, Spool, type SpoolLimits } from '../../src/history/spool.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { bindings, MIDNIGHT, report, SECOND, TestStore } from './builders.ts';

const open: Spool[] = [];
function openSpool(folder = createTempFolder('spool'), limits: SpoolLimits = SPOOL_LIMITS): Spool {
  const spool = new Spool(join(folder, 'spool.db'), limits);
  open.push(spool);
  return spool;
}
afterEach(() => {
  for (const spool of open.splice(0)) spool.close();
});

/** Bytes that do not shrink when packed, so that limits can be reckoned. */
function batch(isKey: boolean, reports = 1, length = 1_000): EncodedBatch {
  const bytes = new Uint8Array(length);
  let state = 1 + length;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 24;
  }
  return { bytes, isKey, reports };
}

const seqs = (spool: Spool) => spool.read(0, 100).map(({ seq }) => seq);

test('batches stay until every consumer has them, and what the rest hangs on stays too', () => {
  const spool = openSpool();
  spool.cursor('archive');
  spool.cursor('influx');
  spool.append([batch(true), batch(false), batch(true), batch(false)], 0);
  spool.moveCursor('archive', 4);
  spool.trim();
  expect(seqs(spool), 'InfluxDB has none').toEqual([1, 2, 3, 4]);
  spool.moveCursor('influx', 3);
  spool.trim();
  expect(seqs(spool), '4 can only be read from 3 on').toEqual([3, 4]);
  spool.forget('influx');
  expect(spool.status()).toMatchObject({ batches: 2 });
});

test('a consumer that is new begins with the next batch', () => {
  const spool = openSpool();
  spool.append([batch(true)], 0);
  expect(spool.cursor('influx')).toBe(1);
});

test('sequence numbers go on after a restart, even when nothing is left', () => {
  const folder = createTempFolder('spool');
  const first = openSpool(folder);
  first.cursor('archive');
  first.append([batch(true), batch(true)], 0);
  first.moveCursor('archive', 2);
  first.trim();
  const second = openSpool(folder);
  expect(second.append([batch(true)], 0)).toBe(3);
});

test('over its bytes the oldest go, up to a key batch; what was wanted is counted', () => {
  const spool = openSpool(undefined, { bytes: 4_500, ageMs: SPOOL_LIMITS.ageMs });
  spool.cursor('influx');
  spool.append([batch(true, 10), batch(false, 20), batch(true, 40), batch(false, 80)], 0);
  expect(spool.enforceLimits(0)).toBe(0);
  spool.moveCursor('influx', 1);
  spool.append([batch(true, 160)], 0);
  expect(spool.enforceLimits(0), 'the 20 reports of batch 2; 1 was delivered').toBe(20);
  expect(seqs(spool)).toEqual([3, 4, 5]);
});

test('over its age the oldest go', () => {
  const spool = openSpool(undefined, { bytes: SPOOL_LIMITS.bytes, ageMs: 60_000 });
  spool.cursor('influx');
  spool.append([batch(true, 10)], 0);
  spool.append([batch(true, 20)], 50_000);
  expect(spool.enforceLimits(60_000)).toBe(0);
  expect(spool.enforceLimits(60_001)).toBe(10);
  expect(spool.status().oldestAt).toBe(50_000);
});

test("another program's file is left alone", () => {
  const folder = createTempFolder('spool');
  const db = new DatabaseSync(join(folder, 'spool.db'));
  db.exec('CREATE TABLE theirs (x); PRAGMA user_version = 1');
  db.close();
  expect(() => openSpool(folder)).toThrow(HistoryError);
});

test('batches that hang on a lost one are refused until one begins anew', () => {
  const { store, encoder } = new TestStore();
  encoder.add(report('meter-1', MIDNIGHT, { 'power.total': 1 }), bindings);
  encoder.take();
  encoder.add(report('meter-1', MIDNIGHT + SECOND), bindings);
  expect(() => store.commit([encoder.take()], 0)).toThrow(/send them anew/);
  encoder.beginAnew();
  encoder.add(report('meter-1', MIDNIGHT + 2 * SECOND), bindings);
  store.commit([encoder.take()], 0);
  expect(store.status().spool.batches).toBe(1);
});

test('a damaged batch costs what hangs on it, is counted, and stops nothing', async () => {
  const { store, folder, encoder, feed } = bound(new TestStore());
  feed(report('meter-1', MIDNIGHT, { 'power.total': 1 }));
  feed(report('meter-1', MIDNIGHT + 10 * SECOND, { 'power.total': 2 }));
  encoder.beginAnew();
  feed(report('meter-1', MIDNIGHT + 20 * SECOND, { 'power.total': 3 }));
  // As after a crash: nothing was filed, and one row is damaged.
  const db = new DatabaseSync(join(folder, 'spool.db'));
  db.exec("UPDATE batch SET body = x'00' || substr(body, 2) WHERE seq = 1");
  db.close();
  const said: string[] = [];
  const again = new TestStore({ folder, log: (_, message) => said.push(message) });
  expect(again.store.status().damaged).toBe(2);
  expect(said).toEqual([expect.stringMatching(/batch 1 is lost/)]);
  const steps = again.steps('power.total', MIDNIGHT, MIDNIGHT + 30 * SECOND, 10 * SECOND);
  expect(steps.map(({ last }) => last)).toEqual([3]);
  await store.close();
  await again.store.close();
});

function bound(store: TestStore) {
  return {
    store: store.store,
    folder: store.folder,
    encoder: store.encoder,
    feed: store.feed.bind(store),
  };
}
