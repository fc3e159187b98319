/**
 * One event stream for all pages of this browser: it holds the connection, opens it anew when it
 * dies, and gives whoever joins late the signals as they stand. It runs in the shared worker, or in
 * the page where there is none. It interprets nothing else.
 */
import type { SignalReading, StreamMessages } from '../../../api/contract.ts';

export type StreamName = keyof StreamMessages;

export type StreamNews =
  | { [N in StreamName]: { name: N; data: StreamMessages[N] } }[StreamName]
  /** The server answered with a refusal, such as a session that has ended. */
  | { name: 'refused' };

export interface StreamSource {
  readonly readyState: number;
  onerror: ((event: never) => unknown) | null;
  addEventListener(name: string, listener: (event: { data: string }) => void): void;
  close(): void;
}

export interface HubOptions {
  open(): StreamSource;
  /** Calls `tick` each second for as long as the hub lives. */
  everySecond(tick: () => void): void;
}

export interface Hub {
  /** Tells `listener` everything from now on, first the signals as they stand. */
  join(listener: (news: StreamNews) => void): () => void;
}

const NAMES = [
  'signals',
  'alarm',
  'incident',
  'device',
  'notification',
  'heartbeat',
  'reset',
] as const satisfies readonly StreamName[];

/** `EventSource.OPEN`, and `CLOSED`: the browser has given up. In between it tries by itself. */
const OPEN = 1;
const CLOSED = 2;
/** The server's heartbeat comes each second; a stream that says nothing for so long is dead. */
const SILENT_LIMIT_S = 8;
/** Between two attempts to open; it doubles up to the second figure. */
const FIRST_RETRY_S = 1;
const LONGEST_RETRY_S = 8;

export function createHub({ open, everySecond }: HubOptions): Hub {
  const listeners = new Set<(news: StreamNews) => void>();
  const table = createSignalTable();
  let source: StreamSource | undefined;
  let isReopened = false;
  let silentS = 0;
  let retryS = FIRST_RETRY_S;
  let waitS = 0;

  const tell = (news: StreamNews) => {
    for (const listener of listeners) listener(news);
  };
  const hear = (own: StreamSource, name: StreamName, text: string) => {
    if (own !== source) return;
    silentS = 0;
    retryS = FIRST_RETRY_S;
    // A new connection of our own does not resume: what lies between is unknown.
    if (isReopened) tell({ name: 'reset', data: { reason: 'reopened' } });
    isReopened = false;
    const news = { name, data: JSON.parse(text) } as StreamNews;
    if (news.name === 'signals') table.take(news.data);
    tell(news);
  };
  const start = () => {
    const own = open();
    source = own;
    silentS = 0;
    for (const name of NAMES) own.addEventListener(name, ({ data }) => hear(own, name, data));
    own.onerror = () => {
      if (own !== source || own.readyState !== CLOSED) return;
      tell({ name: 'refused' });
      giveUp();
    };
  };
  const close = () => {
    source?.close();
    source = undefined;
  };
  const giveUp = () => {
    close();
    isReopened = true;
    waitS = retryS;
    retryS = Math.min(retryS * 2, LONGEST_RETRY_S);
  };

  everySecond(() => {
    if (listeners.size === 0) return;
    if (source === undefined) {
      waitS--;
      if (waitS <= 0) start();
    } else if (source.readyState === OPEN && ++silentS > SILENT_LIMIT_S) giveUp();
  });

  return {
    join(listener) {
      listeners.add(listener);
      const signals = table.list();
      if (signals.length > 0) listener({ name: 'signals', data: { full: true, signals } });
      if (source === undefined) start();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        // Nobody is signed in here any more; whoever comes next loads everything anew.
        close();
        table.clear();
        isReopened = false;
      };
    },
  };
}

function createSignalTable() {
  const signals = new Map<string, SignalReading>();
  return {
    take({ full, signals: changed }: StreamMessages['signals']) {
      if (full) signals.clear();
      for (const reading of changed) signals.set(`${reading.asset}/${reading.signal}`, reading);
    },
    clear: () => signals.clear(),
    list: () => [...signals.values()],
  };
}
