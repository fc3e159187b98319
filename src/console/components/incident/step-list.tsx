/** All steps in the plan's order: what was done by whom, what is due, what waits. */
import { Fragment } from 'react';
import type { IncidentDetail, StepInfo } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import { usePersonName, useRoleName } from '../marks/names.ts';
import { DueClock } from '../marks/running-clock.tsx';
import { useMissingWords } from './missing-words.ts';
import { itemsLackingBetween, stepClause } from './step-clause.ts';
import './step-list.css';

interface StepListProps {
  incident: IncidentDetail;
  /** Brings an active step into sight. */
  choose: (key: string) => void;
}

export function StepList({ incident, choose }: StepListProps) {
  const { texts } = useSpeech();
  const { steps, stepsDone, stepsTotal } = incident;
  const keys = steps.map(({ key }) => key);
  return (
    <section className="panel step-list" aria-labelledby="steps-title">
      <header className="panel-head">
        <h2 id="steps-title">{texts.incident.steps}</h2>
        <span className="dim">
          {stepsDone} / {stepsTotal}
        </span>
      </header>
      <ol>
        {steps.map((step, index) => (
          <Fragment key={step.key}>
            {itemsLackingBetween(keys[index - 1], step.key, keys).map((item) => (
              <li key={item} className="plan-lacks">
                {texts.step.planLacks(String(item))}
              </li>
            ))}
            <StepLine incident={incident} step={step} choose={choose} />
          </Fragment>
        ))}
      </ol>
    </section>
  );
}

function StepLine({ incident, step, choose }: StepListProps & { step: StepInfo }) {
  const { texts, say } = useSpeech();
  const { key, text, state, itemName, late, dueAt, guard } = step;
  // What was left open when the incident closed waits for nobody any more.
  const isDue = state === 'active' && incident.state === 'open';
  const words = (
    <>
      <span className="step-clause">{stepClause(key)}</span> {say(text)}
      {itemName && <span className="dim"> · {say(itemName)}</span>}
    </>
  );
  return (
    <li data-state={state} data-late={late}>
      <StateSign state={state} late={late} />
      <div>
        {isDue ? (
          <button type="button" className="step-line" onClick={() => choose(key)}>
            {words}
          </button>
        ) : (
          words
        )}
        <StepStateWords step={step} />
        {state === 'pending' && <After incident={incident} step={step} />}
        {isDue && guard !== undefined && guard !== 'met' && (
          <span className="step-note abnormal">{texts.step.held}</span>
        )}
      </div>
      {isDue && dueAt !== undefined && <DueClock dueAt={dueAt} />}
    </li>
  );
}

/** What a step waits for: those before it that are not over yet. */
function After({ incident, step }: { incident: IncidentDetail; step: StepInfo }) {
  const { texts } = useSpeech();
  const nameOf = useMissingWords(incident);
  const isOver = (id: string) => {
    const before = incident.steps.filter((other) => other.step === id);
    return (
      before.length > 0 && before.every(({ state }) => state === 'done' || state === 'skipped')
    );
  };
  const open = step.after.filter((id) => !isOver(id));
  if (open.length === 0) return null;
  const names = open.map((id) => nameOf({ kind: 'step', id }));
  return <span className="step-note">{texts.step.after(texts.list(...names))}</span>;
}

function StepStateWords({ step }: { step: StepInfo }) {
  const { texts } = useSpeech();
  const personName = usePersonName();
  const roleName = useRoleName();
  const { time } = useSiteClock();
  const { state, doneAt, doneBy, onBehalfOf, via, automatic, role, reason, outcome } = step;
  if (state === 'pending' || state === 'active') {
    return role === undefined ? null : <span className="step-note">{roleName(role)}</span>;
  }
  const who = automatic ? texts.step.automatic : personName(onBehalfOf ?? doneBy ?? '');
  const how = onBehalfOf && via ? texts.step.viaWord[via as keyof typeof texts.step.viaWord] : '';
  const parts = [
    state === 'skipped' && texts.step.skipped,
    outcome === 'approved' && texts.step.approve,
    outcome === 'rejected' && texts.step.reject,
    doneAt !== undefined && texts.step.doneBy(who, time(doneAt)),
    how,
    reason,
  ];
  return <span className="step-note">{parts.filter(Boolean).join(' · ')}</span>;
}

const SIGNS: Record<StepInfo['state'], string> = {
  done: 'M2 8.5 6 12.5 14 3.5',
  active: 'M8 2.5a5.5 5.5 0 1 0 0.01 0',
  pending: 'M5 8h6',
  skipped: 'M3 3 13 13',
};

function StateSign({ state, late }: { state: StepInfo['state']; late: boolean }) {
  const { texts } = useSpeech();
  const words = {
    done: texts.step.doneState,
    active: late ? texts.step.late : texts.step.active,
    pending: texts.step.notDue,
    skipped: texts.step.skipped,
  };
  return (
    <svg className="step-sign" viewBox="0 0 16 16" role="img" aria-label={words[state]}>
      <path d={SIGNS[state]} fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
