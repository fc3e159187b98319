/** The last time that the site's clock stood at a time of day: what a person means by "14:05". */
const MINUTE_MS = 60_000;
const DAY_MIN = 24 * 60;

/** `wanted` as `HH:MM`, `clock` the site's time now as `HH:MM:SS`; undefined: no time of day. */
export function lastMomentAt(wanted: string, clock: string, now: number): number | undefined {
  const [wantedMin, nowMin] = [minuteOfDay(wanted), minuteOfDay(clock)];
  if (wantedMin === undefined || nowMin === undefined) return undefined;
  const backMin = (nowMin - wantedMin + DAY_MIN) % DAY_MIN;
  const thisMinute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  return thisMinute - backMin * MINUTE_MS;
}

function minuteOfDay(clock: string): number | undefined {
  const parts = /^(\d{2}):(\d{2})/.exec(clock);
  return parts === null ? undefined : Number(parts[1]) * 60 + Number(parts[2]);
}
