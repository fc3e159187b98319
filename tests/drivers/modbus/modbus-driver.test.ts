/** The driver against pymodbus, an independent server, and what `open` refuses. */
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../src/core/error.ts';
import { ModbusDriver } from '../../../src/drivers/modbus/modbus-driver.ts';
import { type Child, runChild, startChild } from '../../support/child.ts';
import { DEBIAN_PYTHON } from '../../support/debian-packages.ts';
import { findFreePort } from '../../support/free-port.ts';
import { waitFor } from '../../support/wait.ts';
import { isLife, makeConnection, makeDevice, makeProfile } from './builders.ts';
import { registers, startRawServer } from './raw-server.ts';
import { runDriver } from './run-driver.ts';

interface Tables {
  holding?: Record<string, number[]>;
  input?: Record<string, number[]>;
  coil?: Record<string, number[]>;
  discrete?: Record<string, number[]>;
}

async function startPymodbus(
  units: Record<number, Tables>,
  { port = 0, missing = 'silent' as 'silent' | 'exception' } = {},
): Promise<{ server: Child; port: number }> {
  const server = await startChild(DEBIAN_PYTHON, [
    'tests/support/pymodbus-server.py',
    JSON.stringify({ port, missing, units }),
  ]);
  const [, found] = await server.waitForOutput(/listening on (\d+)/);
  return { server, port: Number(found) };
}

/** Another master changes the device. */
async function writeByMbpoll(port: number, unit: number, at: number, value: number): Promise<void> {
  const args = ['-m', 'tcp', '-p', `${port}`, '-a', `${unit}`, '-0', '-r', `${at}`, '127.0.0.1'];
  const { code, output } = await runChild('mbpoll', [...args, `${value}`]);
  if (code !== 0) throw new Error(output);
}

describe('against pymodbus', () => {
  test('all four tables are read, and only what changes is told', async () => {
    const points = {
      floor: { at: 0x10, type: 'int16' },
      load: { at: 0x20, type: 'float32', function: 'input' },
      moving: { at: 3, type: 'bool', function: 'discrete' },
      'x.light': { at: 9, type: 'bool', function: 'coil' },
    };
    // 0x4229 0x0000 is 42.25 in IEEE 754.
    const { server, port } = await startPymodbus({
      5: {
        holding: { 16: [0xfffe] },
        input: { 32: [0x4229, 0] },
        discrete: { 3: [1] },
        coil: { 9: [0] },
      },
    });
    await using _server = server;
    await using run = runDriver([makeConnection(port), [makeDevice({ unit: 5, points })]]);
    const { told } = run;
    await waitFor('four values', () => told.reports.flatMap(({ samples }) => samples).length === 4);
    expect(told.value('box-1', 'floor')).toBe(-2);
    expect(told.value('box-1', 'load')).toBe(42.25);
    expect(told.value('box-1', 'moving')).toBe(true);
    expect(told.value('box-1', 'x.light')).toBe(false);
    expect(told.links).toEqual([{ device: 'box-1', up: true }]);

    const before = told.reports.length;
    await waitFor('a few rounds', () => told.reports.length > before + 12);
    expect(told.reports.slice(before).every(({ samples }) => samples.length === 0)).toBe(true);

    await writeByMbpoll(port, 5, 0x10, 12);
    await waitFor('the new floor', () => told.value('box-1', 'floor') === 12);
    const health = run.healthOf('box-1');
    expect(health).toMatchObject({ device: 'box-1', up: true, errors: {} });
    expect(health.roundTripMs).toBeGreaterThan(0);
    expect(health.lastHeardAt).toBeGreaterThan(performance.now() - 1_000);
  });

  test('a register that does not exist is an exception; the device is up', async () => {
    const { server, port } = await startPymodbus({ 1: { holding: { 16: [1] } } });
    await using _server = server;
    await using run = runDriver([makeConnection(port), [makeDevice()]]);
    await waitFor('the bad points', () => run.told.sample('box-1', 'moving'));
    expect(run.told.sample('box-1', 'floor')).toMatchObject({
      quality: 'bad',
      reason: 'exception',
    });
    expect(run.told.linksOf('box-1')).toEqual([true]);
  });

  test.each(['silent', 'exception'] as const)(
    'a unit that is not there (%s) is lost; 20 others on the socket keep their interval',
    async (missing) => {
      const tables = { holding: { 16: [2, 0] } };
      const units = Array.from({ length: 20 }, (_, i) => i + 1);
      const { server, port } = await startPymodbus(
        Object.fromEntries(units.map((unit) => [unit, tables])),
        { missing },
      );
      await using _server = server;
      const devices = [...units, 99].map((unit) =>
        makeDevice({ id: `u${unit}`, unit, everyMs: 100 }),
      );
      await using run = runDriver([makeConnection(port), devices]);
      await waitFor('the lost unit', () => run.told.linksOf('u99').includes(false));
      const from = performance.now();
      await waitFor('a second of polls', () => performance.now() > from + 1_000);
      await run.stop();
      for (const unit of units) {
        const polls = run.told.reports.filter(
          ({ device, at }) => device === `u${unit}` && at > from,
        );
        // Ten are due; a busy test machine may delay one or two.
        expect(polls.length).toBeGreaterThanOrEqual(7);
        expect(run.told.linksOf(`u${unit}`)).toEqual([true]);
      }
      expect(run.told.linksOf('u99')).toEqual([false]);
    },
  );

  test('the server is killed and started again: lost at once, then all is told anew', async () => {
    const port = await findFreePort();
    const units = { 1: { holding: { 16: [6, 1] } } };
    const first = await startPymodbus(units, { port });
    await using run = runDriver([makeConnection(port), [makeDevice()]]);
    await waitFor('the link', () => run.told.links.length === 1);
    await first.server.kill();
    await waitFor('the lost link', () => run.told.links.length === 2);
    const second = await startPymodbus(units, { port });
    await using _server = second.server;
    await waitFor('the restored link', () => run.told.links.length === 3);
    expect(run.told.linksOf('box-1')).toEqual([true, false, true]);
    expect(run.told.goodValues('box-1', 'floor')).toEqual([6, 6]);
  });
});

