/**
 * Mail, over kept connections. A mail server's 4yz means later and 5yz means never (RFC 5321
 * §4.2.1); what is no answer of the server at all (no connection, no TLS) means later too.
 */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import {
  type Budget,
  type Channel,
  type Delivery,
  type OutboundMessage,
  readText,
  readTitle,
} from './channel.ts';

/** Longest wait for one mail, connecting included. */
const MAIL_TIMEOUT_MS = 30_000;
/** Longest wait for a connection, a greeting or a single answer. */
const ANSWER_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 2;
/** An outage may open dozens of alarms; past this a person gets one summary a minute. */
const BUDGET: Budget = { perMinute: 30, criticalReserve: 10 };

/** One address and nothing else: no list, no name, nothing that a header would read otherwise. */
const ONE_ADDRESS = /^[^\s@,;:<>()"]+@[^\s@,;:<>()"]+$/;

export interface SmtpOptions {
  /** `smtp://host[:port]` or `smtps://host[:port]`. */
  url: string;
  from: string;
  login?: { user: string; password: string };
  allowInSimulation: boolean;
}

export function createSmtp(options: SmtpOptions): Channel {
  const transport = createTransport(toTransportOptions(options));
  return {
    kind: 'smtp',
    audience: 'person',
    allowInSimulation: options.allowInSimulation,
    budget: BUDGET,
    send: async (message) => {
      const address = message.recipients[0]?.address;
      if (address === undefined) return { result: 'refused', reason: 'the person has no address' };
      if (!ONE_ADDRESS.test(address)) return { result: 'refused', reason: 'not a mail address' };
      const signal = AbortSignal.timeout(MAIL_TIMEOUT_MS);
      try {
        const mail = toMail(message, address, options.from);
        const sent = await transport.sendMail({ ...mail, signal });
        return { result: 'delivered', receipt: sent.response };
      } catch (error) {
        return judgeMailError(error as MailError, signal.aborted);
      }
    },
    close: () => transport.close({ force: true }),
  };
}

/** What nodemailer's errors carry. */
interface MailError extends Error {
  /** The server's code. */
  responseCode?: number;
  /** 5yz, but for 503: that one is about the session, not about the mail. */
  permanent?: boolean;
  /** Nodemailer's own code, and the system's where it took its place. */
  code?: string;
  originalCode?: string;
  timeoutType?: string;
}

/** Codes of nodemailer for a message that no server would take: it never left. */
const UNSENDABLE = ['EENVELOPE', 'EMESSAGE'];

function judgeMailError(error: MailError, timedOut: boolean): Delivery {
  const reason = error.message.replace(/\s+/g, ' ');
  if (error.responseCode !== undefined && error.responseCode >= 400) {
    return { result: error.permanent === true ? 'refused' : 'retry', reason };
  }
  if (timedOut) {
    return { result: 'retry', reason: `not sent within ${MAIL_TIMEOUT_MS} ms`, maybeSent: true };
  }
  if (UNSENDABLE.includes(error.code ?? '')) return { result: 'refused', reason };
  return { result: 'retry', reason, maybeSent: wasTalking(error) };
}

/** The connection stood, and the server's last word is missing: it may have taken the mail. */
function wasTalking({ code, originalCode, timeoutType }: MailError): boolean {
  const isReset = originalCode === 'ECONNRESET' || originalCode === 'EPIPE';
  return code === 'ECONNECTION' || timeoutType === 'SOCKET_TIMEOUT' || isReset;
}

function toTransportOptions({ url, login }: SmtpOptions) {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  return {
    pool: true as const,
    host,
    port: Number(port || (secure ? 465 : 587)),
    secure,
    // A password is never shown to the network; on this machine there is none.
    requireTLS: !secure && login !== undefined && !isLoopback(host),
    ...(login && { auth: { user: login.user, pass: login.password } }),
    maxConnections: MAX_CONNECTIONS,
    // One fresh connection where the server dropped an idle one; more is the deliverer's to try.
    maxRequeues: 1,
    connectionTimeout: ANSWER_TIMEOUT_MS,
    greetingTimeout: ANSWER_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
    // Before the socket's own timeout, so that an idle connection ends with a QUIT.
    idleTimeout: ANSWER_TIMEOUT_MS / 2,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function toMail(message: OutboundMessage, address: string, from: string) {
  return {
    from: { name: 'Dutywatch', address: from },
    to: address,
    subject: readTitle(message),
    text: readText(message),
    html: toHtml(message),
    messageId: messageIdOf(message, from),
    date: new Date(message.at),
    priority: message.priority === 'critical' ? ('high' as const) : ('normal' as const),
    // RFC 3834: no holiday replies to the duty room.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** The same at every attempt, so that mail servers that look for doubles find one. */
function messageIdOf(message: OutboundMessage, from: string): string {
  const digest = createHash('sha256').update(`${message.realm}/${message.key}/${message.at}`);
  return `<${digest.digest('hex').slice(0, 32)}@${from.split('@')[1]}>`;
}

function toHtml(message: OutboundMessage): string {
  const texts = message.languages.map((language) => escapeHtml(message.text[language]));
  const parts = texts.map((text) => `<p>${text.replaceAll('\n', '<br>')}</p>`);
  if (message.url !== undefined) {
    const url = escapeHtml(message.url);
    parts.push(`<p><a href="${url}">${url}</a></p>`);
  }
  return `<!doctype html><html><body>${parts.join('')}</body></html>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
