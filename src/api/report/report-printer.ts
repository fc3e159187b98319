/**
 * Has reports drawn in a thread of their own, one at a time: photos and long tables would hold up
 * the loop that watches the building.
 */
import { Worker } from 'node:worker_threads';
import { ProblemAnswer } from '../problem.ts';
import type { PrintOrder } from './report-thread.ts';

/** Reports that are drawn or wait for their turn; a further one is refused (503). */
const WAITING_LIMIT = 8;
/** Longest run of the thread, ms; then it is ended and the report refused (503). */
const RUN_LIMIT_MS = 60_000;

export class ReportPrinter {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  async print(order: PrintOrder): Promise<Buffer> {
    if (this.#waiting >= WAITING_LIMIT) throw unavailable('other reports are being drawn');
    this.#waiting += 1;
    const drawn = this.#last.then(() => draw(order));
    this.#last = drawn.catch(() => undefined);
    try {
      return await drawn;
    } finally {
      this.#waiting -= 1;
    }
  }
}

async function draw(order: PrintOrder): Promise<Buffer> {
  const worker = new Worker(new URL('./report-thread.ts', import.meta.url), {
    workerData: order,
    name: 'report',
  });
  // A stop of the program does not wait for a report.
  worker.unref();
  try {
    return await awaitReport(worker);
  } finally {
    await worker.terminate();
  }
}

function awaitReport(worker: Worker): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(unavailable(`the report took longer than ${RUN_LIMIT_MS / 1_000} s`));
    }, RUN_LIMIT_MS).unref();
    worker.once('message', ({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>) => {
      resolve(Buffer.from(buffer, byteOffset, byteLength));
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the thread of the report ended early'));
    });
  });
}

function unavailable(detail: string): ProblemAnswer {
  return new ProblemAnswer(503, 'unavailable', detail, { retryAfter: 5 });
}
