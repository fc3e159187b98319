/** English texts of leaving the desk and of arriving. */
import type { awayZh } from './zh-away.ts';

export const awayEn: typeof awayZh = {
  leaveDesk: {
    title: 'Leave the desk',
    onThisBrowser:
      'Alarms reach you on all your channels; this browser sounds them at full volume.',
    onOwnPhone: 'Alarms reach you on all your channels; check in on your own phone.',
    effects: [
      'You check in every 10 minutes; one that is missed raises an alarm until somebody answers.',
      'The next role is told now that nobody is at the desk.',
    ],
  },
  away: {
    own: 'You are away from the desk',
    next: 'Next check-in',
    missed: (times) => `Check-in missed: alarm raised ${times === 1 ? 'once' : `${times} times`}`,
    checkIn: 'I am well',
    back: 'Back at the desk',
    title: 'Away from the desk',
    mark: 'away',
    since: (when) => `left at ${when}`,
    leftBy: (who) => `${who} is away from the desk`,
    alone: (who) => `${who} is alone on duty`,
  },
  arrival: {
    title: 'Arrival',
    detail: 'You read the code of this place. Press, and the gateway notes that you are here now.',
    send: 'I am here',
    sending: 'Sending',
    thanks: 'Thank you, your arrival is noted',
    notedWith: 'Noted with these incidents',
    open: 'Work on it',
    unknown: 'There is no such code. Did you read one that hangs in a lobby of this site?',
    nobodyAwaited: 'No incident here waits for anybody; nothing was noted.',
    unreached:
      'The gateway was not reached and nothing is noted yet. Press again where there is signal.',
    list: 'Arrived',
    at: (where, when) => `${where} · ${when}`,
  },
  arrivalCodes: {
    title: 'Arrival codes',
    detail:
      'Print them and hang one in each lobby. Whoever arrives reads it with a phone, signs in ' +
      'and presses "I am here".',
    print: 'Print, one sheet each',
    empty: 'No arrival code is configured',
    emptyDetail: 'Write arrival at an area of site.yaml.',
    scan: 'Arrived? Read this code',
    label: (name) => `Arrival code of ${name}`,
    onlyHere:
      'You opened the console at an address that only this computer can open. Open it at the ' +
      'gateway’s address in the local network before you print.',
  },
};
