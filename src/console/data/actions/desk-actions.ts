/** Leaving the desk, being well meanwhile, and coming back (`practice.md` P-42). */
import { routes } from '../routes.ts';
import { act, type Taken } from './actions.ts';

export const OWN_ABSENCE = 'duty/away';

export function leaveDesk(label: string): Taken {
  return act({ url: routes.leaveDesk, subject: OWN_ABSENCE, label });
}

export function checkIn(label: string): Taken {
  return act({ url: routes.checkIn, subject: OWN_ABSENCE, label });
}

export function returnToDesk(label: string): Taken {
  return act({ url: routes.returnToDesk, subject: OWN_ABSENCE, label });
}
