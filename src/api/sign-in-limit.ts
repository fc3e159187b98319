/** Slows down guessing: after some wrong passwords a caller waits before the next is looked at. */
import { ProblemAnswer } from './problem.ts';

/** Wrong attempts of one user from one address within the window; one more is refused unread. */
const ATTEMPTS_LIMIT = 5;
const WINDOW_MS = 5 * 60_000;
/** Users and addresses remembered; at it the one longest without an attempt is forgotten. */
const KEPT_LIMIT = 10_000;

export interface Attempt {
  nowWall: number;
  isRight(): Promise<boolean>;
  /** What a wrong one is told. */
  wrong(): ProblemAnswer;
}

export class SignInLimit {
  readonly #wrong = new Map<string, number[]>();

  /**
   * Throws 429 where there have been too many, and `wrong` where it is. `caller`: the user, and the
   * address or terminal.
   */
  async guard(caller: string, { nowWall, isRight, wrong }: Attempt): Promise<void> {
    this.#check(caller, nowWall);
    this.#count(caller, nowWall);
    if (!(await isRight())) throw wrong();
    this.#wrong.delete(caller);
  }

  #check(caller: string, nowWall: number): void {
    const recent = this.#recent(caller, nowWall);
    if (recent.length < ATTEMPTS_LIMIT) return;
    const retryAfter = Math.max(1, Math.ceil((recent[0]! + WINDOW_MS - nowWall) / 1_000));
    throw new ProblemAnswer(429, 'too-many', 'too many wrong attempts', { retryAfter });
  }

  /** Before the password is looked at, so that attempts at the same time count too. */
  #count(caller: string, nowWall: number): void {
    const recent = this.#recent(caller, nowWall);
    this.#wrong.delete(caller);
    this.#wrong.set(caller, [...recent, nowWall]);
    if (this.#wrong.size > KEPT_LIMIT) this.#wrong.delete(this.#wrong.keys().next().value!);
  }

  #recent(caller: string, nowWall: number): number[] {
    const attempts = this.#wrong.get(caller) ?? [];
    return attempts.filter((at) => at > nowWall - WINDOW_MS && at <= nowWall);
  }
}
