/** One lift in its shaft, to scale: where the car is, its doors, its people, its way. */
import { Link } from 'react-router';
import type { AssetInfo, Priority } from '../../../api/contract.ts';
import { useSignals } from '../../data/queries.ts';
import { useNow } from '../../data/stream/link.ts';
import { describeSpan } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { floorName } from '../../texts/values.ts';
import type { Texts } from '../../texts/zh.ts';
import { LiftCar } from './lift-car.tsx';
import { describeLift, type LiftState } from './lift-state.ts';

interface LiftShaftProps {
  lift: AssetInfo;
  /** Of its gravest open alarm. */
  priority: Priority | undefined;
}

export function LiftShaft({ lift, priority }: LiftShaftProps) {
  const { texts, say } = useSpeech();
  const state = describeLift(lift, useSignals(lift.id));
  const now = useNow();
  const isBlind = state.height === undefined;
  const landings = Math.max(2, lift.serves?.length ?? 2);
  const place = describePlace(state, now, texts);
  return (
    <li className="lift" data-priority={priority}>
      <Link to={`/asset/${lift.id}`}>
        <div
          className={isBlind ? 'shaft hatched' : 'shaft'}
          style={{ '--landings': landings } as React.CSSProperties}
        >
          <span className="shaft-ticks" aria-hidden="true" />
          {!isBlind && (
            <div className="car-way" style={{ transform: `translateY(${-100 * state.height!}%)` }}>
              <LiftCar state={state} priority={priority} />
            </div>
          )}
        </div>
        <span className="lift-name">{say(lift.name)}</span>
        <span className="lift-words">
          <span className="lift-place">{place}</span>
          <span>{describeNote(state, texts)}</span>
        </span>
        <span className="sr-only">{describeAloud(state, texts)}</span>
      </Link>
    </li>
  );
}

function describePlace(state: LiftState, now: number, texts: Texts): string {
  const { lift } = texts;
  const { floor, offLanding, blindSince, isMoving } = state;
  if (floor === undefined) {
    return blindSince === undefined ? '—' : lift.noData(describeSpan(now - blindSince, texts));
  }
  if (offLanding === undefined || isMoving) return lift.floor(floorName(floor));
  if (offLanding.between === undefined) return lift.near(floorName(floor));
  const [lower, upper] = offLanding.between;
  return lift.between(floorName(lower), floorName(upper));
}

/** What is not usual, in words: inspection, power lost, the alarm button. */
function describeNote({ mode, hasNoMains, alarmButton }: LiftState, { lift }: Texts): string {
  const notes = [
    alarmButton ? lift.alarmButton : undefined,
    hasNoMains ? lift.noMains : undefined,
    mode === undefined ? undefined : (lift.mode[mode] ?? mode),
  ];
  return notes.filter((note) => note !== undefined).join(' · ');
}

/** What the drawing shows and the words below it do not say. */
function describeAloud({ hasPeople, doors, isMoving, direction }: LiftState, texts: Texts): string {
  const { lift } = texts;
  const people =
    hasPeople === undefined ? lift.peopleUnknown : hasPeople ? lift.people : lift.empty;
  const door = doors === undefined ? lift.doorsUnknown : (lift.doors[doors] ?? doors);
  const way = !isMoving ? lift.still : direction === undefined ? '' : lift[direction];
  return [people, door, way].filter(Boolean).join(', ');
}
