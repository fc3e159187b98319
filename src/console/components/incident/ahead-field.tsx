/** When something is planned: a date and a time of the site, which may lie ahead. */
import { useState } from 'react';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock, useSiteZone } from '../marks/moment.tsx';
import { siteLocal, siteMoment } from '../marks/site-moment.ts';
import type { FieldProps } from './step-work.ts';

/** Saved when one leaves it: half a date would be another one. */
export function AheadField({ state, save, label }: FieldProps & { label: string }) {
  const { texts } = useSpeech();
  const { date, time } = useSiteClock();
  const zone = useSiteZone();
  const at = typeof state.value === 'number' ? state.value : undefined;
  const saved = at === undefined ? '' : siteLocal(at, zone);
  const [typed, setTyped] = useState<string>();
  const finish = () => {
    const next = typed === undefined || typed === saved ? undefined : siteMoment(typed, zone);
    if (next !== undefined) save(next);
    setTyped(undefined);
  };
  return (
    <div className="typed">
      <input
        className="input"
        type="datetime-local"
        aria-label={label}
        value={typed ?? saved}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={finish}
      />
      <span className="dim">
        {at !== undefined && `${date(at)} ${time(at).slice(0, 5)} · `}
        {texts.time.zone(zone)}
      </span>
    </div>
  );
}
