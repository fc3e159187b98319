import { expect, test } from 'vitest';
import { BAD, runCore } from '../../support/core-run.ts';
import { HOUR, MINUTE, rule, smallSite } from '../../support/small-site.ts';

const S = 1_000;

/** Raises once every leak zone has fallen silent. */
function watching() {
  return runCore(
    smallSite({
      rules: [
        rule({
          rule: 'quiet',
          each: 'lift',
          when: 'lift.moving && site.leak.all(w, silent(w.wet))',
          for: '0s',
          raises: { priority: 'low', latch: false },
        }),
      ],
    }),
  );
}

test('silence is what a rule may ask for; what was never heard is not silent', () => {
  const run = watching();
  run.say(1 * S, { 'L1.moving': true });
  run.goTo(5 * MINUTE);
  expect(run.of('alarm-raised'), 'not heard yet').toEqual([]);
  run.say(6 * MINUTE, { 'W1.wet': false, 'W2.wet': false, 'W3.wet': BAD });
  expect(run.of('alarm-raised'), 'a bad value is a word').toEqual([]);
  for (const [n, zone] of ['W1', 'W2'].entries()) {
    run.input(7 * MINUTE + n, { type: 'link', device: `box-${zone}`, up: false });
  }
  expect(run.of('alarm-raised'), 'one still speaks').toEqual([]);
  run.input(8 * MINUTE, { type: 'link', device: 'box-W3', up: false });
  expect(run.of('alarm-raised'), 'its last word was a bad one, and stands').toEqual([]);
});

test('all of them silent, after a day without a word', () => {
  const run = watching();
  run.say(1 * S, { 'W1.wet': false, 'W2.wet': false, 'W3.wet': false });
  for (let hour = 1; hour <= 25; hour++) run.say(hour * HOUR, { 'L1.moving': true });
  expect(run.of('alarm-raised').map(({ data }) => data.asset)).toEqual(['L1']);
  run.say(26 * HOUR, { 'W2.wet': false });
  expect(run.of('alarm-cleared').length, 'one speaks again').toBe(1);
});
