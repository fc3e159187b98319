/** The site's clock, for a core that knows none: the day and its minutes in its time zone. */

/** Time zones shift by whole quarters of an hour, so one look-up serves a quarter. */
const QUARTER_MS = 15 * 60_000;

export function createLocalMinute(timezone: string): (wallAt: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  let quarter = Number.NaN;
  let atQuarter = 0;
  return (wallAt) => {
    const current = Math.floor(wallAt / QUARTER_MS);
    if (current !== quarter) {
      quarter = current;
      const [hour, minute] = format
        .format(current * QUARTER_MS)
        .split(':')
        .map(Number);
      atQuarter = hour! * 60 + minute!;
    }
    return (atQuarter + Math.floor((wallAt - current * QUARTER_MS) / 60_000)) % 1_440;
  };
}

/** The day there, as a certificate's last day is written: `YYYY-MM-DD`. */
export function createLocalDate(timezone: string): (wallAt: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (wallAt) => format.format(wallAt);
}
