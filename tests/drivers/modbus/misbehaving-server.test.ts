/** What a broken device or network can send, and that none of it ever passes as a value. */
import { describe, expect, test } from 'vitest';
import { findFreePort } from '../../support/free-port.ts';
import { waitFor } from '../../support/wait.ts';
import { makeConnection, makeDevice } from './builders.ts';
import { frame, type RawRequest, registers, startRawServer } from './raw-server.ts';
import { runDriver } from './run-driver.ts';

const BROKEN = 1;
const HEALTHY = 2;
const devices = [
  makeDevice({ id: 'broken', unit: BROKEN }),
  makeDevice({ id: 'healthy', unit: HEALTHY }),
];

/** Unit 2 always says floor 7, moving; unit 1 does what the test says. */
const onlyBroken = (misbehave: (request: RawRequest) => void) => (request: RawRequest) => {
  if (request.unit === BROKEN) misbehave(request);
  else request.answer(registers(7, 1));
};

describe.each<
  [string, 'timeout' | 'short' | 'wrong-unit' | 'wrong-transaction', (request: RawRequest) => void]
>([
  ['says nothing', 'timeout', () => undefined],
  [
    'answers too late',
    'timeout',
    (request) => setTimeout(() => request.answer(registers(9, 0)), 350),
  ],
  [
    'answers too late',
    'wrong-transaction',
    (request) => setTimeout(() => request.answer(registers(9, 0)), 350),
  ],
  ['answers one register of two', 'short', (request) => request.answer(registers(9))],
  ['answers three registers for two', 'short', (request) => request.answer(registers(9, 0, 0))],
  [
    'answers as another unit',
    'wrong-unit',
    (request) => request.answer(registers(9, 0), { unit: 3 }),
  ],
  [
    'answers as the healthy unit',
    'wrong-unit',
    (request) => request.answer(registers(9, 0), { unit: HEALTHY }),
  ],
  [
    'answers another transaction',
    'wrong-transaction',
    (request) => request.answer(registers(9, 0), { transaction: request.transaction ^ 0x8000 }),
  ],
  [
    'answers with another function',
    'wrong-transaction',
    (request) => request.answer(Buffer.from([4, 4, 0, 9, 0, 0])),
  ],
])('a unit that %s', (_, kind, misbehave) => {
  test(`is counted as ${kind} and lost after 3 polls; the other unit notices nothing`, async () => {
    await using server = await startRawServer(onlyBroken(misbehave));
    await using run = runDriver([makeConnection(server.port), devices]);
    await waitFor('the lost link', () => run.told.linksOf('broken').includes(false));
    await waitFor(`a ${kind}`, () => run.healthOf('broken').errors[kind]);
    await run.stop();
    expect(run.told.linksOf('broken')).toEqual([false]);
    expect(run.told.links.find(({ device }) => device === 'broken')?.reason).toMatch(
      /^3 polls missed: /,
    );
    expect(run.told.goodValues('broken', 'floor')).toEqual([]);
    expect(run.told.linksOf('healthy')).toEqual([true]);
    expect(run.told.goodValues('healthy', 'floor')).toEqual([7]);
    expect(run.healthOf('healthy').errors).toEqual({});
    expect(run.healthOf('healthy')).toMatchObject({ up: true });
  });
});

test('an answer of the last poll, sent twice, never counts for the next', async () => {
  let floor = 0;
  await using server = await startRawServer((request) => {
    floor += 1;
    request.answer(registers(floor, 0));
    request.answer(registers(-floor, 0));
  });
  await using run = runDriver([makeConnection(server.port), [makeDevice()]]);
  await waitFor('20 polls', () => server.requests.length >= 20);
  await run.stop();
  expect(run.told.goodValues('box-1', 'floor').every((value) => Number(value) > 0)).toBe(true);
  expect(run.healthOf('box-1').errors['wrong-transaction']).toBeGreaterThanOrEqual(18);
});

