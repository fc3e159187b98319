/** What the gateway did not do, and why: a person must know that the tap had no effect. */

import type { Refusal } from '../../data/actions/action-queue.ts';
import { dismissRefusal, useActionQueue } from '../../data/actions/actions.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import { usePersonName } from '../marks/names.ts';
import './notices.css';

export function Refusals() {
  const { refusals } = useActionQueue();
  return (
    <div className="refusals" aria-live="assertive">
      {refusals.map((refusal) => (
        <RefusalCard key={refusal.action.key} refusal={refusal} />
      ))}
    </div>
  );
}

/** Those of one thing, in the sheet in which somebody acts on it. */
export function RefusalsOf({ subject }: { subject: string }) {
  const { refusals } = useActionQueue();
  const own = refusals.filter(({ action }) => action.subject === subject);
  return (
    <div aria-live="assertive">
      {own.map((refusal) => (
        <RefusalCard key={refusal.action.key} refusal={refusal} />
      ))}
    </div>
  );
}

function RefusalCard({ refusal }: { refusal: Refusal }) {
  const { texts } = useSpeech();
  const words = useRefusalWords(refusal);
  return (
    <div className="refusal">
      <strong>{texts.colon(texts.refusal.title, refusal.action.label)}</strong>
      <span>{words}</span>
      <button type="button" className="button" onClick={() => dismissRefusal(refusal)}>
        {texts.refusal.dismiss}
      </button>
    </div>
  );
}

function useRefusalWords({ problem }: Refusal): string {
  const { texts, say } = useSpeech();
  const nameOf = usePersonName();
  const { time } = useSiteClock();
  if (problem.code === 'too-large') return texts.refusal.queueFull;
  if (problem.held !== undefined) return texts.colon(texts.step.held, say(problem.held));
  if (problem.first !== undefined) {
    const { by, at } = problem.first;
    if (by === undefined) return texts.refusal.firstUnknown(time(at));
    return texts.refusal.first(nameOf(by), time(at));
  }
  return problem.detail ?? problem.title;
}
