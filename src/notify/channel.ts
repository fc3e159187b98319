/**
 * One way of reaching people: a webhook, a mail server, a group robot. A channel turns one message
 * into one send and says what came of it; it never retries, queues or decides whom to tell. What
 * the world does wrong is a `Delivery`, never an exception.
 */
import type { Priority } from '../core/priority.ts';
import type { Language, Text } from '../core/text.ts';

export interface Channel {
  readonly kind: string;
  /**
   * `person`: each recipient gets a message of their own. `group`: everyone reads the same post,
   * so the recipients of one notification share one.
   */
  readonly audience: 'person' | 'group';
  /** May send while the site is simulated or a drill runs. */
  readonly allowInSimulation: boolean;
  /** Absent: as many messages as there are. */
  readonly budget?: Budget;
  send(message: OutboundMessage): Promise<Delivery>;
  /** Lets go of sockets; nothing is sent afterwards. */
  close(): void;
}

export type Delivery =
  /** The other side took it. `receipt` is its own word for that, for the delivery log. */
  | { result: 'delivered'; receipt?: string }
  /**
   * Worth another attempt, not before `afterMs` if the other side said so. `maybeSent`: it may
   * have arrived all the same, so the next attempt says that it may be a repeat.
   */
  | { result: 'retry'; reason: string; afterMs?: number; maybeSent?: boolean }
  /** No attempt will help until a person changes something. */
  | { result: 'refused'; reason: string };

/** Sends in any 60 s; the last `criticalReserve` of them are for critical messages only. */
export interface Budget {
  perMinute: number;
  criticalReserve: number;
}

export interface OutboundMessage {
  /** `seq/person/channel`, the same at every attempt: whoever gets it twice can tell. */
  key: string;
  notification: string;
  realm: string;
  priority: Priority;
  template: string;
  role: string;
  /** One line: the first of the text. */
  title: Text;
  text: Text;
  /** What the recipients read: one language, or both where they differ. */
  languages: readonly Language[];
  /** Exactly one on a `person` channel. */
  recipients: readonly MessageRecipient[];
  incident?: string;
  alarm?: string;
  /** Where to answer: robots and mail are one-way. */
  url?: string;
  simulated: boolean;
  drill: boolean;
  possiblyRepeat: boolean;
  /** How many messages this one stands for; more than 1: a summary made by the budget. */
  merged: number;
  /** From 1. */
  attempt: number;
  /** When it was decided, wall ms. */
  at: number;
}

export interface MessageRecipient {
  person: string;
  /** The person's own address on the channel; absent: the channel's group. */
  address?: string;
}

/** The message as its recipients read it: text, then the link. */
export function readText(message: OutboundMessage): string {
  const lines = message.languages.map((language) => message.text[language]);
  if (message.url !== undefined) lines.push(message.url);
  return lines.join('\n');
}

/** The title as its recipients read it, on one line. */
export function readTitle(message: OutboundMessage): string {
  return message.languages.map((language) => message.title[language]).join(' / ');
}
