/** Joins this page to the stream: through the shared worker where the browser has one. */
import { openEventSource } from './event-source.ts';
import { createHub, type StreamNews } from './hub.ts';
import type { WorkerRequest } from './shared-worker.ts';

/** Returns what leaves it again. */
export function connectStream(listen: (news: StreamNews) => void): () => void {
  return 'SharedWorker' in window ? connectShared(listen) : connectDirectly(listen);
}

function connectShared(listen: (news: StreamNews) => void): () => void {
  const { port } = new SharedWorker(new URL('./shared-worker.ts', import.meta.url), {
    type: 'module',
    name: 'dutywatch-stream',
  });
  port.onmessage = ({ data }: MessageEvent<StreamNews>) => listen(data);
  // A port tells nobody that its page is gone.
  const leave = () => port.postMessage('leave' satisfies WorkerRequest);
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', reloadIfKept);
  return () => {
    window.removeEventListener('pagehide', leave);
    window.removeEventListener('pageshow', reloadIfKept);
    leave();
    port.close();
  };
}

/** A page that the browser kept and shows again has left the stream meanwhile. */
function reloadIfKept(event: PageTransitionEvent): void {
  if (event.persisted) window.location.reload();
}

function connectDirectly(listen: (news: StreamNews) => void): () => void {
  let timer = 0;
  const hub = createHub({
    open: openEventSource,
    everySecond: (tick) => {
      timer = window.setInterval(tick, 1_000);
    },
  });
  const leave = hub.join(listen);
  return () => {
    leave();
    window.clearInterval(timer);
  };
}
