/** When a scenario happens: always on the same day, so that a run can be compared with another. */

/** A Monday without a change of summer time in any time zone. */
const DAY_UTC_MS = Date.UTC(2026, 0, 5);

/** Wall ms of that day's `HH:MM` in the site's time zone. */
export function startOfScenario(clock: string, timezone: string): number {
  const [hour, minute] = clock.split(':').map(Number);
  const wanted = DAY_UTC_MS + (hour! * 60 + minute!) * 60_000;
  return wanted - offsetMs(wanted, timezone);
}

/** What the zone's clock is ahead of UTC, from the zone's own reading of the moment. */
function offsetMs(at: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
  const [date, time] = parts.split(', ');
  const [day, month, year] = date!.split('/').map(Number);
  const [hour, minute, second] = time!.split(':').map(Number);
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - at;
}
