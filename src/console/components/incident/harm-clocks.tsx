/** What gets worse while an incident is open, and when: clocks beside T+ (practice P-46). */
import type { HarmClockInfo } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useAreaName, useAssetName } from '../marks/names.ts';
import { DueClock } from '../marks/running-clock.tsx';
import './harm-clocks.css';
import { groupHarms } from './harm-groups.ts';

export function HarmClocks({ harms }: { harms: readonly HarmClockInfo[] }) {
  const { texts, say } = useSpeech();
  const assetName = useAssetName();
  const areaName = useAreaName();
  if (harms.length === 0) return null;
  return (
    <section className="harms" aria-label={texts.incident.harms}>
      <ul>
        {groupHarms(harms).map(({ key, text, assets, areas, at }) => (
          <li key={key} data-unknown={at === undefined}>
            {at === undefined ? (
              <span className="harm-unknown">{texts.incident.harmUnknown}</span>
            ) : (
              <DueClock dueAt={at} />
            )}{' '}
            {say(text)}
            {assets.length + areas.length > 0 && (
              <span className="dim">
                {' · '}
                {[...assets.map(assetName), ...areas.map(areaName)].join(texts.comma)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
