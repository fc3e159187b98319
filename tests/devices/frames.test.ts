/** Every shipped profile against real bytes and the values that its source says they mean. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Sample } from '../../src/core/signals/reading.ts';
import { codeListsOf, parseCodeList } from '../../src/devices/codes.ts';
import { createPayloadDecoder } from '../../src/devices/payload-decoder.ts';
import type { ModbusProfile, MqttProfile } from '../../src/devices/profile.ts';
import { planReads, type ReadBlock } from '../../src/devices/read-plan.ts';
import { createRegisterDecoder } from '../../src/devices/register-decoder.ts';
import { codeFiles, fixturesFolder, loadProfile, profileFiles, readYaml } from './files.ts';

type Expected = Record<string, boolean | number | string>;

interface Fixture {
  placeholders?: Record<string, string>;
  frames: Frame[];
}

interface Answer {
  function: string;
  start: number;
  hex: string;
}

interface Frame {
  frame: string;
  registers?: Answer[];
  bits?: (Answer & { count: number })[];
  topic?: string;
  payload?: string;
  expect?: Expected;
  availability?: boolean;
  deviceAt?: string;
  id?: string;
}

describe.each(profileFiles())('$name', ({ name, content }) => {
  const fixtureUrl = new URL(`${name}/frames.yaml`, fixturesFolder);

  test('is called as its file, and ships with real bytes', () => {
    expect(loadProfile(content).profile).toBe(name);
    expect(existsSync(fixtureUrl), `write tests/devices/${name}/frames.yaml`).toBe(true);
  });

  const profile = loadProfile(content);
  const fixture = readYaml(fixtureUrl) as Fixture;
  const frames = fixture.frames.map((frame) => [frame.frame, frame] as const);

  test.each(frames)('%s', (_, frame) => {
    if (profile.protocol === 'modbus') checkRegisters(profile, frame);
    else checkPayload(profile, fixture, frame);
  });

  test('every point is proven by a frame', () => {
    const proven = new Set(fixture.frames.flatMap(({ expect = {} }) => Object.keys(expect)));
    expect(Object.keys(profile.points).filter((point) => !proven.has(point))).toEqual([]);
  });
});

test('every code list that a profile names explains its codes', () => {
  const lists = new Set(
    codeFiles().map(({ name, content }) => {
      const parsed = parseCodeList(content);
      expect(parsed.ok && parsed.list.codes).toBe(name);
      return name;
    }),
  );
  const named = profileFiles().flatMap(({ content }) => [
    ...codeListsOf(loadProfile(content)).values(),
  ]);
  expect(named.filter((list) => !lists.has(list))).toEqual([]);
});

function checkRegisters(profile: ModbusProfile, frame: Frame): void {
  const samples = planReads(profile, 1_000).flatMap((block) =>
    createRegisterDecoder(profile, block).decode(answer(frame, block)),
  );
  expect(samples).toHaveLength(Object.keys(profile.points).length);
  expect(shown(samples)).toMatchObject(frame.expect ?? {});
}

function checkPayload(profile: MqttProfile, fixture: Fixture, frame: Frame): void {
  const decoder = createPayloadDecoder(profile, fixture.placeholders ?? {});
  const payload = new TextEncoder().encode(frame.payload ?? '');
  const news = decoder.decode(frame.topic ?? '', payload);
  if (news?.is !== 'samples') {
    expect(news).toEqual({ is: 'availability', online: frame.availability });
    return;
  }
  expect(shown(news.samples)).toEqual(frame.expect);
  const deviceAt = news.deviceAt === undefined ? undefined : new Date(news.deviceAt).toISOString();
  expect({ deviceAt, id: news.id }).toEqual({ deviceAt: frame.deviceAt, id: frame.id });
}

/** What the device answers to this block: registers cut from the frame, bits as they stand. */
function answer({ registers = [], bits = [] }: Frame, block: ReadBlock): Uint8Array {
  for (const { function: fn, start, hex } of registers) {
    const from = (block.start - start) * 2;
    const bytes = bytesOf(hex);
    const fits = from >= 0 && from + block.count * 2 <= bytes.length;
    if (fn === block.function && fits) return bytes.subarray(from, from + block.count * 2);
  }
  for (const { function: fn, start, count, hex } of bits) {
    if (fn === block.function && start === block.start && count === block.count) {
      return bytesOf(hex);
    }
  }
  throw new Error(`the frame has no bytes for ${block.function} ${block.start}+${block.count}`);
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
}

function shown(samples: readonly Sample[]): Expected {
  return Object.fromEntries(
    samples.map(({ signal, value, quality, reason }) => [
      signal,
      quality === 'good' ? value! : `${quality} ${reason}`,
    ]),
  );
}
