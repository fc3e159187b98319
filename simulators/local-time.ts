/** The time of day at the site; a person's calendar, needed nowhere else in the simulation. */

/** Ms since local midnight. On the day of a clock change it is what clocks on the wall show. */
export function msOfDay(epochMs: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: timezone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(epochMs);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const seconds = (read('hour') * 60 + read('minute')) * 60 + read('second');
  return seconds * 1_000 + (((epochMs % 1_000) + 1_000) % 1_000);
}
