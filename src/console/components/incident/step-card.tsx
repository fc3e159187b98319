/** A step that is due: what to do, why it may be held, and the controls that do it. */
import { useId, useState } from 'react';
import type { IncidentDetail, StepInfo } from '../../../api/contract.ts';
import { describeLimit } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useRoleName } from '../marks/names.ts';
import { DueClock } from '../marks/running-clock.tsx';
import { useMay, useSignedIn } from '../shell/me.ts';
import { isFor } from './due-order.ts';
import { OnBehalf } from './on-behalf.tsx';
import { stepClause } from './step-clause.ts';
import { StepControls } from './step-controls.tsx';
import { type Principal, StepContext } from './step-work.ts';
import './step-card.css';

interface StepCardProps {
  incident: IncidentDetail;
  step: StepInfo;
  /** The one to be done next: its control is the largest thing on the page. */
  isFirst: boolean;
}

export function StepCard({ incident, step, isFirst }: StepCardProps) {
  const { texts, say } = useSpeech();
  const mayWork = useMay('operator');
  const [principal, setPrincipal] = useState<Principal>({});
  const title = useId();
  const { key, text, itemName, dueAt, late, asking } = step;
  return (
    <StepContext value={{ incident, step, principal }}>
      <article className="step-card" data-first={isFirst} data-late={late} aria-labelledby={title}>
        <header>
          <h3 id={title}>
            <span className="step-clause">{stepClause(key)}</span> {say(text)}
          </h3>
          {dueAt !== undefined && <DueClock dueAt={dueAt} />}
        </header>
        <StepFacts step={step} />
        <PlanSentence incident={incident} step={step} />
        {itemName && <p>{texts.step.forItem(say(itemName))}</p>}
        {asking && <p className="step-asking">{texts.step.asking}</p>}
        <Guard step={step} />
        {mayWork && <StepControls isLarge={isFirst} />}
        {mayWork && <OnBehalf principal={principal} choose={setPrincipal} />}
      </article>
    </StepContext>
  );
}

function StepFacts({ step }: { step: StepInfo }) {
  const { texts, say } = useSpeech();
  const roleName = useRoleName();
  const { roles } = useSignedIn();
  const { role, by, original, repeatMs, times, basis } = step;
  const byWords = step.do === 'notify' ? texts.step.tells : texts.step.by;
  return (
    <p className="step-facts">
      {isFor(step, roles) && <span className="tag mine">{texts.incident.nowYours}</span>}
      {role && <span>{roleName(role)}</span>}
      {by && by.length > 0 && <span>{byWords(by.map(roleName).join(' · '))}</span>}
      {repeatMs !== undefined && (
        <span className="tag">{texts.step.again(describeLimit(repeatMs, texts), times ?? 0)}</span>
      )}
      {!original && <span className="tag">{texts.step.extra}</span>}
      {basis && <span className="dim">{texts.colon(texts.step.basis, say(basis))}</span>}
    </p>
  );
}

/** What the paper plan says, beside what the step asks. */
function PlanSentence({ incident, step }: { incident: IncidentDetail; step: StepInfo }) {
  const { texts, say } = useSpeech();
  const clause = stepClause(step.key);
  const sentence = incident.clauses[clause];
  if (sentence === undefined) return null;
  return (
    <details className="plan-sentence">
      <summary>{texts.step.planSays(clause)}</summary>
      <p>{say(sentence)}</p>
    </details>
  );
}

/** Why the step cannot be done yet. The gateway decides; this only says what it said. */
function Guard({ step }: { step: StepInfo }) {
  const { texts, say } = useSpeech();
  const { guard, held } = step;
  if (guard === undefined || guard === 'met') return null;
  const title = guard === 'holds' ? texts.step.held : texts.step.heldUnknown;
  return (
    <p className="step-guard" role="status">
      <strong>{title}</strong>
      {held && <span>{say(held)}</span>}
    </p>
  );
}
