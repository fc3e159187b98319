import { expect, test } from 'vitest';
import { defaultSilenceMs, type SourceGroup } from '../../../src/core/signals/source.ts';
import { slotOf } from '../../../src/core/signals/table.ts';
import { type Run, runCore } from '../../support/core-run.ts';
import { MINUTE, smallSite } from '../../support/small-site.ts';

const S = 1_000;

/** The lift's doors as one device says them. */
function source(given: Partial<SourceGroup> = {}): SourceGroup {
  return {
    device: 'one',
    asset: 'L1',
    group: 'all',
    signals: ['doors'],
    silenceMs: 30 * S,
    ...given,
  };
}

function shown(run: Run, signal = 'doors'): string {
  const { table } = run.core.live;
  const { value, quality, reason } = table.shown[slotOf(table, 'L1', signal)!]!;
  return [value ?? 'none', quality, reason].filter((part) => part !== undefined).join(' ');
}

/** What expressions see: undefined is unknown. */
function good(run: Run) {
  const { table } = run.core.live;
  return table.good[slotOf(table, 'L1', 'doors')!];
}

function hear(
  run: Run,
  at: number,
  device: string,
  doors?: string | number | null,
  deviceAt?: number,
): void {
  const samples =
    doors === undefined
      ? []
      : doors === null
        ? [{ signal: 'doors', value: null, quality: 'bad' as const, reason: 'exception' as const }]
        : [{ signal: 'doors', value: doors, quality: 'good' as const }];
  const report = { device, group: 'all', at, samples };
  const reports = [deviceAt === undefined ? report : { ...report, deviceAt }];
  run.input(at, { type: 'reports', reports });
}

test('after a start nothing has been heard yet', () => {
  expect(shown(runCore(smallSite({ sources: [source()] })))).toBe('none bad not-heard-yet');
});

test('a polled signal is doubtful past three intervals, and bad past its silence', () => {
  for (const [intervalMs, silenceMs, lateMs, why] of [
    [500, 30 * S, 3 * S, 'three intervals would be 1.5 s: never sooner than 3 s'],
    [1 * S, 30 * S, 3 * S, 'three intervals'],
    [10 * S, 50 * S, 30 * S, 'three intervals'],
  ] as const) {
    const run = runCore(smallSite({ sources: [source({ intervalMs, silenceMs })] }));
    hear(run, 1 * S, 'one', 'open');
    const at = (ms: number) => {
      run.goTo(1 * S + ms);
      return shown(run);
    };
    expect(at(lateMs - 1), why).toBe('open good');
    expect(at(lateMs), why).toBe('open uncertain silent');
    expect(good(run), 'rules do not see what is doubtful').toBe(undefined);
    expect(at(silenceMs - 1), why).toBe('open uncertain silent');
    expect(at(silenceMs), why).toBe('none bad silent');
  }
});

test('silence is the larger of 30 s and five intervals where a profile names none', () => {
  expect(defaultSilenceMs(1 * S)).toBe(30 * S);
  expect(defaultSilenceMs(6 * S)).toBe(30 * S);
  expect(defaultSilenceMs(60 * S)).toBe(300 * S);
});

test('the same bytes again keep a value fresh, and bring a late one back', () => {
  const run = runCore(smallSite({ sources: [source({ intervalMs: 1 * S })] }));
  hear(run, 0, 'one', 'open');
  hear(run, 2 * S, 'one');
  run.goTo(4 * S);
  expect(shown(run)).toBe('open good');
  run.goTo(6 * S);
  expect(shown(run)).toBe('open uncertain silent');
  hear(run, 7 * S, 'one');
  expect(shown(run)).toBe('open good');
});

test('an MQTT signal has no interval: it stays as it is until its silence, then it is bad', () => {
  const run = runCore(smallSite({ sources: [source({ silenceMs: 130 * MINUTE })] }));
  hear(run, 0, 'one', 'open');
  run.goTo(130 * MINUTE - 1);
  expect(shown(run)).toBe('open good');
  run.goTo(130 * MINUTE);
  expect(shown(run)).toBe('none bad silent');
});

test('a lost link of an MQTT device is believed at once; back, its last word stands again', () => {
  const run = runCore(smallSite({ sources: [source({ silenceMs: 10 * MINUTE })] }));
  hear(run, 0, 'one', 'open');
  run.input(1 * MINUTE, { type: 'link', device: 'one', up: false, reason: 'will' });
  expect(shown(run)).toBe('none bad link');
  run.input(2 * MINUTE, { type: 'link', device: 'one', up: true });
  expect(shown(run)).toBe('open good');
  run.input(3 * MINUTE, { type: 'link', device: 'one', up: false });
  run.input(11 * MINUTE, { type: 'link', device: 'one', up: true });
  expect(shown(run), 'its silence was too long meanwhile').toBe('none bad silent');
  expect(run.story('link-lost', 'link-restored')).toEqual([
    '60s link-lost',
    '120s link-restored',
    '180s link-lost',
    '660s link-restored',
  ]);
  run.input(12 * MINUTE, { type: 'link', device: 'one', up: true });
  expect(run.of('link-restored'), 'only what changes is an event').toHaveLength(2);
});

test('a lost link of a polled device names the reason; its readings age as always', () => {
  const run = runCore(smallSite({ sources: [source({ intervalMs: 1 * S })] }));
  hear(run, 0, 'one', 'open');
  run.input(1 * S, { type: 'link', device: 'one', up: false });
  expect(shown(run)).toBe('open good');
  run.goTo(3 * S);
  expect(shown(run)).toBe('open uncertain link');
  hear(run, 4 * S, 'one');
  expect(shown(run)).toBe('open good');
});

