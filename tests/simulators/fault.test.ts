import { expect, test } from 'vitest';
import { z } from 'zod';
import { actionSchema } from '../../simulators/action.ts';
import { faultSchema } from '../../simulators/fault.ts';

test('every fault of the scenario format is accepted as it is written', () => {
  for (const fault of [
    { lift: 'A-L1', stops: 'between-floors' },
    { lift: 'A-L1', doors: 'stuck-closed' },
    { lift: 'A-L1', inspection: true },
    { mains: 'fails' },
    { breaker: 'Q0', trips: true },
    { pipe: 'bursts', area: 'A-pump-room' },
    { device: 'lift-box-a1', answers: 'never' },
    { device: 'leak-17', payload: 'garbage' },
  ]) {
    expect(faultSchema.parse(fault)).toEqual(fault);
  }
});

test('every action of the scenario format is accepted; floors and durations become numbers', () => {
  for (const [written, read] of [
    [
      { lift: 'A-L1', passengers: 2, travel: { from: 1, to: 12 } },
      { lift: 'A-L1', passengers: 2, travel: { from: 1, to: 12 } },
    ],
    [
      { lift: 'A-L1', travel: { from: 'B2', to: 12 } },
      { lift: 'A-L1', passengers: 1, travel: { from: -2, to: 12 } },
    ],
    [
      { person: { presses: 'alarm-button', in: 'A-L1', for: '5s' } },
      { person: { presses: 'alarm-button', in: 'A-L1', for: 5_000 } },
    ],
    [
      { lift: 'A-L1', released: true },
      { lift: 'A-L1', released: true },
    ],
    [{ mains: 'returns' }, { mains: 'returns' }],
    [
      { breaker: 'Q0', closes: true },
      { breaker: 'Q0', closes: true },
    ],
    [
      { breaker: 'Q0', opens: true },
      { breaker: 'Q0', opens: true },
    ],
    [
      { area: 'A-pump-room', dried: true },
      { area: 'A-pump-room', dried: true },
    ],
  ]) {
    expect(actionSchema.parse(written)).toEqual(read);
  }
});

test('what is no fault is answered with the list of those that exist', () => {
  for (const wrong of [
    {},
    { lift: 'A-L1' },
    { lift: 'A-L1', stops: 'here' },
    { breaker: 'Q0', trips: false },
    'mains',
  ]) {
    const result = faultSchema.safeParse(wrong);
    expect(result.success, JSON.stringify(wrong)).toBe(false);
    expect(result.error?.issues[0]?.message).toContain('{ pipe: bursts, area }');
  }
  const extra = faultSchema.safeParse({ mains: 'fails', extra: 1 });
  expect(extra.error?.issues[0]?.message).toBe('Unrecognized key: "extra"');
  const action = actionSchema.safeParse({ lift: 'A-L1', jumps: true });
  expect(action.error?.issues[0]?.message).toContain('{ lift, released: true }');
});

test('both have a JSON Schema for editors', () => {
  for (const schema of [faultSchema, actionSchema]) {
    expect(z.toJSONSchema(schema, { io: 'input' })).toHaveProperty('anyOf');
  }
});
