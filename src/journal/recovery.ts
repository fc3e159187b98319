/**
 * The state after the last event: the newest snapshot that can be trusted, and every event since.
 * Used alike at a start and by the snapshot worker. Each record replayed is checked against the
 * hash chain; a broken chain is told, not hidden, and does not keep the gateway from starting.
 */
import { type Break, ChainWalker, GENESIS, type Head } from './chain.ts';
import type { JournalReader } from './journal-reader.ts';
import { listSnapshots, readSnapshot, type Snapshot } from './snapshot-file.ts';
import type { LoadedStateModule } from './state-module.ts';

export interface Recovery<State> {
  state: State;
  /** The first event that was replayed; with none to replay, the next one to come. */
  fromSeq: number;
  replayed: number;
  usedSnapshot: boolean;
  /** The last event in the state. */
  head: Head;
  /** Snapshots that were passed over and why; goes into the log. */
  note?: string;
  /** The first replayed record that is not as it was written: a person must be told. */
  broken?: Break;
}

export function recoverState<State>(
  reader: JournalReader,
  snapshots: string,
  module: LoadedStateModule<State>,
): Recovery<State> {
  const { snapshot, notes } = findSnapshot<State>(reader, snapshots, module.version);
  const state = snapshot?.state ?? module.initialState();
  const start = snapshot?.head ?? GENESIS;
  const walker = new ChainWalker(reader.realm, start);
  let broken: Break | undefined;
  let replayed = 0;
  for (const record of reader.records(start.seq + 1)) {
    const misfit = walker.take(record);
    broken ??= misfit;
    module.evolve(state, reader.toEvent(record));
    replayed++;
  }
  return {
    state,
    fromSeq: start.seq + 1,
    replayed,
    usedSnapshot: snapshot !== undefined,
    head: walker.head,
    ...(notes.length > 0 && { note: notes.join('\n') }),
    ...(broken && { broken }),
  };
}

function findSnapshot<State>(
  reader: JournalReader,
  folder: string,
  version: string,
): { snapshot?: Snapshot<State>; notes: string[] } {
  const notes: string[] = [];
  for (const { file } of listSnapshots(folder)) {
    const snapshot = readSnapshot<State>(file);
    const fault = typeof snapshot === 'string' ? snapshot : findMisfit(snapshot, reader, version);
    if (typeof snapshot !== 'string' && !fault) return { snapshot, notes };
    notes.push(`${file}: not used: ${fault}`);
  }
  return { notes };
}

/** Why a whole snapshot is still not one of this journal or of this program. */
function findMisfit(
  { realm, version, head }: Snapshot<unknown>,
  reader: JournalReader,
  wanted: string,
): string | undefined {
  if (realm !== reader.realm) return `it is of realm ${realm}`;
  if (version !== wanted) return `made by version ${version}, this is ${wanted}`;
  if (reader.record(head.seq)?.hash !== head.hash)
    return `event ${head.seq} is not the one it holds`;
  return undefined;
}
