/** Times as people read them: ages and spans in words, running clocks in figures. */
import type { Texts } from './zh.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `2 分 05 秒`, `26 分钟`, `3 小时 05 分`. */
export function describeSpan(ms: number, { time }: Texts): string {
  const span = Math.max(0, ms);
  if (span < MINUTE) return time.seconds(Math.floor(span / SECOND));
  const minutes = Math.floor(span / MINUTE);
  if (span < 10 * MINUTE) {
    return time.minutesSeconds(minutes, twoDigits(Math.floor((span % MINUTE) / SECOND)));
  }
  if (span < HOUR) return time.minutes(minutes);
  const hours = Math.floor(span / HOUR);
  if (span < 2 * DAY) return time.hours(hours, twoDigits(minutes % 60));
  return time.days(Math.floor(span / DAY), hours % 24);
}

/** `2 分 05 秒前`; within the first second: now. */
export function describeAge(ms: number, texts: Texts): string {
  return ms < SECOND ? texts.time.now : texts.time.ago(describeSpan(ms, texts));
}

/** A limit that somebody set: `3 分钟`, not `3 分 00 秒`. */
export function describeLimit(ms: number, texts: Texts): string {
  if (ms >= 2 * DAY && ms % DAY === 0) return texts.time.wholeDays(ms / DAY);
  if (ms >= HOUR && ms % HOUR === 0) return texts.time.wholeHours(ms / HOUR);
  const isWhole = ms >= MINUTE && ms < HOUR && ms % MINUTE === 0;
  return isWhole ? texts.time.minutes(ms / MINUTE) : describeSpan(ms, texts);
}

/** `02:14`, `1:02:14`: a running clock. */
export function runningClock(ms: number): string {
  const s = Math.floor(Math.max(0, ms) / SECOND);
  const [hours, minutes] = [Math.floor(s / 3_600), Math.floor((s % 3_600) / 60)];
  const rest = `${twoDigits(minutes)}:${twoDigits(s % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** `5:46` left of a deadline; it never shows 0:00 while time is left. */
export function countdownClock(ms: number): string {
  const s = Math.ceil(Math.max(0, ms) / SECOND);
  const hours = Math.floor(s / 3_600);
  const minutes = Math.floor((s % 3_600) / 60);
  const rest = `${hours > 0 ? twoDigits(minutes) : minutes}:${twoDigits(s % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** What is left until `dueAt`, or how long it is overdue. */
export function describeDue(dueAt: number, now: number, { time }: Texts): string {
  return dueAt >= now
    ? time.left(countdownClock(dueAt - now))
    : time.over(runningClock(now - dueAt));
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}
