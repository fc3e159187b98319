/** One area: dry, wet and where, threatened next, or not watched, which is never drawn as dry. */
import { Link } from 'react-router';
import type { Priority } from '../../../api/contract.ts';
import { useAlarms } from '../../data/queries.ts';
import { useNow } from '../../data/stream/link.ts';
import { describeSpan } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useAreaName } from '../marks/names.ts';
import { PriorityMark } from '../marks/priority-mark.tsx';
import { Span } from '../marks/running-clock.tsx';
import type { AreaState, LeakState } from './water-state.ts';

export function AreaTile({ area, state, sensor, lost, isThreatened }: AreaState) {
  const { texts } = useSpeech();
  const nameOf = useAreaName();
  const priority = priorityOf(state, isThreatened);
  const isLost = state.is === 'lost' || state.is === 'broken';
  const className = `area${isLost ? ' hatched' : ''}${priority ? ' abnormal' : ''}`;
  return (
    <li className={className} data-priority={priority}>
      <Link to={`/asset/${sensor}`}>
        <span className="area-name">
          <span className={isLost ? 'hatched-label' : ''}>{nameOf(area)}</span>
          {priority && <PriorityMark priority={priority} size={16} />}
        </span>
        <span className={isLost ? 'area-state hatched-label' : 'area-state'}>
          {isThreatened && state.is === 'dry' ? (
            texts.water.threatened
          ) : (
            <LeakWords state={state} sensor={sensor} />
          )}
          {lost > 0 && ` · ${texts.water.partly(lost)}`}
        </span>
      </Link>
    </li>
  );
}

function LeakWords({ state, sensor }: { state: LeakState; sensor: string }) {
  const { texts } = useSpeech();
  const { water } = texts;
  switch (state.is) {
    case 'wet':
      return (
        <>
          {state.distanceM === undefined ? water.wet : water.wetAt(state.distanceM.toFixed(1))}
          <AlarmAge sensor={sensor} />
        </>
      );
    case 'broken':
      return water.cable;
    case 'lost':
      return (
        <>
          {state.since === undefined ? texts.shell.dataNone : <NoDataFor since={state.since} />}
          {' · '}
          {water.lost}
        </>
      );
    case 'contaminated':
      return water.contaminated;
    case 'dry':
      return water.dry;
    default:
      return state satisfies never;
  }
}

/** A reading only says "wet now"; since when is what its alarm knows. */
function AlarmAge({ sensor }: { sensor: string }) {
  const { data: alarms } = useAlarms();
  const open = (alarms ?? []).filter(({ asset, active }) => active && asset === sensor);
  if (open.length === 0) return null;
  return (
    <>
      {' · '}
      <Span from={Math.min(...open.map(({ raisedAt }) => raisedAt))} />
    </>
  );
}

function NoDataFor({ since }: { since: number }) {
  const { texts } = useSpeech();
  return texts.lift.noData(describeSpan(useNow() - since, texts));
}

/** As the alarm list would put it: a leak is high, the next place in danger medium. */
function priorityOf({ is }: LeakState, isThreatened: boolean): Priority | undefined {
  if (is === 'wet') return 'high';
  if (isThreatened) return 'medium';
  return is === 'broken' || is === 'contaminated' ? 'low' : undefined;
}
