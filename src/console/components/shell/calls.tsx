/** The calls to the one who is signed in that wait for an answer: coming, or cannot. */
import { useQueries } from '@tanstack/react-query';
import type { IncidentSummary, NotificationInfo } from '../../../api/contract.ts';
import { answerCall } from '../../data/actions/actions.ts';
import { notificationsOf, useIncidents } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSignedIn } from './me.ts';
import './notices.css';

export function Calls() {
  const { data: incidents } = useIncidents();
  const { user } = useSignedIn();
  const open = (incidents ?? []).filter(({ state }) => state === 'open');
  const lists = useQueries({ queries: open.map(({ id }) => notificationsOf(id)) });
  return open.map((incident, index) => {
    const call = findCall(lists[index]?.data ?? [], user);
    return call && <Call key={incident.id} incident={incident} call={call} />;
  });
}

/** One answer counts for the whole incident, so one call is shown for each. */
function findCall(
  notifications: readonly NotificationInfo[],
  user: string,
): NotificationInfo | undefined {
  if (notifications.some(({ answers }) => answers.some(({ person }) => person === user))) {
    return undefined;
  }
  return notifications
    .filter(
      ({ recipients, escalation }) =>
        escalation?.state === 'open' && recipients.some(({ person }) => person === user),
    )
    .toSorted((a, b) => b.requestedAt - a.requestedAt)[0];
}

function Call({ incident, call }: { incident: IncidentSummary; call: NotificationInfo }) {
  const { texts, say } = useSpeech();
  const words = texts.told;
  const answer = (given: 'coming' | 'cannot') => {
    void answerCall(call, given, `${words[given]} · ${say(incident.title)}`);
  };
  return (
    <section className="notice called" aria-label={words.youAreCalled}>
      <strong>{words.youAreCalled}</strong>
      <span>{say(call.text)}</span>
      <div className="banner-actions">
        <button type="button" className="button" onClick={() => answer('cannot')}>
          {words.cannotButton}
        </button>
        <button type="button" className="button primary" onClick={() => answer('coming')}>
          {words.comingButton}
        </button>
      </div>
    </section>
  );
}
