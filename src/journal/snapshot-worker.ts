/**
 * Makes one snapshot in a thread of its own, from a connection that can only read, and ends. The
 * main loop goes on appending meanwhile; what comes after this thread's last read is for the next.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../core/error.ts';
import { openJournalReader } from './journal-reader.ts';
import type { JournalPlace } from './journal-schema.ts';
import { recoverState } from './recovery.ts';
import { snapshotFolder, writeSnapshot } from './snapshot-file.ts';
import { loadStateModule, type StateModule } from './state-module.ts';

export interface SnapshotOrder {
  place: JournalPlace;
  module: StateModule;
}

const { place, module } = workerData as SnapshotOrder;
const loaded = await loadStateModule(module);
using reader = openJournalReader({ ...place, upcasters: loaded.upcasters });
const folder = snapshotFolder(place);
const { state, head, broken } = recoverState(reader, folder, loaded);
// A snapshot would hide the break from the next start.
assert(!broken, `no snapshot: ${broken?.record}: ${broken?.reason}`);
writeSnapshot(folder, { realm: place.realm, version: loaded.version, head, state });
parentPort?.postMessage(head.seq);