test('a reading whose own time is more than 120 s old is shown, and not used to detect', () => {
  const run = runCore(smallSite({ sources: [source()] }));
  const now = 10 * MINUTE;
  hear(run, now, 'one', 'open', now - 120 * S);
  expect(shown(run)).toBe('open good');
  hear(run, now, 'one', 'closed', now - 120 * S - 1);
  expect(shown(run)).toBe('closed uncertain clock');
  run.input(now, { type: 'clock-adjusted', offsetMs: MINUTE });
  hear(run, now, 'one', 'open', now - 90 * S);
  expect(shown(run), 'the wall clock is a minute ahead of core time').toBe('open uncertain clock');
});

test('a number that is none is bad, even if its driver calls it good', () => {
  const run = runCore(smallSite({ sources: [source({ signals: ['doors', 'floor'] })] }));
  const floor = (value: number) => {
    const samples = [{ signal: 'floor', value, quality: 'good' as const }];
    run.input(0, { type: 'reports', reports: [{ device: 'one', group: 'all', at: 0, samples }] });
    return shown(run, 'floor');
  };
  expect(floor(3)).toBe('3 good');
  expect(floor(Number.NaN)).toBe('none bad not-a-number');
  expect(floor(Number.POSITIVE_INFINITY)).toBe('none bad not-a-number');
});

const TWO = [source({ intervalMs: 1 * S }), source({ device: 'two', intervalMs: 1 * S })];

/** Both devices say the doors are as given, once a second; null: bad; undefined: silent. */
function bothSay(
  run: Run,
  fromS: number,
  toS: number,
  one: string | null | undefined,
  two: string | null | undefined,
): void {
  for (let at = fromS * S; at < toS * S; at += S) {
    if (one !== undefined) hear(run, at, 'one', one);
    if (two !== undefined) hear(run, at, 'two', two);
  }
}

function device(run: Run): string {
  const { table } = run.core.live;
  return table.shown[slotOf(table, 'L1', 'doors')!]!.device;
}

test('the second device is used when the first has not been good for its silence limit', () => {
  for (const [one, why] of [
    [undefined, 'silent'],
    [null, 'bad'],
  ] as const) {
    const run = runCore(smallSite({ sources: TWO }));
    bothSay(run, 0, 10, 'open', 'open');
    bothSay(run, 10, 39, one, 'open');
    expect(device(run), `${why}, last good at 9 s: not yet at 38 s`).toBe('one');
    bothSay(run, 39, 40, one, 'open');
    expect([device(run), shown(run)], why).toEqual(['two', 'open good']);
  }
});

test('the first device is used again after it has been good for 30 s without a break', () => {
  const run = runCore(smallSite({ sources: TWO }));
  bothSay(run, 0, 10, 'open', 'open');
  bothSay(run, 10, 60, undefined, 'open');
  bothSay(run, 60, 70, 'open', 'open');
  expect(device(run), 'good for 9 s').toBe('two');
  bothSay(run, 70, 75, undefined, 'open');
  bothSay(run, 75, 105, 'open', 'open');
  expect(device(run), 'good for 29 s since the break').toBe('two');
  bothSay(run, 105, 106, 'open', 'open');
  expect(device(run), 'good for 30 s').toBe('one');
});

test('two good values of a life-safety signal that stay different are a contradiction', () => {
  const run = runCore(smallSite({ sources: TWO }));
  bothSay(run, 0, 5, 'open', 'open');
  hear(run, 5 * S, 'two', 'closed');
  expect(shown(run), 'the preferred one is believed while the other may be late').toBe('open good');
  bothSay(run, 6, 10, 'open', 'closed');
  expect(shown(run), 'after 4 s').toBe('open good');
  run.goTo(10 * S);
  expect(shown(run), 'after 5 s, by time alone').toBe('open uncertain contradiction');
  expect(good(run)).toBe(undefined);
  hear(run, 11 * S, 'two', 'open');
  expect(shown(run)).toBe('open good');
});

test('devices that follow each other within five seconds never contradict each other', () => {
  const run = runCore(smallSite({ sources: TWO }));
  const words = ['open', 'closing', 'closed', 'opening'];
  for (let s = 0; s < 200; s++) {
    hear(run, s * S, 'one', words[Math.floor(s / 4) % 4]);
    hear(run, s * S + 500, 'two', words[Math.floor(Math.max(0, s - 3) / 4) % 4]);
    expect(shown(run), `${s} s`).toMatch(/ good$/);
  }
});

test('a device that speaks only on a change contradicts by its silence', () => {
  const spoken = TWO.map(({ intervalMs: _, ...group }) => ({ ...group, silenceMs: 70 * MINUTE }));
  const run = runCore(smallSite({ sources: spoken }));
  hear(run, 0, 'one', 'open');
  hear(run, 0, 'two', 'open');
  hear(run, 60 * S, 'one', 'closed');
  run.goTo(65 * S - 1);
  expect(shown(run)).toBe('closed good');
  run.goTo(65 * S);
  expect(shown(run)).toBe('closed uncertain contradiction');
});

test('where no life depends on two different values, the preferred device counts', () => {
  const sources = TWO.map((group) => ({ ...group, signals: ['floor'] }));
  const run = runCore(smallSite({ sources }));
  for (const [name, value] of [
    ['one', 3],
    ['two', 4],
  ] as const) {
    const samples = [{ signal: 'floor', value, quality: 'good' as const }];
    run.input(0, { type: 'reports', reports: [{ device: name, group: 'all', at: 0, samples }] });
  }
  expect(shown(run, 'floor')).toBe('3 good');
});
