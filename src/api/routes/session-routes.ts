/** First set-up, signing in and out, tokens of programs. */
import type { z } from 'zod';
import {
  ADMINISTRATOR,
  clearCookie,
  identifyPerson,
  setCookie,
  setTerminalCookie,
  toMe,
} from '../identity.ts';
import { forbidden, ProblemAnswer } from '../problem.ts';
import { type Call, defineRoute } from '../route.ts';
import { me, sessionRequest, setupRequest, tokenAnswer, tokenRequest } from '../schemas/person.ts';

export const SESSION_ROUTES = [
  defineRoute({
    method: 'post',
    path: '/setup',
    place: 'gateway',
    summary: 'Sets the first administrator’s password by the one-time link, and signs in.',
    access: 'open',
    keepsAnswer: false,
    body: setupRequest,
    answer: me,
    async handle(call) {
      const { token, password } = call.body;
      const { accounts } = call.ports;
      // biome-ignore lint/correctness/useHookAtTopLevel: no hook of React, it uses the link up
      if (!accounts.useSetupToken(token)) {
        throw new ProblemAnswer(403, 'forbidden', 'this link was used, or is not the newest one');
      }
      await accounts.setPassword(ADMINISTRATOR, password);
      return signIn(call, ADMINISTRATOR);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/session',
    place: 'gateway',
    summary: 'Signs in. After five wrong passwords a caller waits (429).',
    access: 'open',
    keepsAnswer: false,
    body: sessionRequest,
    answer: me,
    async handle(call) {
      const { ports, request, api } = call;
      const { user, password } = call.body;
      const isSomebody = identifyPerson(ports, user) !== undefined;
      await api.signInLimit.guard(`${user} ${request.socket.remoteAddress}`, {
        nowWall: ports.wallClock(),
        isRight: async () => (await ports.accounts.checkPassword(user, password)) && isSomebody,
        wrong: () => new ProblemAnswer(401, 'unauthenticated', 'the user or the password is wrong'),
      });
      return signIn(call, user);
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/session',
    place: 'gateway',
    summary: 'Signs out.',
    access: 'viewer',
    keepsAnswer: false,
    handle({ who, ports, response }) {
      if (who.terminal !== undefined) throw forbidden('an administrator ends a terminal');
      if (who.session !== undefined) ports.accounts.endSession(who.session.id);
      clearCookie(response);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/me',
    place: 'gateway',
    summary: 'Who is signed in, and the CSRF token of the session.',
    access: 'viewer',
    answer: me,
    handle({ response, who }) {
      if (who.terminal && who.session) setTerminalCookie(response, who.session.id);
      return toMe(who);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/tokens',
    place: 'gateway',
    summary: 'Makes a token for a program; it is shown once.',
    access: 'admin',
    keepsAnswer: false,
    body: tokenRequest,
    answer: tokenAnswer,
    status: 201,
    handle({ ports, body }) {
      const token = ports.accounts.createToken(body.name, body.access);
      if (token !== undefined) return { token } satisfies z.infer<typeof tokenAnswer>;
      throw new ProblemAnswer(409, 'conflict', `there is a token ${body.name} already`);
    },
  }),
];

function signIn({ ports, response }: Call, user: string) {
  const who = identifyPerson(ports, user);
  if (who === undefined) throw new ProblemAnswer(401, 'unauthenticated', `${user} is nobody here`);
  const session = ports.accounts.createSession(user, ports.wallClock());
  setCookie(response, session.id);
  return toMe({ ...who, session });
}
