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

/** `by`: at a duty terminal, who is back and says so with a badge. */
export function returnToDesk(label: string, by?: string): Taken {
  const who = by === undefined ? {} : { by };
  return act({ url: routes.returnToDesk, subject: OWN_ABSENCE, label, ...who });
}
