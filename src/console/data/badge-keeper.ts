/**
 * Whose hands are at the duty terminal. Every action there needs a badge: a person and their PIN.
 * It is asked for, looked at by the gateway, and kept for a minute in this page's memory and
 * nowhere else.
 */

export interface Badge {
  /** Id. */
  person: string;
  pin: string;
}

export interface Asking {
  /** What is about to be done, in the words of the page. */
  label: string;
  /** It was begun by this person and is theirs to finish; absent: whoever acts. */
  person?: string;
}

/** `unheard`: the gateway was not reached, and will look at it when the action arrives. */
export type Verdict = 'right' | 'wrong' | 'too-many' | 'unheard';

export interface BadgeState {
  asking?: Asking;
  /** `until`: wall ms. */
  remembered?: { person: string; until: number };
}

export interface BadgeKeeperOptions {
  check(badge: Badge): Promise<Verdict>;
  now(): number;
  /** Calls back once, later; returns what prevents it. */
  later(callback: () => void, delayMs: number): () => void;
}

/** One who works stays known for so long after a right PIN; then somebody else may stand there. */
const REMEMBERED_MS = 60_000;

interface Waiter extends Asking {
  resolve(badge: Badge | undefined): void;
}

export class BadgeKeeper {
  readonly #options: BadgeKeeperOptions;
  readonly #listeners = new Set<() => void>();
  #waiters: readonly Waiter[] = [];
  #badge: Badge | undefined;
  #keepNoMore = () => {};
  #state: BadgeState = {};

  constructor(options: BadgeKeeperOptions) {
    this.#options = options;
  }

  readonly state = (): BadgeState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Resolves at once for the one who is remembered; to undefined where the question is left. */
  ask(asking: Asking): Promise<Badge | undefined> {
    if (this.#badge !== undefined && mayUse(asking, this.#badge)) {
      return Promise.resolve(this.#badge);
    }
    return new Promise((resolve) => {
      this.#waiters = [...this.#waiters, { ...asking, resolve }];
      this.#tell();
    });
  }

  /** Somebody has typed a PIN: what waited for that person goes on where it is not wrong. */
  async give(badge: Badge): Promise<Verdict> {
    const verdict = await this.#options.check(badge);
    if (verdict === 'wrong' || verdict === 'too-many') return verdict;
    this.#remember(badge);
    this.#answer((waiter) => mayUse(waiter, badge), badge);
    return verdict;
  }

  /** The question is left: nothing of what waited for it is done. */
  readonly leave = (): void => {
    const left = this.#waiters[0]?.person;
    this.#answer(({ person }) => person === left, undefined);
  };

  /** The next action asks again. */
  readonly forget = (): void => {
    this.#keepNoMore();
    this.#badge = undefined;
    this.#tell();
  };

  #remember(badge: Badge): void {
    this.#keepNoMore();
    this.#keepNoMore = this.#options.later(this.forget, REMEMBERED_MS);
    this.#badge = badge;
    this.#state = {
      remembered: { person: badge.person, until: this.#options.now() + REMEMBERED_MS },
    };
  }

  #answer(isMeant: (waiter: Waiter) => boolean, badge: Badge | undefined): void {
    const meant = this.#waiters.filter(isMeant);
    this.#waiters = this.#waiters.filter((waiter) => !isMeant(waiter));
    this.#tell();
    for (const { resolve } of meant) resolve(badge);
  }

  #tell(): void {
    const [first] = this.#waiters;
    const { remembered } = this.#state;
    this.#state = {
      ...(first === undefined ? {} : { asking: first }),
      ...(this.#badge === undefined || remembered === undefined ? {} : { remembered }),
    };
    for (const listener of this.#listeners) listener();
  }
}

function mayUse({ person }: Asking, badge: Badge): boolean {
  return person === undefined || person === badge.person;
}
