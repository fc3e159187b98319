/**
 * On every page: to who is away from the desk, by when to check in, with the controls for it; to
 * all others, who has not checked in.
 */
import { type Absence, checkInOf, useAbsence, useCheckIn } from '../../data/absence.ts';
import { useActionQueue } from '../../data/actions/actions.ts';
import { checkIn, OWN_ABSENCE, returnToDesk } from '../../data/actions/desk-actions.ts';
import { useDuty } from '../../data/queries.ts';
import { useNow } from '../../data/stream/link.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSignedIn } from '../shell/me.ts';
import '../shell/notices.css';
import './away-strip.css';
import { CheckInState } from './check-in-state.tsx';

export function AwayStrip() {
  const { user } = useSignedIn();
  const absence = useAbsence(user);
  return (
    <div className="away-strips">
      {absence && <OwnStrip absence={absence} />}
      <Missed user={user} />
    </div>
  );
}

/** What is owed soon is marked, and what is overdue is drawn as what it is: an alarm. */
const PRIORITIES = { ahead: undefined, soon: 'medium', overdue: 'critical' } as const;

function OwnStrip({ absence }: { absence: Absence }) {
  const { texts } = useSpeech();
  const { waiting } = useActionQueue();
  const state = useCheckIn(absence) ?? 'ahead';
  const words = texts.away;
  const isSending = waiting.some(({ subject }) => subject === OWN_ABSENCE);
  const label = isSending ? texts.step.waiting : words.checkIn;
  return (
    <section className="notice away-strip" data-priority={PRIORITIES[state]} aria-label={words.own}>
      <div className="away-words">
        <strong>{words.own}</strong>
        <CheckInState absence={absence} />
      </div>
      <div className="away-controls">
        <button
          type="button"
          className="button primary away-check-in"
          disabled={isSending}
          onClick={() => void checkIn(words.checkIn)}
        >
          {label}
        </button>
        <button
          type="button"
          className="button"
          disabled={isSending}
          onClick={() => void returnToDesk(words.back)}
        >
          {words.back}
        </button>
      </div>
    </section>
  );
}

function Missed({ user }: { user: string }) {
  const { texts, say } = useSpeech();
  const now = useNow();
  const away = useDuty().data?.away ?? [];
  const missed = away.filter((each) => each.id !== user && checkInOf(each, now) === 'overdue');
  return (
    <div className="away-missed" aria-live="assertive">
      {missed.map((absence) => (
        <p key={absence.id} className="notice away-strip" data-priority="critical">
          <strong>{texts.away.missedBy(say(absence.name))}</strong>
          <CheckInState absence={absence} />
        </p>
      ))}
    </div>
  );
}
