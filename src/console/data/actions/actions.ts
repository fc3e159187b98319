/** The queue of this browser, and the actions that people can do. */
import { useSyncExternalStore } from 'react';
import type {
  AlarmInfo,
  IncidentDetail,
  NotificationInfo,
  Problem,
  ReportRequest,
  StepInfo,
  StepRequest,
} from '../../../api/contract.ts';
import { call, ProblemError, signedInUser, UnreachableError } from '../client.ts';
import { keys } from '../keys.ts';
import { queryClient } from '../query-client.ts';
import { routes } from '../routes.ts';
import { isStale, serverNow } from '../stream/link.ts';
import { type Action, ActionQueue, type Outcome, type QueueState } from './action-queue.ts';
import {
  askForUnsigned,
  forgetSignature,
  isSigned,
  sign,
  signatureOf,
  wasBadgeRefused,
} from './signatures.ts';

const PLACE = 'dutywatch.actions';

const queue = new ActionQueue({
  load: () => JSON.parse(localStorage.getItem(PLACE) ?? '[]'),
  save: (waiting) => localStorage.setItem(PLACE, JSON.stringify(waiting)),
  mayGo: (action) => action.user === signedInUser() && isSigned(action),
  send,
  versionIn,
  later: (callback, delayMs) => window.setTimeout(callback, delayMs),
});
window.addEventListener('online', queue.retry);

export const dismissRefusal = queue.dismiss;

/** Somebody signed in, or the gateway is heard again. */
export function retryWaitingActions(): void {
  queue.retry();
  void askForUnsigned(queue);
}

export function useActionQueue(): QueueState {
  return useSyncExternalStore(queue.subscribe, queue.state);
}

export type StepWork = Omit<StepRequest, 'version' | 'item' | 'claimedAt'>;
/** Whether the gateway took it; resolves when it has answered, which may be much later. */
export type Taken = Promise<boolean>;

export function acknowledge(alarm: AlarmInfo, label: string): Taken {
  const body = { version: alarm.version };
  return act({ url: routes.acknowledge(alarm.id), body, subject: `alarm/${alarm.id}`, label });
}

export function resetAlarm(alarm: AlarmInfo, label: string): Taken {
  const body = { version: alarm.version };
  return act({ url: routes.reset(alarm.id), body, subject: `alarm/${alarm.id}`, label });
}

/** `for`: ms. */
export function shelveAlarm(
  alarm: AlarmInfo,
  shelf: { for: number; reason: string },
  label: string,
): Taken {
  const body = { version: alarm.version, ...shelf };
  return act({ url: routes.shelve(alarm.id), body, subject: `alarm/${alarm.id}`, label });
}

/** `until`: wall ms. */
export function takeOutOfService(
  alarm: AlarmInfo,
  service: { until: number; permit: string; reason: string },
  label: string,
): Taken {
  const body = { version: alarm.version, ...service };
  return act({ url: routes.outOfService(alarm.id), body, subject: `alarm/${alarm.id}`, label });
}

/** Ends a shelf or a permit before its time. */
export function bringAlarmBack(alarm: AlarmInfo, label: string): Taken {
  const url =
    alarm.state === 'shelved' ? routes.unshelve(alarm.id) : routes.returnToService(alarm.id);
  const body = { version: alarm.version };
  return act({ url, body, subject: `alarm/${alarm.id}`, label });
}

export function workStep(incident: string, step: StepInfo, work: StepWork, label: string): Taken {
  const item = step.item === undefined ? {} : { item: step.item };
  // Done while out of reach: the record shall say when it was done, not when it arrived.
  const claimed = isStale() ? { claimedAt: serverNow() } : {};
  const body = { version: step.version, ...work, ...item, ...claimed };
  const subject = `incident/${incident}/${step.key}`;
  return act({ url: routes.step(incident, step.step), body, subject, label });
}

export function takeLead(incident: IncidentDetail, label: string): Taken {
  const body = { version: incident.version };
  return act({ url: routes.lead(incident.id), body, subject: `incident/${incident.id}`, label });
}

export function closeIncident(
  incident: IncidentDetail,
  closing: { outcome: 'real' | 'false' | 'test'; reason?: string; incomplete?: boolean },
  label: string,
): Taken {
  const body = { version: incident.version, ...closing };
  return act({ url: routes.close(incident.id), body, subject: `incident/${incident.id}`, label });
}

