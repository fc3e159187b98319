/** Messages of server-sent events (WHATWG HTML 9.2), as text. */
import type { StreamMessages } from '../contract.ts';

/**
 * `seq`: everything that was journalled up to it has been said once this message has arrived; a
 * client that comes back with it misses nothing.
 */
export function frame<Name extends keyof StreamMessages>(
  name: Name,
  data: StreamMessages[Name],
  seq?: number,
): string {
  const id = seq === undefined ? '' : `id: ${seq}\n`;
  return `event: ${name}\n${id}data: ${JSON.stringify(data)}\n\n`;
}
