import { expect, test } from 'vitest';
import {
  countdownClock,
  describeAge,
  describeDue,
  describeLimit,
  describeSpan,
  runningClock,
} from '../../../src/console/texts/durations.ts';
import { en } from '../../../src/console/texts/en.ts';
import { zh } from '../../../src/console/texts/zh.ts';

const S = 1_000;
const MIN = 60 * S;
const H = 60 * MIN;

test.each([
  [12 * S, '12 秒', '12 s', 'seconds'],
  [2 * MIN + 5 * S, '2 分 05 秒', '2 min 5 s', 'the example of the glossary'],
  [26 * MIN + 40 * S, '26 分钟', '26 min', 'from ten minutes on seconds say nothing'],
  [3 * H + 5 * MIN, '3 小时 05 分', '3 h 5 min', 'hours'],
  [50 * H, '2 天 2 小时', '2 d 2 h', 'days'],
  [-5 * S, '0 秒', '0 s', 'a clock that is a little ahead is no negative age'],
])('%i ms is %s / %s (%s)', (ms, chinese, english) => {
  expect(describeSpan(ms, zh)).toBe(chinese);
  expect(describeSpan(ms, en)).toBe(english);
});

test('an age reads as in the glossary', () => {
  expect(describeAge(2 * MIN + 5 * S, zh)).toBe('2 分 05 秒前');
  expect(describeAge(2 * MIN + 5 * S, en)).toBe('2 min 5 s ago');
  expect(describeAge(400, zh)).toBe('刚刚');
});

test('a limit has no seconds that nobody set', () => {
  expect(describeLimit(3 * MIN, zh)).toBe('3 分钟');
  expect(describeLimit(1 * H, en)).toBe('1 h');
  expect(describeLimit(90 * S, en)).toBe('1 min 30 s');
});

test('T+ runs in minutes and seconds, past an hour with hours', () => {
  expect(runningClock(134 * S)).toBe('02:14');
  expect(runningClock(1 * H + 2 * MIN + 14 * S)).toBe('1:02:14');
});

test('a countdown rounds up: while time is left it never shows none', () => {
  expect(countdownClock(346 * S)).toBe('5:46');
  expect(countdownClock(1)).toBe('0:01');
  expect(countdownClock(0)).toBe('0:00');
});

test('past its deadline a step says for how long', () => {
  expect(describeDue(10_000, 4_000, zh)).toBe('剩 0:06');
  expect(describeDue(10_000, 85_000, zh)).toBe('超时 01:15');
  expect(describeDue(10_000, 85_000, en)).toBe('01:15 late');
});