test('an answer that came while the program was busy is no timeout', async () => {
  const units = Array.from({ length: 12 }, (_, i) => i + 1);
  const { server, port } = await startPymodbus(
    Object.fromEntries(units.map((unit) => [unit, { holding: { 16: [2, 0] } }])),
  );
  await using _server = server;
  const devices = units.map((unit) => makeDevice({ id: `u${unit}`, unit, everyMs: 1_000 }));
  await using run = runDriver([makeConnection(port, { 'in-flight': 2 }), devices]);
  const { report } = run.told;
  run.told.report = (reports) => {
    // Longer than the timeout of 200 ms, each time with a question under way.
    for (const until = performance.now() + 250; performance.now() < until; );
    return report.call(run.told, reports);
  };
  await waitFor('all links', () => run.told.links.length === units.length);
  await run.stop();
  expect(run.driver.health().map(({ errors }) => errors)).toEqual(units.map(() => ({})));
});

describe('lines', () => {
  test('connections to the same host and port share one socket and its limit', async () => {
    let open = 0;
    let most = 0;
    await using server = await startRawServer((request) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        request.answer(registers(1, 0));
      }, 5);
    });
    const units = [1, 2, 3, 4, 5, 6];
    await using run = runDriver(
      [makeConnection(server.port), units.map((unit) => makeDevice({ id: `a${unit}`, unit }))],
      [
        makeConnection(server.port, { 'in-flight': 3 }),
        units.map((unit) => makeDevice({ id: `b${unit}`, unit: unit + 6 })),
      ],
    );
    await waitFor('all of them', () => run.told.links.length === 12);
    await waitFor('some rounds', () => server.requests.length > 60);
    expect(server.accepted).toBe(1);
    expect(most).toBe(3);
  });

  test('the first answer brings life-safety signals', async () => {
    const points = {
      floor: { at: 0x10, type: 'int16' },
      moving: { at: 0x90, type: 'bool' },
    };
    await using server = await startRawServer((request) => request.answer(registers(1)));
    await using run = runDriver([makeConnection(server.port), [makeDevice({ points })]]);
    await waitFor('both', () => server.requests.length >= 2);
    expect(server.requests.slice(0, 2).map(({ start }) => start)).toEqual([0x90, 0x10]);
    await run.stop();
  });

  test('stopping closes the socket, and nothing is told afterwards', async () => {
    await using server = await startRawServer((request) => request.answer(registers(1, 0)));
    const run = runDriver([makeConnection(server.port), [makeDevice()]]);
    await waitFor('the link', () => run.told.links.length === 1);
    await run.stop();
    const told = run.told.reports.length;
    await waitFor('the closed socket', () => server.sockets.size === 0);
    expect(run.told.reports).toHaveLength(told);
    expect(run.told.linksOf('box-1')).toEqual([true]);
  });
});

describe('open', () => {
  const open = (device: ReturnType<typeof makeDevice>) => () =>
    new ModbusDriver({ isLife }).open(makeConnection(502), [device]);

  test('takes a device with a unit, and knows it before it runs', () => {
    const driver = new ModbusDriver({ isLife });
    driver.open(makeConnection(502), [makeDevice({ unit: 247 })]);
    expect(driver.health()).toEqual([
      {
        device: 'box-1',
        up: false,
        reason: 'not heard yet',
        cause: 'not-heard-yet',
        errors: {},
      },
    ]);
  });

  test.each([-1, 256, 1.5])('refuses unit %s', (unit) => {
    expect(open(makeDevice({ unit }))).toThrow(ConfigError);
    expect(open(makeDevice({ unit }))).toThrow(`devices.box-1.unit: ${unit} is no unit id.`);
  });

  test('refuses a device without a unit', () => {
    const { unit: _, ...device } = makeDevice();
    expect(open(device)).toThrow('devices.box-1.unit: missing. Give the device');
  });

  test('refuses a profile of another protocol', () => {
    const profile = { ...makeProfile(), protocol: 'mqtt' };
    expect(open({ ...makeDevice(), profile: profile as never })).toThrow(/speaks mqtt/);
  });
});