test('an answer from a unit that nobody asked counts for every device on the line', async () => {
  await using server = await startRawServer((request) => {
    request.answer(registers(9, 0), { unit: 77, transaction: request.transaction ^ 0x8000 });
    request.answer(registers(7, 1));
  });
  await using run = runDriver([makeConnection(server.port), devices]);
  await waitFor('both links', () => run.told.links.length === 2);
  await run.stop();
  expect(run.healthOf('broken').errors['wrong-transaction']).toBeGreaterThanOrEqual(1);
  expect(run.healthOf('healthy').errors['wrong-transaction']).toBeGreaterThanOrEqual(1);
  expect(run.told.goodValues('healthy', 'floor')).toEqual([7]);
});

test('late answers never shift values, though each comes after the next question', async () => {
  const points = {
    floor: { at: 1, type: 'int16', every: '60ms' },
    load: { at: 2, type: 'int16', every: '61ms' },
  };
  const late: (() => void)[] = [];
  await using server = await startRawServer((request) => {
    late.push(() => request.answer(registers(request.start)));
    if (late.length > 1) late.shift()!();
    if (server.requests.length % 7 === 0) for (const answer of late.splice(0)) answer();
  });
  await using run = runDriver([
    makeConnection(server.port, { timeout: '50ms' }),
    [makeDevice({ points })],
  ]);
  await waitFor('late answers', () => (run.healthOf('box-1').errors['wrong-transaction'] ?? 0) > 3);
  await run.stop();
  expect(new Set(run.told.goodValues('box-1', 'floor'))).toSatisfy((seen: Set<unknown>) =>
    [...seen].every((value) => value === 1),
  );
  expect(new Set(run.told.goodValues('box-1', 'load'))).toSatisfy((seen: Set<unknown>) =>
    [...seen].every((value) => value === 2),
  );
});

describe('exceptions', () => {
  test('a device that refuses one block is up; only the points of that block are bad', async () => {
    const points = {
      floor: { at: 0x10, type: 'int16' },
      load: { at: 0x90, type: 'int16' },
    };
    await using server = await startRawServer((request) =>
      request.answer(request.start === 0x10 ? registers(4) : Buffer.from([0x83, 2])),
    );
    await using run = runDriver([makeConnection(server.port), [makeDevice({ points })]]);
    await waitFor(
      'both blocks',
      () => run.told.sample('box-1', 'load') && run.told.value('box-1', 'floor') === 4,
    );
    expect(run.told.sample('box-1', 'load')).toEqual({
      signal: 'load',
      value: null,
      quality: 'bad',
      reason: 'exception',
    });
    expect(run.told.linksOf('box-1')).toEqual([true]);

    server.behave = (request) => request.answer(registers(request.start === 0x10 ? 4 : 55));
    await waitFor('the block to come back', () => run.told.value('box-1', 'load') === 55);
    await run.stop();
    expect(run.told.linksOf('box-1')).toEqual([true]);
    expect(run.healthOf('box-1').errors).toEqual({ exception: expect.any(Number) });
    // Each block ages on its own.
    const groups = new Map(
      run.told.reports.flatMap((report) =>
        report.samples.map((sample) => [sample.signal, report.group]),
      ),
    );
    expect(groups).toEqual(
      new Map([
        ['floor', '50ms/1'],
        ['load', '50ms/2'],
      ]),
    );
  });

  test.each([0x0a, 0x0b])(
    'a gateway saying %i means the device behind it is away',
    async (code) => {
      await using server = await startRawServer(
        onlyBroken((request) => request.answer(Buffer.from([0x83, code]))),
      );
      await using run = runDriver([makeConnection(server.port), devices]);
      await waitFor('the lost link', () => run.told.linksOf('broken').includes(false));
      expect(run.told.links.find(({ device }) => device === 'broken')?.reason).toMatch(/Gateway/);
      expect(run.told.reports.some(({ device }) => device === 'broken')).toBe(false);
      expect(run.healthOf('broken').errors.exception).toBeGreaterThanOrEqual(3);
      expect(run.told.linksOf('healthy')).toEqual([true]);
    },
  );
});

