/** The English words of the duty terminal: who acts, PINs, the code for a phone. */
import type { deskZh } from './zh-desk.ts';

export const deskEn: typeof deskZh = {
  badge: {
    title: 'Who is acting?',
    onDuty: 'On duty',
    others: (n: number) => `Others (${n})`,
    nobody: 'Nobody has a PIN yet: sign in and set yours on the Duty page, or ask an administrator',
    pin: 'PIN or badge',
    of: (name: string) => `PIN or badge of ${name}`,
    send: 'Confirm',
    leave: 'Cancel',
    checking: 'Checking',
    wrong: 'The PIN is wrong; try again',
    tooOften: 'Too many wrong PINs of this person at this terminal; wait a few minutes',
    chip: (name: string, left: number) => `${name} · ${left} s`,
    forget: (name: string) => `Forget ${name}: the next action asks again`,
    terminal: 'Duty terminal',
  },
  pin: {
    title: 'My PIN',
    detail:
      'Says who acts at a duty terminal: 4 to 12 digits, or your badge’s number ' +
      '(8 to 32 letters and digits; a reader may type it).',
    has: 'set',
    hasNot: 'not set',
    password: 'Password',
    pin: 'New PIN or badge number',
    rule: '4 to 12 digits, or a badge’s number of 8 to 32',
    send: 'Save PIN',
    saved: 'saved',
    wrong: 'The password is wrong',
  },
  terminals: {
    title: 'Duty terminals',
    detail:
      'Turns this browser into the desk’s terminal: it goes on showing what a viewer sees, and ' +
      'each action is signed by a person’s PIN or badge, with no sign-in page between an alarm ' +
      'and its acknowledgement. You are signed out of this browser.',
    name: 'Name of the terminal',
    make: 'Make this browser a duty terminal',
    taken: 'There is a terminal of that name already',
    empty: 'There is no duty terminal yet',
    since: 'Since',
    used: 'Last used',
    end: 'End',
    endNamed: (name: string) => `End the terminal ${name}`,
  },
  phoneCode: {
    show: 'On a phone',
    label: (address: string) => `Scan to open on a phone: ${address}`,
    scan: 'Scan to open on a phone',
  },
};
