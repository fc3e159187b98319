/**
 * Who calls: a person with a session cookie, a duty terminal with one of its own (`practice.md`
 * P-41), or a program with a token. What somebody may do is
 * the people's business, and they live in the live realm.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { reaches } from '../core/access.ts';
import { LIVE } from '../core/realm.ts';
import type { Access, Me } from './contract.ts';
import type { Ports, TerminalSession } from './ports.ts';
import { ProblemAnswer } from './problem.ts';

export interface Identity extends Omit<Me, 'csrf'> {
  /** Absent for a program: a token is sent on purpose, never by a browser on its own. */
  session?: { id: string; csrf: string };
}

/** The account that the set-up link makes; it need not be one of the people. */
export const ADMINISTRATOR = 'admin';
const ADMINISTRATOR_NAME = { zh: '管理员', en: 'Administrator' };

const COOKIE = 'dutywatch-session';
/** The account store ends what is not used. */
const COOKIE_AGE_S = 30 * 86_400;
/** Given anew whenever the terminal asks who it is. Browsers keep none for longer than 400 days. */
const TERMINAL_COOKIE_AGE_S = 365 * 86_400;

export function identify(ports: Ports, request: Request): Identity | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return identifyProgram(ports, bearer);
  const id = cookieOf(request);
  if (id === undefined) return undefined;
  const now = ports.wallClock();
  const session = ports.accounts.session(id, now);
  if (session === undefined) {
    const terminal = ports.accounts.terminals.session(id, now);
    return terminal && identifyTerminal(ports, terminal, id);
  }
  const person = identifyPerson(ports, session.user);
  return person && { ...person, session: { id, csrf: session.csrf } };
}

export function toMe({ session, ...me }: Identity): Me {
  return { ...me, csrf: session?.csrf ?? '' };
}

/** Undefined where the account's person is gone. */
export function identifyPerson({ realm }: Ports, user: string): Identity | undefined {
  const people = realm(LIVE)?.engine.state.duty.people?.people ?? [];
  const person = people.find(({ id }) => id === user);
  if (person !== undefined) {
    const { id, name, access, roles, language, personalData } = person;
    return { user: id, name, access, roles, language, personalData };
  }
  if (user !== ADMINISTRATOR) return undefined;
  return { ...NO_DUTY, user, name: ADMINISTRATOR_NAME, access: 'admin' };
}

/** It shows what a viewer sees, whoever stands before it. */
export function identifyTerminal(
  { realm }: Ports,
  { id, name, csrf }: TerminalSession,
  secret: string,
): Identity {
  const language = realm(LIVE)?.engine.compiled.settings.site.site.language ?? 'zh';
  return {
    ...NO_DUTY,
    // No person's id has a colon in it.
    user: `terminal:${id}`,
    name: { zh: name, en: name },
    access: 'viewer',
    language,
    terminal: { id, name },
    session: { id: secret, csrf },
  };
}

export function hasAccess(who: Pick<Identity, 'access'>, wanted: Access): boolean {
  return reaches(who.access, wanted);
}

/** A browser sends its cookie by itself, so a change needs the token that only our pages know. */
export function checkCsrf({ session }: Identity, request: Request): void {
  if (session === undefined) return;
  const given = request.headers['x-csrf-token'];
  if (typeof given === 'string' && isSame(given, session.csrf)) return;
  throw new ProblemAnswer(403, 'csrf', 'send the csrf of GET /me as X-CSRF-Token');
}

export function setCookie(response: Response, session: string): void {
  response.appendHeader('Set-Cookie', cookie(session, COOKIE_AGE_S));
}

export function setTerminalCookie(response: Response, secret: string): void {
  response.appendHeader('Set-Cookie', cookie(secret, TERMINAL_COOKIE_AGE_S));
}

export function clearCookie(response: Response): void {
  response.appendHeader('Set-Cookie', cookie('', 0));
}

/** Access by token carries no duties and no right to personal data. */
const NO_DUTY = { roles: [], language: 'zh', personalData: false } satisfies Partial<Identity>;

function identifyProgram(ports: Ports, token: string): Identity | undefined {
  const found = ports.accounts.tokenAccess(token);
  if (found === undefined) return undefined;
  const { name, access } = found;
  // No person's id has a colon in it: a program cannot pass for somebody.
  return { ...NO_DUTY, user: `token:${name}`, name: { zh: name, en: name }, access };
}

function cookie(value: string, ageS: number): string {
  return `${COOKIE}=${value}; Path=/; Max-Age=${ageS}; HttpOnly; SameSite=Strict`;
}

function cookieOf(request: Request): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const own = pairs.find((pair) => pair.startsWith(`${COOKIE}=`));
  return own?.slice(COOKIE.length + 1) || undefined;
}

/** Takes as long for a near miss as for a far one. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