describe('the connection', () => {
  test('is refused: told once with the reason, and restored when somebody listens', async () => {
    const port = await findFreePort();
    await using run = runDriver([makeConnection(port), devices]);
    await waitFor('two attempts', () => run.healthOf('healthy').errors.refused === 2);
    expect(run.told.links).toEqual([
      { device: 'broken', up: false, reason: `127.0.0.1:${port} refused the connection` },
      { device: 'healthy', up: false, reason: `127.0.0.1:${port} refused the connection` },
    ]);
    await using _server = await startRawServer((request) => request.answer(registers(3, 0)), port);
    await waitFor('both links', () => run.told.links.length === 4);
    expect(run.told.linksOf('broken')).toEqual([false, true]);
    expect(run.told.value('healthy', 'floor')).toBe(3);
  });

  test.each(['destroy', 'resetAndDestroy'] as const)(
    'is closed (%s): every device on it is lost at once, and all is told again afterwards',
    async (end) => {
      await using server = await startRawServer((request) => request.answer(registers(3, 0)));
      await using run = runDriver([makeConnection(server.port), devices]);
      await waitFor('both links', () => run.told.links.length === 2);
      for (const socket of server.sockets) socket[end]();
      await waitFor('both lost and back', () => run.told.links.length === 6);
      expect(run.told.linksOf('broken')).toEqual([true, false, true]);
      expect(run.told.linksOf('healthy')).toEqual([true, false, true]);
      expect(run.told.goodValues('healthy', 'floor')).toEqual([3, 3]);
      expect(run.healthOf('healthy').errors).toEqual({ disconnected: 1 });
    },
  );

  test('is accepted and closed each time: never up, and asked less and less often', async () => {
    await using server = await startRawServer(({ socket }) => socket.destroy());
    await using run = runDriver([makeConnection(server.port), devices]);
    await waitFor('two attempts', () => run.healthOf('healthy').errors.disconnected === 2);
    expect(run.told.linksOf('healthy')).toEqual([false]);
    expect(server.accepted).toBe(2);
  });

  test('goes silent without closing: it is replaced, since nobody else would notice', async () => {
    await using server = await startRawServer((request) => request.answer(registers(3, 0)));
    await using run = runDriver([makeConnection(server.port), devices]);
    await waitFor('both links', () => run.told.links.length === 2);
    const [deaf] = server.sockets;
    server.behave = (request) => {
      if (request.socket !== deaf) request.answer(registers(8, 0));
    };
    await waitFor('the new floor', () => run.told.value('healthy', 'floor') === 8);
    expect(server.accepted).toBe(2);
    expect(run.told.linksOf('healthy').at(-1)).toBe(true);
  });

  test.each([
    [
      'speaks HTTP',
      (request: RawRequest) => request.socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
    ],
    [
      'sends random bytes',
      (request: RawRequest) => request.socket.write(Buffer.from('a55a'.repeat(300), 'hex')),
    ],
  ])('%s: dropped as no Modbus, nothing is believed', async (_, speak) => {
    await using server = await startRawServer(speak);
    await using run = runDriver([makeConnection(server.port), devices]);
    await waitFor('the lost link', () => run.told.linksOf('healthy').includes(false));
    expect(run.told.links[0]!.reason).toMatch(/not Modbus TCP: protocol \d+, expected 0/);
    expect(run.healthOf('healthy').errors.payload).toBeGreaterThanOrEqual(1);
    expect(run.told.reports).toEqual([]);
  });

  test('stops in the middle of a frame: what follows never becomes its end', async () => {
    let isFirst = true;
    await using server = await startRawServer((request) => {
      const whole = frame(request.transaction, request.unit, registers(3, 0));
      request.socket.write(isFirst ? whole.subarray(0, 10) : whole);
      isFirst = false;
    });
    await using run = runDriver([makeConnection(server.port, { 'in-flight': 1 }), [makeDevice()]]);
    await waitFor('a link', () => run.told.linksOf('box-1').includes(true));
    expect(server.accepted).toBe(2);
    expect(run.told.goodValues('box-1', 'floor')).toEqual([3]);
    // Noticed by the half frame itself, not by the nonsense that the next one would have made.
    expect(run.healthOf('box-1').errors).toEqual({ timeout: 1, disconnected: 1 });
  });
});
