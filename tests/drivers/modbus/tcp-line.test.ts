/** Transactions over one socket: what the whole driver's tests cannot reach in reasonable time. */
import { expect, test } from 'vitest';
import type { Answer, LineEvents } from '../../../src/drivers/modbus/line.ts';
import { TcpLine } from '../../../src/drivers/modbus/tcp-line.ts';
import { waitFor } from '../../support/wait.ts';
import { type RawRequest, type RawServer, registersOf, startRawServer } from './raw-server.ts';

const QUESTION = { unit: 1, function: 'holding', count: 1 } as const;
const FAR = Number.MAX_SAFE_INTEGER;

async function openLine(server: RawServer, maxInFlight: number) {
  const strays: number[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const events: LineEvents = {
    opened: resolve,
    closed: (error) => {
      throw error;
    },
    stray: (unit) => strays.push(unit),
  };
  const line = new TcpLine({ host: '127.0.0.1', port: server.port, maxInFlight }, events);
  line.open();
  await promise;
  return { line, strays, [Symbol.dispose]: () => line.close() };
}

test('an answer that is late by all 65,536 transactions is still nobody else’s', async () => {
  let forgotten: RawRequest | undefined;
  await using server = await startRawServer((request) => {
    server.requests.length = 0;
    if (forgotten) request.answer(registersOf(request));
    else forgotten = request;
  });
  using opened = await openLine(server, 16);
  const { line, strays } = opened;
  let first: Answer | undefined;
  line.ask({ ...QUESTION, start: 0xdead }, 0, (answer) => {
    first = answer;
  });
  line.flush();
  await waitFor('the first question', () => forgotten);
  line.expire(1);
  expect(first).toMatchObject({ kind: 'timeout' });

  // As many questions as there are other transactions, 16 at a time.
  let [sent, wrong] = [0, 0];
  await new Promise<void>((resolve) => {
    const askNext = () => {
      if (sent === 0xffff) return line.hasRoom && resolve();
      const start = sent++ & 0xff;
      line.ask({ ...QUESTION, start }, FAR, (answer) => {
        if (!(answer instanceof Uint8Array) || answer[1] !== start) wrong += 1;
        askNext();
      });
      line.flush();
    };
    while (line.hasRoom) askNext();
  });
  expect(wrong).toBe(0);

  // The next question would carry the forgotten transaction, were it not kept out of use.
  let answered: Answer | undefined;
  server.behave = (request) => {
    forgotten!.answer(registersOf(forgotten!));
    request.answer(registersOf(request));
  };
  for (let i = 0; i < 3; i++) {
    answered = undefined;
    line.ask({ ...QUESTION, start: 7 }, FAR, (answer) => {
      answered = answer;
    });
    line.flush();
    await waitFor('the answer', () => answered);
    expect(answered).toEqual(Buffer.from([0, 7]));
  }
  expect(strays.length).toBeGreaterThanOrEqual(2);
});

test('more questions than the line has room for are our own mistake', async () => {
  await using server = await startRawServer(() => undefined);
  using opened = await openLine(server, 1);
  opened.line.ask({ ...QUESTION, start: 0 }, FAR, () => undefined);
  expect(opened.line.hasRoom).toBe(false);
  expect(() => opened.line.ask({ ...QUESTION, start: 0 }, FAR, () => undefined)).toThrow(/no room/);
});
