/** Small things that say where a value lies: register numbers, paths, topics, times, probes. */
import { describe, expect, test } from 'vitest';
import { codeListsOf, meaningOfCodes, parseCodeList } from '../../src/devices/codes.ts';
import { follow, parsePath } from '../../src/devices/payload-path.ts';
import { parsePayloadTime } from '../../src/devices/payload-time.ts';
import { probeOf } from '../../src/devices/probe.ts';
import { addressOfNumber } from '../../src/devices/register-number.ts';
import { placeholderFault, placeholdersOf } from '../../src/devices/topic.ts';
import { codeFiles, loadProfile, modbusProfile, mqttProfile, profileFiles } from './files.ts';

describe('a register number', () => {
  test.each([
    [30001, 'input', 0, 'RLE: register 30001 = address 0'],
    [40016, 'holding', 15, 'the leak-alarm delay of the same manual'],
    [10001, 'discrete', 0, 'the first discrete input'],
    [1, 'coil', 0, 'the first coil'],
    [400001, 'holding', 0, 'six digits name the table too'],
    [465536, 'holding', 65535, 'the last one'],
    [465537, 'holding', undefined, 'beyond the last one'],
    [3204, 'holding', 3203, 'Schneider: register-list number N, wire N - 1'],
    [563, 'holding', 0x0232, 'BSCM: register 563 is 0x0232 on the wire'],
    [30001, 'holding', undefined, 'names an input register'],
    [40000, 'holding', undefined, 'there is no register 0'],
  ] as const)('%i with %s is address %s: %s', (number, fn, address, _why) => {
    expect(addressOfNumber(number, fn)).toBe(address);
  });
});

describe('a path', () => {
  test.each([
    ['water_leak', ['water_leak']],
    ['params.flood:0.alarm', ['params', 'flood:0', 'alarm']],
    ['rxInfo[0].rssi', ['rxInfo', 0, 'rssi']],
    ['a[1][2]', ['a', 1, 2]],
    ['[0].a', [0, 'a']],
    ['', undefined],
    ['a.', undefined],
    ['.a', undefined],
    ['a.[0]', undefined],
    ['a[x]', undefined],
    ['a[0]b', undefined],
  ])('%s', (text, steps) => {
    expect(parsePath(text)).toEqual(steps);
  });

  test('leads nowhere where there is nothing, and never into what every object inherits', () => {
    expect(follow(['a', 0, 'b'], { a: [{ b: 7 }] })).toBe(7);
    expect(follow(['a', 1, 'b'], { a: [{ b: 7 }] })).toBeUndefined();
    expect(follow(['a', 'b'], { a: 'text' })).toBeUndefined();
    expect(follow(['constructor', 'name'], {})).toBeUndefined();
  });
});

test('a payload time needs a zone, and a number is seconds or milliseconds by its size', () => {
  for (const [raw, expected] of [
    ['1970-01-01T00:00:01Z', 1_000],
    ['1970-01-01T08:00:01+0800', 1_000],
    ['1970-01-01 00:00:01.0004Z', 1_000],
    ['1970-01-01T00:00:01', undefined],
    ['2026-13-01T00:00:00Z', undefined],
    [1_700_000_000, 1_700_000_000_000],
    [1_700_000_000_000, 1_700_000_000_000],
    [0, undefined],
    [Number.NaN, undefined],
    [true, undefined],
  ] as const) {
    expect(parsePayloadTime(raw), `${raw}`).toBe(expected);
  }
});

test('a profile says what a device must fill in, and what cannot stand in a topic', () => {
  const profile = mqttProfile(
    { availability: { topic: 'tele/<gateway>/LWT', online: 'Online' } },
    { leak: { path: 'wet', type: 'bool' } },
  );
  expect(placeholdersOf(profile)).toEqual(['name', 'gateway']);
  expect(placeholderFault('cellar/north')).toBeUndefined();
  expect(placeholderFault('#')).toContain('cannot');
  expect(placeholderFault('')).toBe('is empty');
});

describe('a probe', () => {
  const profile = modbusProfile(
    { probe: { at: 0x46, type: 'uint16', scale: 0.1, between: [45, 65] } },
    { 'x.a': { at: 0, type: 'uint16' } },
  );

  test.each([
    ['01f4', 50, true, '500 × 0.1'],
    ['f401', 6246.5, false, 'the bytes the wrong way round'],
    ['', Number.NaN, false, 'no answer'],
  ])('that reads %s', (hex, value, passed, _why) => {
    const probe = probeOf(profile)!;
    expect([probe.function, probe.start, probe.count]).toEqual(['holding', 0x46, 1]);
    const checked = probe.check(Uint8Array.from(Buffer.from(hex, 'hex')));
    expect(checked.passed).toBe(passed);
    expect(Math.round(checked.value * 1_000) / 1_000).toEqual(value);
  });

  test('is not asked where a profile has none', () => {
    expect(probeOf(modbusProfile({}, { 'x.a': { at: 0, type: 'uint16' } }))).toBeUndefined();
  });
});

test('codes are explained by their list; one that it does not know stands for itself', () => {
  const parsed = parseCodeList(
    codeFiles().find(({ name }) => name === 'apc-transfer-cause')?.content,
  );
  if (!parsed.ok) throw new Error('the list is broken');
  expect(meaningOfCodes(parsed.list, '9')).toEqual({ zh: '自动自检', en: 'Automatic test' });
  expect(meaningOfCodes(parsed.list, '9,99'), 'several, and one that it does not know').toEqual({
    zh: '自动自检、99',
    en: 'Automatic test; 99',
  });
  expect(meaningOfCodes(parsed.list, ''), 'none').toBeUndefined();
  const ups = profileFiles().find(({ name }) => name === 'apc-smart-ups')!;
  expect([...codeListsOf(loadProfile(ups.content))]).toEqual([
    ['transferCause', 'apc-transfer-cause'],
  ]);
});
