/** Duty terminals (`practice.md` P-41), and the PINs that people show at them. */
import type { TerminalInfo } from '../contract.ts';
import { identifyTerminal, setTerminalCookie, toMe } from '../identity.ts';
import { forbidden, notFound, ProblemAnswer } from '../problem.ts';
import { type Call, defineRoute } from '../route.ts';
import * as schema from '../schemas/person.ts';

export const TERMINAL_ROUTES = [
  defineRoute({
    method: 'post',
    path: '/terminal',
    place: 'gateway',
    summary: 'Turns the caller’s browser into a duty terminal; the caller’s own session ends.',
    access: 'admin',
    keepsAnswer: false,
    body: schema.terminalRequest,
    answer: schema.me,
    status: 201,
    handle({ body, ports, response, who }) {
      const { accounts } = ports;
      if (who.session === undefined) throw forbidden('only a browser becomes a terminal');
      const made = accounts.terminals.create(body.name, ports.wallClock());
      if (made === undefined) {
        throw new ProblemAnswer(409, 'conflict', `there is a terminal ${body.name} already`);
      }
      accounts.endSession(who.session.id);
      setTerminalCookie(response, made.secret);
      return toMe(identifyTerminal(ports, made, made.secret));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/terminal/badge',
    place: 'gateway',
    summary: 'Whose badge this is; it is looked at as with any call of a terminal.',
    access: 'viewer',
    keepsAnswer: false,
    answer: schema.me,
    handle: ({ who }) => toMe(who),
  }),
  defineRoute({
    method: 'get',
    path: '/terminals',
    place: 'gateway',
    summary: 'The duty terminals, the oldest first.',
    access: 'admin',
    answer: schema.terminalInfos,
    handle: ({ ports }): TerminalInfo[] =>
      ports.accounts.terminals.list().map(({ id, name, sinceWall, usedAtWall }) => {
        return { id, name, since: sinceWall, usedAt: usedAtWall };
      }),
  }),
  defineRoute({
    method: 'delete',
    path: '/terminals/:terminal',
    place: 'gateway',
    summary: 'Ends a duty terminal: its browser has to be signed in again.',
    access: 'admin',
    handle({ part, ports }) {
      const id = part('terminal');
      if (!ports.accounts.terminals.end(id)) throw notFound(`terminal ${id}`);
    },
  }),
  defineRoute({
    method: 'put',
    path: '/me/pin',
    place: 'gateway',
    summary: 'Sets one’s own PIN or badge number; after five wrong passwords one waits (429).',
    access: 'viewer',
    keepsAnswer: false,
    body: schema.pinRequest,
    async handle(call) {
      const { accounts } = call.ports;
      await checkPassword(call, call.body.password);
      await accounts.setPin(call.who.user, call.body.pin);
    },
  }),
];

/** A session that was left open is not yet the person. */
async function checkPassword({ api, ports, request, who }: Call, given: string): Promise<void> {
  if (who.session === undefined) throw forbidden('a program has no PIN');
  await api.signInLimit.guard(`${who.user} ${request.socket.remoteAddress}`, {
    nowWall: ports.wallClock(),
    isRight: () => ports.accounts.checkPassword(who.user, given),
    wrong: () => forbidden('the password is wrong'),
  });
}
