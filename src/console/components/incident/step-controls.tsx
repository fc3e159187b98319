/** The controls of a step by its kind: one to finish it, and the way out with a reason. */
import { useState } from 'react';
import { useNow } from '../../data/stream/link.ts';
import { countdownClock } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { ReasonForm } from '../forms/reason-form.tsx';
import { DecisionField } from './decision-field.tsx';
import { MainButton } from './main-button.tsx';
import { NoticeFinish } from './notice-finish.tsx';
import { RecordField } from './record-field.tsx';
import { useFieldState, useStepScope, useStepWork } from './step-work.ts';

/** A reason is being written for this action. */
type Reasoned = 'skip' | 'reject' | 'done';

export function StepControls({ isLarge }: { isLarge: boolean }) {
  const [reasoned, setReasoned] = useState<Reasoned>();
  const { step } = useStepScope();
  const maySkip = step.do !== 'approve' && !step.unskippable;
  return (
    <div className="step-controls" data-large={isLarge}>
      <Finish ask={setReasoned} />
      {reasoned && <Reason action={reasoned} leave={() => setReasoned(undefined)} />}
      {!reasoned && maySkip && <SkipButton ask={() => setReasoned('skip')} />}
    </div>
  );
}

function Finish({ ask }: { ask: (action: Reasoned) => void }) {
  const { step } = useStepScope();
  switch (step.do) {
    case 'form':
      return <FormFinish />;
    case 'decide':
      return <DecideFinish />;
    case 'approve':
      return <ApproveFinish ask={ask} />;
    case 'verify':
      return <VerifyFinish ask={ask} />;
    case 'notice':
      return <NoticeFinish />;
    case 'task':
    case 'notify':
    case 'start':
      return <DoneButton />;
    default:
      return step.do satisfies never;
  }
}

function FormFinish() {
  const { step } = useStepScope();
  return (
    <>
      {step.fields.map((field) => (
        <RecordField key={field} name={field} />
      ))}
      <DoneButton />
    </>
  );
}

/** Two taps: the choice, then the control that says it: the answer picks the branch. */
function DecideFinish() {
  const { texts, say } = useSpeech();
  const { incident, step } = useStepScope();
  const work = useStepWork();
  const [field = ''] = step.fields;
  const saved = useFieldState(field).value;
  const [picked, setPicked] = useState<string>();
  const value = picked ?? (typeof saved === 'string' ? saved : undefined);
  const word = value && incident.recordFields[field]?.of?.[value];
  const label = word ? texts.step.decide(say(word)) : texts.step.decidePick;
  return (
    <>
      <DecisionField name={field} value={value} choose={setPicked} />
      <MainButton
        label={label}
        isOff={value === undefined}
        press={() => value !== undefined && work({ action: 'done', value }, label)}
      />
    </>
  );
}

function ApproveFinish({ ask }: { ask: (action: Reasoned) => void }) {
  const { texts } = useSpeech();
  const work = useStepWork();
  const { approve, reject } = texts.step;
  return (
    <>
      <MainButton label={approve} press={() => work({ action: 'approve' }, approve)} />
      <button type="button" className="button danger" onClick={() => ask('reject')}>
        {reject}
      </button>
    </>
  );
}

/** What telemetry should show is done by a person with a reason only. */
function VerifyFinish({ ask }: { ask: (action: Reasoned) => void }) {
  const { texts } = useSpeech();
  const { step } = useStepScope();
  const now = useNow();
  const left = step.verifyDueAt === undefined ? undefined : step.verifyDueAt - now;
  return (
    <>
      <p className="dim">
        {left === undefined ? texts.step.verifyWaits : texts.step.verifying(countdownClock(left))}
      </p>
      <MainButton label={texts.step.done} press={() => ask('done')} />
    </>
  );
}

function DoneButton() {
  const { texts } = useSpeech();
  const work = useStepWork();
  const { done } = texts.step;
  return <MainButton label={done} press={() => work({ action: 'done' }, done)} />;
}

function SkipButton({ ask }: { ask: () => void }) {
  const { texts } = useSpeech();
  return (
    <button type="button" className="button step-skip" onClick={ask}>
      {texts.step.skip}
    </button>
  );
}

function Reason({ action, leave }: { action: Reasoned; leave: () => void }) {
  const { texts } = useSpeech();
  const work = useStepWork();
  const word = texts.step[action];
  return (
    <ReasonForm
      label={`${word} · ${texts.step.reasonWhy}`}
      word={word}
      isDanger={action !== 'done'}
      send={(reason) => work({ action, reason }, word)}
      leave={leave}
    />
  );
}
