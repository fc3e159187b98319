import { expect, test } from 'vitest';
import { siteLocal, siteMoment } from '../../../src/console/components/marks/site-moment.ts';

test.each([
  ['2026-11-30T08:00', 'Asia/Shanghai', '2026-11-30T00:00:00Z', 'eight hours ahead'],
  ['2026-11-30T00:00', 'Asia/Shanghai', '2026-11-29T16:00:00Z', 'midnight, the day before'],
  ['2026-07-01T08:00', 'Europe/Berlin', '2026-07-01T06:00:00Z', 'summer time'],
  ['2026-12-01T08:00', 'Europe/Berlin', '2026-12-01T07:00:00Z', 'winter time'],
  ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00Z', 'just after clocks went forward'],
  ['2026-11-30T08:15', 'America/St_Johns', '2026-11-30T11:45:00Z', 'half an hour and behind'],
])('%s in %s is %s: %s', (local, zone, utc) => {
  expect(siteMoment(local, zone)).toBe(Date.parse(utc));
  expect(siteLocal(Date.parse(utc), zone)).toBe(local);
});

test('half a date is no moment', () => {
  expect(siteMoment('', 'Asia/Shanghai')).toBeUndefined();
  expect(siteMoment('2026-11', 'Asia/Shanghai')).toBeUndefined();
});
