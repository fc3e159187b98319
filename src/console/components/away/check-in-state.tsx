/** By when somebody checks in, or that they have not. */
import { type Absence, checkInOf } from '../../data/absence.ts';
import { useNow } from '../../data/stream/link.ts';
import { describeDue } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import './check-in-state.css';

export function CheckInState({ absence }: { absence: Absence }) {
  const { texts } = useSpeech();
  const now = useNow();
  const { checkInBy, missed } = absence;
  const words = texts.away;
  return (
    <span className="check-in" data-state={checkInOf(absence, now)}>
      {missed > 0
        ? words.missed(missed)
        : texts.colon(words.next, describeDue(checkInBy, now, texts))}
    </span>
  );
}
