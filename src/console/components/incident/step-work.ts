/** What a person does to a step: sent through the queue, on behalf of whoever was chosen. */
import { createContext, useCallback, useContext } from 'react';
import type { IncidentDetail, StepInfo, Value } from '../../../api/contract.ts';
import { type StepWork, useActionQueue, workStep } from '../../data/actions/actions.ts';
import { useSpeech } from '../../texts/language.tsx';
import { stepClause } from './step-clause.ts';

export interface Principal {
  onBehalfOf?: string;
  via?: 'radio' | 'phone' | 'in-person';
}

interface StepScope {
  incident: IncidentDetail;
  step: StepInfo;
  principal: Principal;
}

export const StepContext = createContext<StepScope | undefined>(undefined);

export function useStepScope(): StepScope {
  const scope = useContext(StepContext);
  if (scope === undefined) throw new Error('useStepScope stands outside a step');
  return scope;
}

export type FieldValue = Value | string[];

/** `word` is what was pressed; it names the action while it waits and if it is refused. */
export function useStepWork(): (work: StepWork, word: string) => void {
  const { say } = useSpeech();
  const { incident, step, principal } = useStepScope();
  return useCallback(
    (work, word) => {
      const label = `${stepClause(step.key)} ${say(step.text)} · ${word}`;
      void workStep(incident.id, step, { ...work, ...principal }, label);
    },
    [incident.id, step, principal, say],
  );
}

/** Actions on this step that the gateway has not answered yet. */
export function useWaitingWork(): readonly StepWork[] {
  const { incident, step } = useStepScope();
  const { waiting } = useActionQueue();
  const subject = `incident/${incident.id}/${step.key}`;
  return waiting.flatMap((action) =>
    action.subject === subject ? [action.body as unknown as StepWork] : [],
  );
}

export interface FieldState {
  value?: FieldValue;
  /** The person may not see it, though it was answered. */
  isHidden: boolean;
  /** Given here, and not yet with the gateway. */
  isWaiting: boolean;
}

export interface FieldProps {
  state: FieldState;
  /** What telemetry says it is; a person sees it and sends it. */
  suggestion: FieldValue | undefined;
  save: (value: FieldValue) => void;
}

export function useFieldState(name: string): FieldState {
  const { incident, step } = useStepScope();
  const record = step.item === undefined ? incident.record : incident.itemRecords[step.item];
  const given = useWaitingWork().findLast(({ fields }) => fields !== undefined && name in fields);
  const waiting = given?.fields?.[name];
  if (waiting !== undefined) return { value: waiting, isHidden: false, isWaiting: true };
  const answer = record?.[name];
  const isHidden = answer?.hidden === true;
  const value = answer?.value;
  if (value === undefined || value === null) return { isHidden, isWaiting: false };
  return { value, isHidden, isWaiting: false };
}
