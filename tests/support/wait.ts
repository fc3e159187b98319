/** Waiting for the real world in tests: poll a condition with a deadline, never a plain sleep. */
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** Default 30 s: it ends what hangs, and never judges how quick a busy machine is. */
  withinMs?: number;
  /** Default 20 ms. */
  everyMs?: number;
}

/**
 * Resolves to the first truthy result of `condition`. A throw counts as "not yet"; at the deadline
 * the error says `what` was waited for (a function is asked then); its cause is the last throw.
 */
export async function waitFor<T>(
  what: string | (() => string),
  condition: () => T | Promise<T>,
  { withinMs = 30_000, everyMs = 20 }: Patience = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs;
  let lastError: unknown;
  do {
    try {
      const result = await condition();
      if (result) return result;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await pause(everyMs);
  } while (performance.now() < deadline);
  const wanted = typeof what === 'string' ? what : what();
  throw new Error(`waited ${withinMs} ms for ${wanted}`, { cause: lastError });
}

/** Resolves once something accepts TCP connections there. */
export async function waitForPort(
  port: number,
  { host = '127.0.0.1', ...patience }: Patience & { host?: string } = {},
): Promise<void> {
  await waitFor(`a listener on ${host}:${port}`, () => isListening(host, port), patience);
}

function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', reject);
  });
}
