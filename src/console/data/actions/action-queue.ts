/**
 * What people did, on its way to the gateway: one after the other, in their order, each under an
 * idempotency key, kept by the browser until the gateway has answered. Bad reception delays an
 * action and never loses or repeats it.
 */
import type { Problem } from '../../../api/contract.ts';

export interface Action {
  /** Idempotency key. */
  key: string;
  /** Whose session it needs: another person at this desk does not send it. */
  user: string;
  /** At a duty terminal: who did it. The PIN is not kept here, for the queue is on the disk. */
  by?: string;
  url: string;
  method: 'POST' | 'DELETE';
  body?: ActionBody;
  /** What it changes: its next action builds on the version that this one leaves behind. */
  subject: string;
  /** In the words of the page on which it was done. */
  label: string;
  /** Wall clock of the server as this page knew it. */
  at: number;
}

export interface ActionBody {
  /** What the person saw when acting. */
  version?: number;
  [field: string]: unknown;
}

export type Outcome =
  | { kind: 'done'; answer: unknown }
  | { kind: 'refused'; problem: Problem }
  /** It may not go any more until somebody has said who they are. */
  | { kind: 'held' }
  | { kind: 'unreachable' };

export interface Refusal {
  action: Action;
  problem: Problem;
}

export interface QueueState {
  waiting: readonly Action[];
  /** The first in line could not be delivered; it is tried again. */
  isStuck: boolean;
  /** Newest last, until a person has seen them. */
  refusals: readonly Refusal[];
}

export interface QueueOptions {
  load(): Action[];
  save(waiting: readonly Action[]): void;
  /** Whether the one who did it is signed in. */
  mayGo(action: Action): boolean;
  send(action: Action): Promise<Outcome>;
  /** The version that an answer leaves behind, where it says so. */
  versionIn(subject: string, answer: unknown): number | undefined;
  /** Calls back once, later. */
  later(callback: () => void, delayMs: number): void;
}

interface Settler {
  resolve(taken: boolean): void;
  hear: ((answer: unknown) => void) | undefined;
}

/** Actions that may wait; beyond it a new one is not taken, and the page says so. */
export const WAITING_LIMIT = 100;
/** Refusals shown; the oldest goes first. */
const REFUSAL_LIMIT = 5;
/** Between two attempts; it doubles up to the second figure. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;

const FULL: Problem = {
  type: 'about:blank',
  title: 'too many actions wait',
  status: 429,
  code: 'too-large',
};

export class ActionQueue {
  readonly #options: QueueOptions;
  readonly #listeners = new Set<() => void>();
  readonly #settlers = new Map<string, Settler>();
  readonly #versions = new Map<string, number>();
  /** Sent at least once: its body must stay as it is. */
  readonly #sent = new Set<string>();
  #state: QueueState;
  #isSending = false;
  #retryMs = FIRST_RETRY_MS;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#state = { waiting: options.load(), isStuck: false, refusals: [] };
  }

  readonly state = (): QueueState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Resolves to whether the gateway took it; where the queue is full it is refused at once. `hear`
   * is told what the gateway answered, if this page still lives by then.
   */
  add(action: Action, hear?: (answer: unknown) => void): Promise<boolean> {
    const { waiting } = this.#state;
    if (waiting.length >= WAITING_LIMIT) {
      this.#refuse(action, FULL);
      return Promise.resolve(false);
    }
    const settled = new Promise<boolean>((resolve) => {
      this.#settlers.set(action.key, { resolve, hear });
    });
    this.#change({ waiting: [...waiting, action] });
    void this.#sendAll();
    return settled;
  }

  /** Tries at once what waits: somebody signed in, or the gateway is heard again. */
  readonly retry = (): void => void this.#sendAll();

  /** Given up by those who did it; told as refused. */
  withdraw(actions: readonly Action[], problem: Problem): void {
    for (const action of actions) {
      this.#refuse(action, problem);
      this.#settle(action, { kind: 'refused', problem });
    }
  }

  readonly dismiss = (refusal: Refusal): void => {
    this.#change({ refusals: this.#state.refusals.filter((each) => each !== refusal) });
  };

  async #sendAll(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        const action = this.#prepare(next);
        if (!this.#take(action, await this.#options.send(action))) return;
      }
    } finally {
      this.#isSending = false;
    }
  }

  #next(): Action | undefined {
    return this.#state.waiting.find(this.#options.mayGo);
  }

  #prepare(next: Action): Action {
    if (this.#sent.has(next.key)) return next;
    const action = follow(next, this.#versions.get(next.subject));
    this.#sent.add(action.key);
    const { waiting } = this.#state;
    this.#change({ waiting: waiting.map((each) => (each.key === action.key ? action : each)) });
    return action;
  }

  /** False: it could not be delivered, and what comes after it waits too. */
  #take(action: Action, outcome: Outcome): boolean {
    if (outcome.kind === 'unreachable') {
      this.#change({ isStuck: true });
      this.#options.later(this.retry, this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
      return false;
    }
    this.#retryMs = FIRST_RETRY_MS;
    if (outcome.kind === 'held') return true;
    if (outcome.kind === 'done') {
      const version = this.#options.versionIn(action.subject, outcome.answer);
      if (version !== undefined) this.#versions.set(action.subject, version);
    } else this.#refuse(action, outcome.problem);
    this.#settle(action, outcome);
    return true;
  }

  #settle({ key }: Action, outcome: Outcome): void {
    const waiting = this.#state.waiting.filter((each) => each.key !== key);
    this.#change({ waiting, isStuck: false });
    this.#sent.delete(key);
    const settler = this.#settlers.get(key);
    if (outcome.kind === 'done') settler?.hear?.(outcome.answer);
    settler?.resolve(outcome.kind === 'done');
    this.#settlers.delete(key);
  }

  #refuse(action: Action, problem: Problem): void {
    const refusals = [...this.#state.refusals, { action, problem }];
    this.#change({ refusals: refusals.slice(-REFUSAL_LIMIT) });
  }

  #change(next: Partial<QueueState>): void {
    if (next.waiting !== undefined) this.#options.save(next.waiting);
    this.#state = { ...this.#state, ...next };
    for (const listener of this.#listeners) listener();
  }
}

/** An action done on top of one's own earlier one has seen what that one changed. */
function follow(action: Action, version: number | undefined): Action {
  const seen = action.body?.version;
  if (seen === undefined || version === undefined || version <= seen) return action;
  return { ...action, body: { ...action.body, version } };
}