export function reportIncident(report: ReportRequest, label: string): Taken {
  return act({ url: routes.incidents, body: { ...report }, subject: 'incidents', label });
}

/** Opens something planned, or a check; resolves to its id, or to nothing where it was refused. */
export async function openWork(report: ReportRequest, label: string): Promise<string | undefined> {
  let opened: string | undefined;
  const action = { url: routes.incidents, body: { ...report }, subject: 'incidents', label };
  await act(action, (answer) => {
    opened = (answer as IncidentDetail).id;
  });
  return opened;
}

export function answerCall(
  notification: NotificationInfo,
  answer: 'coming' | 'cannot',
  label: string,
): Taken {
  // No version: an answer is added and replaces nothing.
  const subject = `notification/${notification.id}`;
  return act({ url: routes.answer(notification.id), body: { answer }, subject, label });
}

export function startFault(fault: Record<string, unknown>, label: string): Taken {
  return act({ url: routes.faults, body: { fault }, subject: 'simulation', label });
}

export function actOnSite(action: Record<string, unknown>, label: string): Taken {
  return act({ url: routes.siteActions, body: { action }, subject: 'simulation', label });
}

export function endFault(id: string, label: string): Taken {
  return act({ url: routes.fault(id), method: 'DELETE', subject: 'simulation', label });
}

/** `hear` is told what the gateway answered. */
export async function act(
  action: Pick<Action, 'url' | 'subject' | 'label'> & Partial<Action>,
  hear?: (answer: unknown) => void,
): Taken {
  const user = signedInUser() ?? '';
  const whole: Action = { key: newKey(), user, method: 'POST', at: serverNow(), ...action };
  const signed = await sign(whole);
  return signed === undefined ? false : queue.add(signed, hear);
}

/** `crypto.randomUUID` is there only over HTTPS; a duty room's console may come by plain HTTP. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(action: Action): Promise<Outcome> {
  const outcome = await deliver(action);
  if (outcome.kind === 'done' || outcome.kind === 'refused') forgetSignature(action);
  return outcome;
}

async function deliver(action: Action): Promise<Outcome> {
  const { url, method, body, key, subject } = action;
  try {
    const content = body === undefined ? {} : { body };
    const options = { method, idempotencyKey: key, ...content, ...signatureOf(action) };
    const answer = await call<unknown>(url, options);
    refresh(subject);
    return { kind: 'done', answer };
  } catch (error) {
    if (error instanceof UnreachableError) return { kind: 'unreachable' };
    if (wasBadgeRefused(action, error)) {
      void askForUnsigned(queue);
      return { kind: 'held' };
    }
    refresh(subject);
    if (error instanceof ProblemError) return { kind: 'refused', problem: error.problem };
    return { kind: 'refused', problem: unexpected(error) };
  }
}

/** Our own mistake, told rather than tried again for ever. */
function unexpected(error: unknown): Problem {
  return { type: 'about:blank', title: String(error), status: 500, code: 'internal' };
}

/** What the stream does not carry; a refused action is also shown what is true now. */
function refresh(subject: string): void {
  const [what, id] = subject.split('/');
  if (what === 'incident' && id !== undefined) invalidate(keys.incident(id));
  if (what === 'alarm') invalidate(keys.alarms);
  if (what === 'simulation') invalidate(keys.simulation);
  if (what === 'duty') invalidate(keys.duty);
  if (what === 'notice') invalidate(keys.allNotices);
  if (what === 'action') invalidate(keys.allActions);
}

function invalidate(queryKey: readonly unknown[]): void {
  void queryClient.invalidateQueries({ queryKey });
}

/** Answers are the changed thing itself; an incident lists its steps, each with its version. */
function versionIn(subject: string, answer: unknown): number | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const step = subject.split('/')[2];
  if (step === undefined) return numberIn(answer, 'version');
  const { steps } = answer as { steps?: StepInfo[] };
  return steps?.find(({ key }) => key === step)?.version ?? numberIn(answer, 'version');
}

function numberIn(answer: object, field: string): number | undefined {
  const value = (answer as Record<string, unknown>)[field];
  return typeof value === 'number' ? value : undefined;
}
