import { expect, test } from 'vitest';
import type { SignalReading } from '../../../src/api/contract.ts';
import { en } from '../../../src/console/texts/en.ts';
import { describeNumber, describeReading, floorName } from '../../../src/console/texts/values.ts';
import { zh } from '../../../src/console/texts/zh.ts';

const ZH = { texts: zh, language: 'zh' } as const;
const EN = { texts: en, language: 'en' } as const;

function reading(more: Partial<SignalReading>): SignalReading {
  return { asset: 'A', signal: 's', value: 1, quality: 'good', at: 1, device: 'd', ...more };
}

test.each([
  [191_300, 'W', '191 kW', 'a building is read in kilowatts'],
  [850, 'W', '850 W', 'a small load is not'],
  [231.4, 'V', '231 V', 'a volt is enough'],
  [50.01, 'Hz', '50.01 Hz', 'a hundredth of a hertz tells something'],
  [1.56, 'm', '1.56 m', 'a centimetre of water too'],
  [98, '%', '98 %', 'whole numbers stay whole'],
])('%d %s is shown as %s: %s', (value, unit, shown) => {
  expect(describeNumber(value, unit)).toBe(shown);
});

test('an enum is told in its words, a bool as yes or no', () => {
  const doors = {
    title: { zh: '轿门', en: 'Car doors' },
    type: 'enum' as const,
    values: { closed: { zh: '关闭', en: 'Closed' } },
  };
  expect(describeReading(reading({ value: 'closed' }), doors, ZH)).toBe('关闭');
  expect(describeReading(reading({ value: 'closed' }), doors, EN)).toBe('Closed');
  expect(describeReading(reading({ value: true }), undefined, ZH)).toBe('是');
});

test('a code is shown with what its list says of it, and no code as none', () => {
  const meaning = { zh: '开门故障', en: 'Door-open fault' };
  expect(describeReading(reading({ value: '3', meaning }), undefined, ZH)).toBe('3 开门故障');
  expect(describeReading(reading({ value: '3', meaning }), undefined, EN)).toBe(
    '3 Door-open fault',
  );
  expect(describeReading(reading({ value: '' }), undefined, ZH)).toBe('无');
});

test('a bad reading has no value to show, whatever it carries', () => {
  expect(describeReading(reading({ value: 5, quality: 'bad' }), undefined, ZH)).toBeUndefined();
  expect(describeReading(reading({ value: null }), undefined, ZH)).toBeUndefined();
});

test('floors are named as painted on the landing', () => {
  expect([-2, -1, 1, 18].map(floorName)).toEqual(['B2', 'B1', '1', '18']);
});
