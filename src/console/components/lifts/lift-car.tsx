/** The car as one sees it from the landing: two door leaves, a person, an arrow or a mark. */
import type { Priority } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import type { LiftState } from './lift-state.ts';

/** How far the door leaves stand apart, as a share of the car's width. */
const GAPS: Record<string, number> = {
  closed: 0,
  opening: 0.3,
  closing: 0.3,
  open: 0.62,
  fault: 0.2,
};

export function LiftCar({ state, priority }: { state: LiftState; priority: Priority | undefined }) {
  const { texts } = useSpeech();
  const { doors, hasPeople, isMoving, direction, mode, isDoubtful } = state;
  const gap = doors === undefined ? undefined : (GAPS[doors] ?? 0);
  const mark = mode === undefined ? undefined : (texts.lift.mark[mode] ?? mode);
  const isAbnormal = priority !== undefined;
  return (
    <div className="car" data-abnormal={isAbnormal} aria-hidden="true">
      {gap === undefined ? (
        <span className="car-doors hatched" />
      ) : (
        <span className="car-doors" style={{ '--gap': `${gap * 100}%` } as React.CSSProperties} />
      )}
      <span className="car-signs">
        {hasPeople && <PersonSign />}
        {hasPeople === undefined && <span className="car-sign">?</span>}
        {isMoving && direction && <ArrowSign up={direction === 'up'} />}
        {mark && <span className="car-sign">{mark}</span>}
        {isDoubtful && <span className="car-sign">?</span>}
      </span>
    </div>
  );
}

function PersonSign() {
  return (
    <svg width="14" height="20" viewBox="0 0 14 20" fill="currentColor" aria-hidden="true">
      <circle cx="7" cy="4" r="3.4" />
      <path d="M7 8.4c-3.4 0-5.2 2-5.2 5V20h10.4v-6.6c0-3-1.8-5-5.2-5Z" />
    </svg>
  );
}

function ArrowSign({ up }: { up: boolean }) {
  return (
    <svg width="14" height="12" viewBox="0 0 14 12" fill="currentColor" aria-hidden="true">
      <path d={up ? 'M7 0 14 12H0Z' : 'M7 12 0 0h14Z'} />
    </svg>
  );
}
