/**
 * On every page: to who is away from the desk, by when to check in, with the controls for it; to
 * all others, who has not checked in; at the desk itself, who left it.
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
  const { user, terminal } = useSignedIn();
  const absence = useAbsence(user);
  return (
    <div className="away-strips">
      {absence && <OwnStrip absence={absence} />}
      <Others user={user} isDesk={terminal !== undefined} />
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

/** Those who are overdue; at a duty terminal all who left it, and the way back. */
function Others({ user, isDesk }: { user: string; isDesk: boolean }) {
  const { texts, say } = useSpeech();
  const now = useNow();
  const away = useDuty().data?.away ?? [];
  const others = away
    .filter(({ id }) => id !== user)
    .map((absence) => ({ absence, state: checkInOf(absence, now) }))
    .filter(({ state }) => isDesk || state === 'overdue');
  return (
    <div className="away-others" aria-live="assertive">
      {others.map(({ absence, state }) => (
        <div key={absence.id} className="notice away-strip" data-priority={PRIORITIES[state]}>
          <div className="away-words">
            <strong>{texts.away.leftBy(say(absence.name))}</strong>
            <CheckInState absence={absence} />
          </div>
          {isDesk && (
            <div className="away-controls">
              <button
                type="button"
                className="button"
                onClick={() => void returnToDesk(texts.away.back, absence.id)}
              >
                {texts.away.back}
              </button>
            </div>
          )}
        </div>
      ))}
    </div>
  );
}
