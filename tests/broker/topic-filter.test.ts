import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterCovers, isTopicFilter } from '../../src/broker/topic-filter.ts';

test('a filter matches the topics that MQTT 3.1.1 §4.7 says it matches', () => {
  for (const [filter, topic, matches] of [
    ['sport/tennis/player1/#', 'sport/tennis/player1', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/ranking', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
    ['sport/tennis/+', 'sport/tennis/player1', true],
    ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
    ['sport/+', 'sport', false],
    ['sport/+', 'sport/', true],
    ['+/+', '/finance', true],
    ['/+', '/finance', true],
    ['+', '/finance', false],
    ['#', '$SYS/uptime', false],
    ['+/monitor/Clients', '$SYS/monitor/Clients', false],
    ['$SYS/#', '$SYS/uptime', true],
    ['ACCOUNTS', 'Accounts', false],
  ] as const) {
    expect(filterCovers(filter, topic), `${filter} and ${topic}`).toBe(matches);
  }
});

test('an account may subscribe to no more than its filters cover', () => {
  for (const [allowed, requested, covered, why] of [
    ['a/#', 'a/+/c', true, 'every a/x/c is below a'],
    ['a/#', '#', false, 'b is not below a'],
    ['a/+', 'a/#', false, 'a/x/y has three levels'],
    ['a/+', 'a/+', true, 'the same'],
    ['a/b', 'a/+', false, 'a/c is not a/b'],
    ['+/b', 'a/b', true, 'a is one level'],
  ] as const) {
    expect(filterCovers(allowed, requested), why).toBe(covered);
  }
});

test('a covered filter never matches a topic that the covering one does not', () => {
  const level = fc.constantFrom('a', 'b', '');
  const levels = fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 3 });
  const filter = fc
    .tuple(levels, fc.boolean())
    .map(([parts, open]) => [...parts, ...(open ? ['#'] : [])].join('/'));
  const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(filter, filter, topic, (wide, narrow, name) => {
      fc.pre(filterCovers(wide, narrow) && filterCovers(narrow, name));
      expect(filterCovers(wide, name)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('wildcards stand only where the standard lets them', () => {
  for (const good of ['#', 'a/#', '+', '+/a/+', '/']) expect(isTopicFilter(good)).toBe(true);
  for (const bad of ['', 'a#', 'a/#/b', 'a+', 'a/b+/c']) expect(isTopicFilter(bad)).toBe(false);
});
