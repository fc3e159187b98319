import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupsOf } from '../../src/devices/groups.ts';
import type { ModbusProfile } from '../../src/devices/profile.ts';
import { planReads, type ReadBlock } from '../../src/devices/read-plan.ts';
import { modbusProfile, mqttProfile } from './files.ts';

describe('a plan', () => {
  test('takes neighbours together and stops before a register that nobody asked for', () => {
    for (const [gap, expected, why] of [
      [0, ['0+4', '6+2', '20+1'], 'touching values only'],
      [1, ['0+4', '6+2', '20+1'], '4 and 5 lie between: one too many'],
      [2, ['0+8', '20+1'], '4 and 5 may be spanned'],
      [12, ['0+21'], '8 to 19 are twelve'],
    ] as const) {
      const profile = modbusProfile(
        { gap },
        {
          'x.a': { at: 0, type: 'uint32' },
          'x.b': { at: 2, type: 'uint32' },
          'x.c': { at: 6, type: 'float32' },
          'x.d': { at: 20, type: 'uint16' },
        },
      );
      expect(planReads(profile, 1_000).map(extent), why).toEqual(expected);
    }
  });

  test('starts the second read where the first ends, not one later', () => {
    // The bug of a large peer: after 16 registers its second block began one too late.
    const points = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`x.r${i}`, { at: i, type: 'uint16' }]),
    );
    const profile = modbusProfile({ 'max-registers': 16 }, points);
    expect(planReads(profile, 1_000).map(extent)).toEqual(['0+16', '16+16', '32+8']);
  });

  test('puts a value that does not fit any more whole into the next read', () => {
    const points = {
      'x.a': { at: 0, type: 'uint16' },
      'x.b': { at: 1, type: 'float64' },
      'x.c': { at: 5, type: 'uint16' },
    };
    const profile = modbusProfile({ 'max-registers': 4 }, points);
    expect(planReads(profile, 1_000).map(extent)).toEqual(['0+1', '1+4', '5+1']);
  });

  test('reads each interval and each function by itself; each read is a group', () => {
    const profile = modbusProfile(
      { gap: 100 },
      {
        'x.slow': { at: 1, type: 'uint16', every: '60s' },
        'x.fast': { at: 0, type: 'uint16' },
        'x.input': { at: 2, type: 'uint16', function: 'input' },
        'x.coil': { at: 3, type: 'bool', function: 'coil' },
      },
    );
    expect(
      planReads(profile, 500).map((block) => `${block.group} ${block.function} ${extent(block)}`),
    ).toEqual([
      '500ms/1 holding 0+1',
      '500ms/2 input 2+1',
      '500ms/3 coil 3+1',
      '60000ms holding 1+1',
    ]);
  });

  test('widens a read that would cut through an aligned value', () => {
    const points = {
      'x.flag': { at: 11, type: 'bit', bit: 0 },
      'x.word': { at: 10, type: 'uint32', every: '60s', aligned: true },
    };
    expect(planReads(modbusProfile({}, points), 1_000).map(extent)).toEqual(['10+2', '10+2']);
    const beside = { ...points, 'x.flag': { at: 12, type: 'uint16' } };
    expect(planReads(modbusProfile({}, beside), 1_000).map(extent)).toEqual(['12+1', '10+2']);
    const loose = { ...points, 'x.word': { ...points['x.word'], aligned: false } };
    expect(planReads(modbusProfile({}, loose), 1_000).map(extent)).toEqual(['11+1', '10+2']);
  });
});

describe('any plan', () => {
  test('reads every wanted register once per interval, and none that is forbidden', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const blocks = planReads(profile, 1_000);
        for (const everyMs of new Set(blocks.map((block) => block.everyMs))) {
          checkInterval(
            profile,
            everyMs,
            blocks.filter((block) => block.everyMs === everyMs),
          );
        }
        const planned = blocks.flatMap((block) => block.points.map(({ name }) => name));
        expect(planned.toSorted()).toEqual(Object.keys(profile.points).toSorted());
      }),
    );
  });

  test('gives every read a group of its own, and every signal exactly one group', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const blocks = planReads(profile, 1_000);
        expect(new Set(blocks.map(({ group }) => group)).size).toBe(blocks.length);
        const signals = groupsOf(profile, 1_000).flatMap((group) => group.signals);
        expect(signals.toSorted()).toEqual(Object.keys(profile.points).toSorted());
      }),
    );
  });
});

test('an MQTT device has one group per topic, which ages by its silence', () => {
  const profile = mqttProfile(
    { silence: '130m' },
    {
      leak: { path: 'wet', type: 'bool' },
      battery: { topic: 'field/<name>/battery', type: 'number', unit: '%' },
    },
  );
  expect(groupsOf(profile, 1_000)).toEqual([
    { group: 'field/<name>', signals: ['leak'], silenceMs: 7_800_000 },
    { group: 'field/<name>/battery', signals: ['battery'], silenceMs: 7_800_000 },
  ]);
});

function extent({ start, count }: ReadBlock): string {
  return `${start}+${count}`;
}

/** Counts, register by register, what the blocks of one interval read. */
function checkInterval(profile: ModbusProfile, everyMs: number, blocks: ReadBlock[]): void {
  const reads = new Map<string, number>();
  for (const block of blocks) {
    expect(block.count).toBeLessThanOrEqual(profile.modbus.maxRegisters);
    let unread = 0;
    for (let at = block.start; at < block.start + block.count; at++) {
      const key = `${block.function} ${at}`;
      reads.set(key, (reads.get(key) ?? 0) + 1);
      unread = wants(profile, everyMs, block, at) ? 0 : unread + 1;
      expect(unread, `unread registers before ${at}`).toBeLessThanOrEqual(profile.modbus.gap);
    }
    expect(wants(profile, everyMs, block, block.start), 'starts with a wanted one').toBe(true);
    expect(unread, 'ends with a wanted register').toBe(0);
  }
  for (const point of Object.values(profile.points)) {
    if ((point.everyMs ?? 1_000) !== everyMs) continue;
    for (let i = 0; i < point.registers; i++) {
      expect(reads.get(`${point.function} ${point.at + i}`)).toBe(1);
    }
  }
}

function wants(profile: ModbusProfile, everyMs: number, block: ReadBlock, at: number): boolean {
  return Object.values(profile.points).some(
    (point) =>
      point.function === block.function &&
      (point.everyMs ?? 1_000) === everyMs &&
      point.at <= at &&
      at < point.at + point.registers,
  );
}

/** Values of 1, 2 or 4 registers at growing addresses, some touching, some far apart. */
const anyProfile: fc.Arbitrary<ModbusProfile> = fc
  .record({
    gap: fc.integer({ min: 0, max: 12 }),
    most: fc.integer({ min: 4, max: 125 }),
    points: fc.array(
      fc.record({
        type: fc.constantFrom('uint16', 'float32', 'float64'),
        skip: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 })),
        every: fc.constantFrom(undefined, '1s', '10s'),
        function: fc.constantFrom('holding', 'input'),
      }),
      { minLength: 1, maxLength: 40 },
    ),
  })
  .map(({ gap, most, points }) => {
    let at = 0;
    const placed = points.map(({ skip, every, ...point }, i) => {
      const here = at + skip;
      at = here + { uint16: 1, float32: 2, float64: 4 }[point.type]!;
      return [`x.p${i}`, { at: here, ...point, ...(every && { every }) }] as const;
    });
    return modbusProfile({ gap, 'max-registers': most }, Object.fromEntries(placed));
  });
