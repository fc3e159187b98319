/** The browser's own client for server-sent events, as the hub wants it. */
import { routes } from '../routes.ts';
import type { StreamSource } from './hub.ts';

export function openEventSource(): StreamSource {
  return new EventSource(routes.stream) as unknown as StreamSource;
}
