/** What the gateway did not do, and why: a person must know that the tap had no effect. */

import type { Refusal } from '../../data/actions/action-queue.ts';
import { dismissRefusal, useActionQueue } from '../../data/actions/actions.ts';
import { useSpeech } from '../../texts/language.tsx';
import './notices.css';
import { useRefusalWords } from './refusal-words.ts';

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
  const { words, detail } = useRefusalWords(refusal.action, refusal.problem);
  return (
    <div className="refusal">
      <strong>{texts.colon(texts.refusal.title, refusal.action.label)}</strong>
      <span>{words}</span>
      {detail && (
        <span className="dim refusal-detail" lang="en">
          {detail}
        </span>
      )}
      <button type="button" className="button" onClick={() => dismissRefusal(refusal)}>
        {texts.refusal.dismiss}
      </button>
    </div>
  );
}
