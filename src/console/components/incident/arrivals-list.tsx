/** Who has arrived where, by the code that they read there (`practice.md` P-26). */
import type { IncidentDetail } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import { useAreaName, usePersonName } from '../marks/names.ts';
import './arrivals-list.css';

export function ArrivalsList({ arrivals }: Pick<IncidentDetail, 'arrivals'>) {
  const { texts } = useSpeech();
  const personName = usePersonName();
  const areaName = useAreaName();
  const { time } = useSiteClock();
  if (arrivals.length === 0) return null;
  return (
    <div className="arrivals">
      <h3>{texts.arrival.list}</h3>
      <ul>
        {arrivals.map(({ person, area, at }) => (
          <li key={`${person} ${at}`}>
            <span>{personName(person)}</span>
            <span>{texts.arrival.at(areaName(area), time(at))}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
