/**
 * Joins the parts into one decider: an input goes into the live table, then rules, alarms, duty
 * and incidents decide in this order. Pure: time comes in, events come out; run live, recovered,
 * in virtual time or over stored readings, the same inputs give the same events, byte for byte.
 */
import { isActive } from './alarms/alarm.ts';
import { acknowledgeAlarm, resetAlarm } from './alarms/commands.ts';
import {
  clearingDueAfter,
  decideClearing,
  decideDueClearing,
  nextClearingDue,
  raiseAlarm,
} from './alarms/process.ts';
import { decideSystemAlarms } from './alarms/system.ts';
import type { Compiled } from './compiled.ts';
import { createDraft, type Draft } from './draft.ts';
import { decideDueEscalations, nextEscalationDue } from './duty/escalate.ts';
import type { Event } from './event.ts';
import { advanceIncidents, nextIncidentDue } from './incidents/advance.ts';
import { answerNotification, endForAlarm, tellAlarm } from './incidents/answers.ts';
import {
  assignPerson,
  closeIncident,
  correctField,
  reportIncident,
  takeLead,
} from './incidents/commands.ts';
import { openForAlarm } from './incidents/open.ts';
import { workStep } from './incidents/step-command.ts';
import { answerFor } from './incidents/tell.ts';
import type { Command, Input, Refusal } from './input.ts';
import { createLive, type Live, nextLiveDue, observe } from './live.ts';
import { lookUp } from './lookup.ts';
import {
  decideBlindness,
  decideDueHolds,
  decideHold,
  holdsDueAfter,
  nextBlindDue,
  nextHoldDue,
  type RuleFinding,
} from './rules/holds.ts';
import { decideStart } from './start.ts';
import type { CoreState } from './state.ts';

export interface StepResult {
  events: readonly Event[];
  /** The core's no to a command. */
  refusal?: Refusal;
}

export interface Engine {
  readonly state: CoreState;
  readonly live: Live;
  readonly compiled: Compiled;
  /** `at` is core time, ms; it never goes back. */
  step(input: Input, at: number): StepResult;
  /** The moment at which the core wants to be woken with `due`; Infinity for never. */
  nextDue(): number;
}

/** `state` is what the journal replayed, or `initialState()`. */
export function createEngine(
  compiled: Compiled,
  state: CoreState,
  realm: string,
  at: number,
): Engine {
  const live = createLive(compiled, state, at);
  const due: Due = {
    holds: nextHoldDue(state.rules, live.sight),
    clearing: nextClearingDue({ state }),
    others: nextOtherDue(state, live),
  };
  return {
    state,
    live,
    compiled,
    step(input, stepAt) {
      observe(live, input, stepAt, state.wallOffsetMs);
      const actor = input.type === 'command' ? input.actor : undefined;
      const draft = createDraft(state, realm, stepAt, actor);
      const refusal = decide(draft, { live, compiled, due }, input);
      if (draft.events.length > 0 || stepAt >= due.others) due.others = nextOtherDue(state, live);
      else due.others = Math.min(due.others, live.incidents.flipAt);
      return refusal === undefined ? { events: draft.events } : { events: draft.events, refusal };
    },
    nextDue: () => {
      const stateDueAt = Math.min(due.holds, due.clearing, due.others);
      return Math.min(stateDueAt, nextLiveDue(live), nextBlindDue(live.sight));
    },
  };
}

/**
 * Before these moments nothing of the kind is due. Holds and clearings may be due later than it
 * says: a site that goes dark has thousands of them, and they are walked through only then.
 */
interface Due {
  holds: number;
  clearing: number;
  others: number;
}

/** What a step knows besides the state. */
interface Known {
  live: Live;
  compiled: Compiled;
  due: Due;
}

function decide(draft: Draft, known: Known, input: Input): Refusal | undefined {
  const { live, compiled } = known;
  for (const { asset, signal, isSet } of live.turned) {
    draft.emit(isSet ? 'latch-set' : 'latch-released', { asset, signal });
  }
  const refusal = decideInput(draft, live, compiled, input);
  decideRules(draft, known);
  decideClearings(draft, known);
  // Most readings change nothing: for them no escalation is even looked at.
  if (draft.at >= known.due.others || draft.events.length > 0) {
    endForAlarm(draft);
    decideDueEscalations(draft, compiled.incidents);
  }
  const isQuiet = draft.events.length === 0 && live.changed.size === 0 && input.type !== 'due';
  if (!isQuiet) advanceIncidents(draft, compiled.incidents, live.incidents);
  decideSystemAlarms(draft, live.table);
  return refusal;
}

