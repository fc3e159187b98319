/**
 * Joins the parts into one decider: an input goes into the live table, then rules, alarms, duty
 * and incidents decide in this order. Pure: time comes in, events come out; run live, recovered,
 * in virtual time or over stored readings, the same inputs give the same events, byte for byte.
 */

import { decideOverdueActions, nextActionDue } from './actions/commands.ts';
import { type Alarm, isActive } from './alarms/alarm.ts';
import {
  clearingDueAfter,
  decideClearing,
  decideDueClearing,
  nextClearingDue,
  raiseAlarm,
} from './alarms/process.ts';
import { decideDueAside, nextAsideDue } from './alarms/set-aside.ts';
import { decideSuppression, nextSuppressionDue, suppress } from './alarms/suppress.ts';
import { decideSystemAlarms } from './alarms/system.ts';
import { decideDueWindows, nextWindowDue } from './alarms/window.ts';
import { annunciate } from './annunciate.ts';
import { decideCommand } from './commands.ts';
import type { Compiled } from './compiled.ts';
import { createDraft, type Draft } from './draft.ts';
import { decideMissedCheckIns, nextCheckIn } from './duty/away.ts';
import { decideDueEscalations, nextEscalationDue } from './duty/escalate.ts';
import type { Event } from './event.ts';
import { advanceIncidents, nextIncidentDue } from './incidents/advance.ts';
import { endForAlarm } from './incidents/answers.ts';
import { joinConsequences } from './incidents/consequences.ts';
import { watchPlanned } from './incidents/period.ts';
import { nextCheckDue, openDueChecks } from './incidents/recurring.ts';
import type { Input, Refusal } from './input.ts';
import { createLive, type Live, nextLiveDue, observe } from './live.ts';
import { decideNightly, nextNightly } from './nightly.ts';
import { LIVE } from './realm.ts';
import {
  decideBlindness,
  decideDueHolds,
  decideHold,
  decideNoted,
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
  const known = { live, compiled, isLive: realm === LIVE };
  const due: Due = {
    holds: nextHoldDue(state.rules, live.sight),
    clearing: nextClearingDue({ state }),
    others: nextOtherDue(state, known),
  };
  return {
    state,
    live,
    compiled,
    step(input, stepAt) {
      observe(live, input, stepAt, state.wallOffsetMs);
      const actor = input.type === 'command' ? input.actor : undefined;
      const draft = createDraft(state, realm, stepAt, actor);
      const refusal = decide(draft, { ...known, due }, input);
      if (draft.events.length > 0 || stepAt >= due.others) due.others = nextOtherDue(state, known);
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
  /** Not a drill: there the site's own checks and nightly looks do not come. */
  isLive: boolean;
}

function decide(draft: Draft, known: Known, input: Input): Refusal | undefined {
  const { live, compiled } = known;
  for (const { asset, signal, isSet } of live.turned) {
    draft.emit(isSet ? 'latch-set' : 'latch-released', { asset, signal });
  }
  const refusal = decideInput(draft, known, input);
  decideRules(draft, known);
  decideClearings(draft, known);
  decideAside(draft, known);
  // Most readings change nothing: for them no escalation is even looked at.
  if (draft.at >= known.due.others || draft.events.length > 0) {
    endForAlarm(draft);
    decideDueEscalations(draft, compiled.incidents);
    decideOverdueActions(draft, compiled.incidents);
    decideMissedCheckIns(draft, compiled.incidents);
    if (known.isLive) decideRecurring(draft, known);
  }
  watchPlanned(draft);
  const isQuiet = draft.events.length === 0 && live.changed.size === 0 && input.type !== 'due';
  if (!isQuiet) advanceIncidents(draft, compiled.incidents, live.incidents);
  decideSystemAlarms(draft, live.table);
  return refusal;
}

/** What the site's calendar asks for. */
function decideRecurring(draft: Draft, { compiled, live }: Known): void {
  openDueChecks(draft, compiled.incidents, live.incidents);
  decideNightly(draft, compiled, live);
}

function decideInput(draft: Draft, known: Known, input: Input): Refusal | undefined {
  const { live, compiled } = known;
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
      return decideCommand(draft, known, input.command);
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
  for (let place = 0; place < sight.changed.size; place++) {
    const index = sight.changed.at(place);
    const watch = sight.watches[index]!;
    const alarm = draft.state.alarms.alarms[watch.key];
    const isNoted = draft.state.rules.noted[watch.key] !== undefined;
    // An orphan is of another rule's content: it holds nothing back.
    const active = isNoted || (isActive(alarm) && !alarm?.isOrphan);
    decideHold(draft, sight, table, index, active);
    if (isNoted) decideNoted(draft, watch, sight.truth[index]);
    else decideClearing(draft, watch, sight.truth[index]);
  }
  decideBlindness(draft, sight, table);
  const { due } = known;
  due.holds = Math.min(due.holds, holdsDueAfter(draft.events));
  if (draft.at < due.holds) return;
  decideDueHolds(draft, sight, (finding) => find(draft, known, finding));
  due.holds = nextHoldDue(draft.state.rules, sight);
}

function decideClearings(draft: Draft, { due }: Known): void {
  due.clearing = Math.min(due.clearing, clearingDueAfter(draft.events));
  if (draft.at < due.clearing) return;
  decideDueClearing(draft);
  due.clearing = nextClearingDue(draft);
}

/** A condition has held: it is noted, or it is an alarm. */
function find(draft: Draft, known: Known, finding: RuleFinding): void {
  const { compiled, live } = known;
  const { watch } = finding;
  if (watch.rule.raises === undefined) {
    const { rule, text } = watch.rule;
    draft.emit('condition-noted', { rule, asset: watch.asset, what: text.what });
    return;
  }
  // Before it is raised: what is suppressed from the start has never asked anything of anybody.
  suppress(draft, live.sight, watch, compiled.topology);
  raiseAlarm(draft, finding);
  const alarm = draft.state.alarms.alarms[watch.key]!;
  if (alarm.state === 'unacknowledged') annunciate(draft, compiled, alarm);
}

/** Shelves, permits, suppressions and windows that end or begin. */
function decideAside(draft: Draft, { compiled, due, live }: Known): void {
  const isTouched = live.sight.suppressionChanged.size > 0 || draft.events.length > 0;
  if (!isTouched && draft.at < due.others) return;
  const ring = (alarm: Alarm): void => annunciate(draft, compiled, alarm);
  decideDueWindows(draft);
  decideSuppression(draft, live.sight, compiled.topology, ring);
  decideDueAside(draft, ring);
  if (draft.events.length > 0) joinConsequences(draft);
}

function nextOtherDue(state: CoreState, { live, compiled, isLive }: Omit<Known, 'due'>): number {
  const { alarms } = state.alarms;
  return Math.min(
    nextEscalationDue(state),
    nextIncidentDue(state, live.incidents),
    nextSuppressionDue(alarms),
    nextAsideDue(alarms),
    nextWindowDue(state.windows),
    nextActionDue(state.actions),
    nextCheckIn(state.duty),
    isLive ? nextCheckDue(state, compiled.incidents, live.incidents) : Number.POSITIVE_INFINITY,
    isLive ? nextNightly(state, compiled, live) : Number.POSITIVE_INFINITY,
  );
}
