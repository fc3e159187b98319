/** A plain reader of server-sent events: what any program does with `fetch`. */
import { waitFor } from '../support/wait.ts';
import type { Caller } from './caller.ts';
import type { StandIn } from './gateway-stand-in.ts';

export interface Message {
  event: string;
  id?: number;
  // biome-ignore lint/suspicious/noExplicitAny: what comes over the wire is what a test looks at
  data: any;
}

export interface StreamReader extends AsyncDisposable {
  status: number;
  messages: Message[];
  /** The server has ended it. */
  hasEnded(): boolean;
  of(event: string): Message[];
  /** The first message of this name that fits; waits for it. */
  wait(event: string, fits?: (message: Message) => boolean): Promise<Message>;
}

export async function openStream(
  { base }: StandIn,
  caller: Caller,
  lastSeq?: number,
): Promise<StreamReader> {
  const ending = new AbortController();
  const resume = lastSeq === undefined ? {} : { 'Last-Event-ID': String(lastSeq) };
  const response = await fetch(`${base}/api/v1/stream`, {
    headers: { ...caller.headers, ...resume },
    signal: ending.signal,
  });
  const messages: Message[] = [];
  let hasEnded = false;
  const reading = read(response, messages)
    .catch(() => undefined)
    .finally(() => {
      hasEnded = true;
    });
  const of = (event: string) => messages.filter((message) => message.event === event);
  return {
    status: response.status,
    messages,
    hasEnded: () => hasEnded,
    of,
    wait: (event, fits = () => true) => waitFor(`a message ${event}`, () => of(event).find(fits)),
    async [Symbol.asyncDispose]() {
      ending.abort();
      await reading;
    },
  };
}

async function read(response: Response, messages: Message[]): Promise<void> {
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const parts = text.split('\n\n');
    text = parts.pop()!;
    messages.push(...parts.map(parse));
  }
}

function parse(part: string): Message {
  const lines = new Map(
    part.split('\n').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }),
  );
  const id = lines.get('id');
  const data = JSON.parse(lines.get('data')!);
  return { event: lines.get('event')!, data, ...(id === undefined ? {} : { id: Number(id) }) };
}
