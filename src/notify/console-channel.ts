/**
 * The built-in channel `console`: delivered as soon as it is decided, since the console shows every
 * notification from the journal. That somebody looked is an answer, not a receipt.
 */
import type { Channel } from './channel.ts';

export const CONSOLE = 'console';

export function createConsoleChannel(): Channel {
  return {
    kind: CONSOLE,
    audience: 'person',
    allowInSimulation: true,
    send: async () => ({ result: 'delivered' }),
    close: () => undefined,
  };
}
