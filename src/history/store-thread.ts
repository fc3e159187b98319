/**
 * Entry of the store's thread: takes requests from the main thread, commits together what came
 * together, and says what became of it. Any error that is not the machine's doing ends the thread;
 * the main thread starts another.
 */
import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../core/error.ts';
import { sqlite } from './database.ts';
import { HistoryError } from './history-error.ts';
import { openTarget } from './influx/open-target.ts';
import type { Log } from './log.ts';
import type { Failure, Reply, Request, ThreadOptions } from './messages.ts';
import type { ReadingsQuery } from './readings.ts';
import type { EncodedBatch } from './report-encoder.ts';
import { Store } from './store.ts';

/** How often the store looks after what is due, and says how it is, ms. */
const TICK_MS = 1_000;

const port = parentPort;
assert(port, 'store-thread.ts runs as a worker thread');
const say = (reply: Reply) => port.postMessage(reply);

const store = await openStore();
if (store) serve(store);
else port.close();

async function openStore(): Promise<Store | undefined> {
  const { folder, site, settings, secret } = workerData as ThreadOptions;
  const log: Log = (level, message) => say({ is: 'log', level, message });
  try {
    const target = settings.influx && (await openTarget(settings.influx, secret));
    return new Store({ folder, site, keep: settings.keep, target, log });
  } catch (error) {
    say({ is: 'unready', failure: toFailure(error) });
    return undefined;
  }
}

function serve(open: Store): void {
  const waiting: { id: number; batch: EncodedBatch }[] = [];
  const ticks = setInterval(() => {
    open.tick(performance.now(), Date.now());
    say({ is: 'status', status: open.status() });
  }, TICK_MS);
  port?.on('message', (request: Request) => {
    switch (request.do) {
      case 'commit':
        // After the messages that are here already: one commit for all of them.
        if (waiting.push(request) === 1) setImmediate(() => commit(open, waiting.splice(0)));
        return;
      case 'readings':
        return answer(open, request);
      case 'close':
        clearInterval(ticks);
        setImmediate(() => {
          open.close().then(end, fail);
        });
        return;
      default:
        request satisfies never;
    }
  });
  say({ is: 'ready' });
  // Now, since a program that loses its power keeps nothing of it.
  flushCompileCache();
}

function commit(open: Store, waiting: readonly { id: number; batch: EncodedBatch }[]): void {
  const first = waiting[0]!.id;
  const last = waiting.at(-1)!.id;
  try {
    open.commit(
      waiting.map(({ batch }) => batch),
      Date.now(),
    );
    say({ is: 'committed', first, last });
  } catch (error) {
    say({ is: 'committed', first, last, failure: toFailure(error) });
  }
}

function answer(open: Store, { id, query }: { id: number; query: ReadingsQuery }): void {
  try {
    say({ is: 'readings', id, steps: open.readings(query) });
  } catch (error) {
    say({ is: 'readings', id, steps: [], failure: toFailure(error) });
  }
}

function toFailure(error: unknown): Failure {
  const sorted = sqlite.sortError('history', error);
  if (!(sorted instanceof HistoryError)) throw sorted;
  return { kind: sorted.kind, message: sorted.message };
}

function end(): void {
  say({ is: 'closed' });
  port?.close();
}

/** A rejected promise ends the thread like any other error. */
function fail(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
