/** An input module: which register each channel is, and which way round. */
import { expect, test } from 'vitest';
import { atChannel } from '../../src/devices/channel.ts';
import type { ModbusProfile } from '../../src/devices/profile.ts';
import { planReads } from '../../src/devices/read-plan.ts';
import { createRegisterDecoder } from '../../src/devices/register-decoder.ts';
import { loadProfile, profileFiles } from './files.ts';

const MODULE = profileFiles().find(({ name }) => name === 'waveshare-io-8ch')!;
const profile = loadProfile(MODULE.content) as ModbusProfile;

function read(channel: number, normally: 'open' | 'closed', bit: 0 | 1) {
  const own = atChannel(profile, { channel, normally });
  const [block] = planReads(own, 1_000);
  const [sample] = createRegisterDecoder(own, block!).decode(Uint8Array.of(bit));
  return { start: block!.start, active: sample!.value };
}

test('channel n reads input n, counted from one, at address n less one', () => {
  for (const channel of [1, 6, 8]) {
    expect(read(channel, 'open', 1)).toEqual({ start: channel - 1, active: true });
    expect(read(channel, 'open', 0)).toEqual({ start: channel - 1, active: false });
  }
});

test('a contact that rests closed acts by opening', () => {
  expect(read(6, 'closed', 1)).toEqual({ start: 5, active: false });
  expect(read(6, 'closed', 0)).toEqual({ start: 5, active: true });
});

test('the module as the others see it is not changed', () => {
  atChannel(profile, { channel: 6, normally: 'closed' });
  expect(profile.points.active!.at).toBe(0);
  expect(profile.points.active!.conversion.invert).toBeUndefined();
});

test('a table that ends before its last channel is refused', () => {
  const raw = structuredClone(MODULE.content) as { points: { active: { at: number } } };
  raw.points.active.at = 65_530;
  expect(() => loadProfile(raw)).toThrow('at 65530 of channel 1 reaches past the last register');
});
