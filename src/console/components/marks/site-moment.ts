/**
 * `2026-11-30T08:00`, as a date-and-time field writes it, and the moment that it means at the site.
 * The browser need not stand in the site's time zone.
 */
const MINUTE_MS = 60_000;
/** A browser makes some date of the strangest text. */
const WHOLE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

export function siteLocal(at: number, timeZone: string): string {
  // Swedish writes a date as ISO 8601 does.
  const formatter = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return formatter.format(at).replace(' ', 'T');
}

/** Undefined: not yet a whole date and time. */
export function siteMoment(local: string, timeZone: string): number | undefined {
  if (!WHOLE.test(local)) return undefined;
  const wanted = utc(local);
  // The zone's offset is known for a moment only; the second look is right unless clocks change.
  const first = wanted - offsetAt(wanted, timeZone);
  return wanted - offsetAt(first, timeZone);
}

function offsetAt(at: number, timeZone: string): number {
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  return utc(siteLocal(minute, timeZone)) - minute;
}

function utc(local: string): number {
  return Date.parse(`${local}:00Z`);
}
