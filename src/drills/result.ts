/**
 * The outcome of one scenario as data (`contract.md`, `--json`); times in seconds of the scenario.
 */
import type { DrillRun } from './run.ts';
import type { Expectation } from './scenario.ts';
import { score, type Verdict } from './score.ts';

export interface DrillResult {
  scenario: string;
  passed: boolean;
  seed: number;
  expectations: Verdict[];
  incidents: {
    id: string;
    playbook: string;
    asset?: string;
    openedAt: number;
    closedAt?: number;
    steps: { step: string; item?: string; state: string; at: number }[];
  }[];
  alarms: { alarm: string; rule: string; asset: string; priority: string; at: number }[];
  told: { role: string; people: string[]; template: string; at: number }[];
  events: { seq: number; at: number; type: string; data: unknown }[];
}

export function resultOf(run: DrillRun): DrillResult {
  const expectations = score(run);
  const seconds = (at: number): number => (at - run.startedAt) / 1_000;
  return {
    scenario: run.scenario.scenario,
    passed: expectations.every((verdict) => verdict.passed),
    seed: run.scenario.seed,
    expectations: expectations.map(({ expect, ...rest }) => ({
      expect: inSeconds(expect),
      ...rest,
    })),
    incidents: Object.values(run.engine.state.incidents.incidents).map((incident) => ({
      id: incident.id,
      playbook: incident.playbook,
      openedAt: seconds(incident.openedAt),
      ...(incident.asset === undefined ? {} : { asset: incident.asset }),
      ...(incident.closedAt === undefined ? {} : { closedAt: seconds(incident.closedAt) }),
      steps: Object.values(incident.steps).map(({ step, item, state, doneAt, activeSince }) => ({
        step,
        state,
        at: seconds(doneAt ?? activeSince),
        ...(item === undefined ? {} : { item }),
      })),
    })),
    alarms: run.events.flatMap((event) =>
      event.type === 'alarm-raised'
        ? [
            {
              alarm: event.data.alarm,
              rule: event.data.rule,
              asset: event.data.asset,
              priority: event.data.priority,
              at: seconds(event.at),
            },
          ]
        : [],
    ),
    told: run.events.flatMap((event) =>
      event.type === 'notification-requested'
        ? [
            {
              role: event.data.role,
              people: [...new Set(event.data.recipients.map(({ person }) => person))],
              template: event.data.template,
              at: seconds(event.at),
            },
          ]
        : [],
    ),
    events: run.events.map(({ seq, at, type, data }) => ({ seq, at: seconds(at), type, data })),
  };
}

/** The expectation as it was written, its limits in seconds. */
function inSeconds(expect: Expectation): Expectation {
  const limits = ['within', 'done-within'];
  return JSON.parse(
    JSON.stringify(expect, (key, value) => (limits.includes(key) ? value / 1_000 : value)),
  );
}
