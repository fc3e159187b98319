/**
 * The browser's one stream to the gateway, shared by all its pages: HTTP/1.1 allows six connections
 * to a server, and ten pages must not use them up. It only passes on.
 */
import { openEventSource } from './event-source.ts';
import { createHub } from './hub.ts';

export type WorkerRequest = 'leave';

interface SharedWorkerScope {
  onconnect: ((event: MessageEvent) => void) | null;
}

const hub = createHub({
  open: openEventSource,
  everySecond: (tick) => setInterval(tick, 1_000),
});

(globalThis as unknown as SharedWorkerScope).onconnect = ({ ports: [port] }) => {
  const leave = hub.join((news) => port!.postMessage(news));
  port!.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
    if (data === 'leave') leave();
  };
};
