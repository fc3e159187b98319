/** When the danger is over: the steps with whose end nobody has to be saved any more. */
import type { Draft } from '../draft.ts';
import { type Incident, isUnderWay } from './incident.ts';
import type { RunningPlaybook } from './running.ts';

/** Every one of the playbook's `over` steps has come and is done or skipped. */
export function sayOver(draft: Draft, incident: Incident, { playbook }: RunningPlaybook): void {
  if (!isUnderWay(incident) || playbook.over.length === 0) return;
  const states = Object.values(incident.steps);
  const isOver = playbook.over.every((id) => {
    const own = states.filter(({ step }) => step === id);
    return own.length > 0 && own.every(({ state }) => state !== 'active');
  });
  if (isOver) draft.emit('danger-over', { incident: incident.id });
}
