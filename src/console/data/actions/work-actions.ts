/** What people do with notices to homes and shops, and with actions. */
import type { ActionInfo, ActionRequest, NoticeInfo } from '../../../api/contract.ts';
import { routes } from '../routes.ts';
import { act, type Taken } from './actions.ts';

export type NoticeWay = NonNullable<NoticeInfo['units'][number]['via']>;

/** The sheet that adds one reads its refusals by this. */
export const NEW_ACTION = 'action/new';

/** No version: telling somebody is added and replaces nothing. */
export function tellUnits(
  notice: NoticeInfo,
  told: { units: string[]; via: NoticeWay },
  label: string,
): Taken {
  return act({ url: routes.told(notice.id), body: told, subject: `notice/${notice.id}`, label });
}

export function addAction(action: ActionRequest, label: string): Taken {
  return act({ url: routes.actions(), body: { ...action }, subject: NEW_ACTION, label });
}

export function finishAction(action: ActionInfo, note: string, label: string): Taken {
  const body = { version: action.version, note };
  return act({ url: routes.finishAction(action.id), body, subject: `action/${action.id}`, label });
}

/** Not accepted, it is open again; then the note says what is lacking. */
export function reviewAction(
  action: ActionInfo,
  review: { accepted: boolean; note?: string },
  label: string,
): Taken {
  const body = { version: action.version, ...review };
  return act({ url: routes.reviewAction(action.id), body, subject: `action/${action.id}`, label });
}

export function cancelAction(action: ActionInfo, reason: string, label: string): Taken {
  const body = { version: action.version, reason };
  return act({ url: routes.cancelAction(action.id), body, subject: `action/${action.id}`, label });
}
