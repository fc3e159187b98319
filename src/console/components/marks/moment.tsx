/** Moments in the site's time zone. */
import { useMemo } from 'react';
import { useSiteInfo } from '../../data/session.ts';
import { createSiteClock, type SiteClock, useSpeech } from '../../texts/language.tsx';

export function useSiteZone(): string {
  return useSiteInfo().data?.timezone ?? 'UTC';
}

export function useSiteClock(): SiteClock {
  const { language } = useSpeech();
  const timeZone = useSiteZone();
  return useMemo(() => createSiteClock(language, timeZone), [language, timeZone]);
}

/** `03:14:21` */
export function Moment({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{useSiteClock().time(at)}</time>;
}

/** `11月23日 03:14` */
export function DateTime({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{useSiteClock().dateTime(at)}</time>;
}