function decideInput(
  draft: Draft,
  live: Live,
  compiled: Compiled,
  input: Input,
): Refusal | undefined {
  switch (input.type) {
    case 'reports':
    case 'due':
      return undefined;
    case 'link':
      decideLink(draft, input);
      return undefined;
    case 'delivery': {
      const { type: _type, ...data } = input;
      draft.emit('delivery-reported', data);
      return undefined;
    }
    case 'start':
      decideStart(draft, live, compiled, input);
      return undefined;
    case 'clock-adjusted':
      draft.emit('clock-adjusted', { offsetMs: input.offsetMs });
      return undefined;
    case 'command':
      return decideCommand(draft, live, compiled, input.command);
    default:
      return input satisfies never;
  }
}

function decideLink(draft: Draft, { device, up, reason }: Extract<Input, { type: 'link' }>): void {
  const isLost = draft.state.lostLinks[device] !== undefined;
  if (!up && !isLost) draft.emit('link-lost', { device, reason: reason ?? 'unknown' });
  if (up && isLost) draft.emit('link-restored', { device });
}

/** What is seen becomes holds, what has held becomes alarms, alarms open incidents or ring. */
function decideRules(draft: Draft, known: Known): void {
  const { sight, table } = known.live;
  for (const index of sight.changed) {
    const watch = sight.watches[index]!;
    const alarm = draft.state.alarms.alarms[watch.key];
    // An orphan is of another rule's content: it holds nothing back.
    const active = isActive(alarm) && !alarm?.isOrphan;
    decideHold(draft, sight, table, index, active);
    decideClearing(draft, watch, sight.truth[index]);
  }
  decideBlindness(draft, sight, table);
  const { due } = known;
  due.holds = Math.min(due.holds, holdsDueAfter(draft.events));
  if (draft.at < due.holds) return;
  decideDueHolds(draft, sight, (finding) => raise(draft, known.compiled, finding));
  due.holds = nextHoldDue(draft.state.rules, sight);
}

function decideClearings(draft: Draft, { due }: Known): void {
  due.clearing = Math.min(due.clearing, clearingDueAfter(draft.events));
  if (draft.at < due.clearing) return;
  decideDueClearing(draft);
  due.clearing = nextClearingDue(draft);
}

function raise(draft: Draft, { incidents }: Compiled, finding: RuleFinding): void {
  raiseAlarm(draft, finding);
  const alarm = draft.state.alarms.alarms[finding.watch.key]!;
  draft.because(draft.state.seq, () => {
    if (alarm.hazard === undefined) tellAlarm(draft, incidents, alarm);
    else openForAlarm(draft, incidents, alarm);
  });
}

function decideCommand(
  draft: Draft,
  live: Live,
  { incidents }: Compiled,
  command: Command,
): Refusal | undefined {
  switch (command.do) {
    case 'acknowledge-alarm': {
      const refusal = acknowledgeAlarm(draft, command);
      const incident = lookUp(draft.state.alarms.alarms, command.alarm)?.incident;
      // The desk knows: what rings for the duty engineer stops.
      if (refusal === undefined && incident !== undefined) {
        answerFor(draft, incident, draft.actor?.person ?? '', 'duty-engineer');
      }
      return refusal;
    }
    case 'reset-alarm':
      return resetAlarm(draft, command);
    case 'report-incident':
      return reportIncident(draft, incidents, command);
    case 'step':
      return workStep(draft, incidents, live.incidents, command);
    case 'correct-field':
      return correctField(draft, incidents, command);
    case 'take-lead':
      return takeLead(draft, command);
    case 'assign-person':
      return assignPerson(draft, command);
    case 'close-incident':
      return closeIncident(draft, incidents, live.incidents, command);
    case 'answer-notification':
      return answerNotification(draft, incidents, command);
    case 'set-people':
      draft.emit('people-set', { people: command.people });
      return undefined;
    default:
      return command satisfies never;
  }
}

function nextOtherDue(state: CoreState, live: Live): number {
  return Math.min(nextEscalationDue(state), nextIncidentDue(state, live.incidents));
}
