/** Hands each command of a person to the part of the core that decides it. */
import { addAction, cancelAction, finishAction, reviewAction } from './actions/commands.ts';
import { acknowledgeAlarm, resetAlarm } from './alarms/commands.ts';
import { bringBack, shelveAlarm, takeOutOfService } from './alarms/set-aside.ts';
import { endWindow, registerWindow } from './alarms/window.ts';
import { annunciate } from './annunciate.ts';
import type { Compiled } from './compiled.ts';
import type { Draft } from './draft.ts';
import { checkIn, leaveDesk, returnToDesk } from './duty/away.ts';
import { answerNotification } from './incidents/answers.ts';
import { arrive } from './incidents/arrivals.ts';
import {
  assignPerson,
  closeIncident,
  correctField,
  openVulnerable,
  reportIncident,
  takeLead,
} from './incidents/commands.ts';
import { workStep } from './incidents/step-command.ts';
import { answerFor } from './incidents/tell.ts';
import type { Command, Refusal } from './input.ts';
import type { Live } from './live.ts';
import { lookUp } from './lookup.ts';
import { tellUnits } from './notices/issue.ts';

export interface CommandContext {
  live: Live;
  compiled: Compiled;
}

/** What a person asked, decided by the part of the core that it is about. */
export function decideCommand(
  draft: Draft,
  known: CommandContext,
  command: Command,
): Refusal | undefined {
  const { compiled, live } = known;
  const { incidents } = compiled;
  switch (command.do) {
    case 'shelve-alarm':
    case 'unshelve-alarm':
    case 'take-out-of-service':
    case 'return-alarm-to-service':
    case 'register-window':
    case 'end-window':
      return decideSettingAside(draft, known, command);
    case 'acknowledge-alarm': {
      const refusal = acknowledgeAlarm(draft, live.sight, command);
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
      return closeIncident(draft, incidents, command);
    case 'leave-desk':
      return leaveDesk(draft, incidents);
    case 'check-in':
      return checkIn(draft);
    case 'return-to-desk':
      return returnToDesk(draft);
    case 'arrive':
      return arrive(draft, incidents, command);
    case 'tell-units':
      return tellUnits(draft, command);
    case 'open-vulnerable':
      return openVulnerable(draft, command);
    case 'add-action':
      return addAction(draft, command);
    case 'finish-action':
      return finishAction(draft, command);
    case 'review-action':
      return reviewAction(draft, command);
    case 'cancel-action':
      return cancelAction(draft, command);
    case 'answer-notification':
      return answerNotification(draft, incidents, command);
    case 'set-people':
      draft.emit('people-set', { people: command.people });
      return undefined;
    default:
      return command satisfies never;
  }
}

function decideSettingAside(
  draft: Draft,
  { compiled, live }: CommandContext,
  command: Extract<Command, { do: SettingAside }>,
): Refusal | undefined {
  switch (command.do) {
    case 'shelve-alarm':
      return shelveAlarm(draft, live.sight, command);
    case 'take-out-of-service':
      return takeOutOfService(draft, live.sight, command);
    case 'unshelve-alarm':
    case 'return-alarm-to-service':
      return bringBack(draft, command, (alarm) => annunciate(draft, compiled, alarm));
    case 'register-window':
      return registerWindow(draft, compiled.topology, command);
    case 'end-window':
      return endWindow(draft, command);
    default:
      return command satisfies never;
  }
}

type SettingAside =
  | 'shelve-alarm'
  | 'unshelve-alarm'
  | 'take-out-of-service'
  | 'return-alarm-to-service'
  | 'register-window'
  | 'end-window';
