/**
 * Who may connect, and who may publish and subscribe to what. Without accounts everybody may do
 * everything but speak in the gateway's own name.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { isPasswordRight } from './passwords.ts';
import type { Account } from './settings.ts';
import { filterCovers } from './topic-filter.ts';

/** Only the gateway publishes here; a device that did could fake an alarm on every display. */
const RESERVED = ['$SYS/#', 'dutywatch/#'];

/**
 * Password checks under way at once. Each takes 50 ms of a processor: at the limit further
 * clients are told "server unavailable" and come back by themselves.
 */
const MAX_CHECKS = 64;

export type Entry = { account: Account | undefined } | 'wrong' | 'busy';

export class Access {
  readonly #accounts: ReadonlyMap<string, Account> | undefined;
  /**
   * Username → digest of the password that was right before, so that a thousand sensors coming
   * back after a restart cost one hash an account. One entry an account.
   */
  readonly #known = new Map<string, string>();
  readonly #key = randomBytes(32);
  #checks = 0;

  /** Without accounts: everybody may in. */
  constructor(accounts?: readonly Account[]) {
    this.#accounts = accounts && new Map(accounts.map((account) => [account.username, account]));
  }

  async enter(username: string | undefined, password: Buffer | undefined): Promise<Entry> {
    if (this.#accounts === undefined) return { account: undefined };
    const account = this.#accounts.get(username ?? '');
    if (account === undefined || password === undefined) return 'wrong';
    const digest = createHmac('sha256', this.#key).update(password).digest('base64');
    if (this.#known.get(account.username) === digest) return { account };
    if (this.#checks >= MAX_CHECKS) return 'busy';
    this.#checks++;
    try {
      if (!(await isPasswordRight(account.password, password))) return 'wrong';
    } finally {
      this.#checks--;
    }
    this.#known.set(account.username, digest);
    return { account };
  }

  mayPublish(account: Account | undefined, topic: string): boolean {
    if (RESERVED.some((filter) => filterCovers(filter, topic))) return false;
    return this.#allows(account?.publish, topic);
  }

  /** `filter`: as asked for in a SUBSCRIBE, or a topic about to be forwarded. */
  maySubscribe(account: Account | undefined, filter: string): boolean {
    return this.#allows(account?.subscribe, filter);
  }

  #allows(filters: readonly string[] | undefined, topic: string): boolean {
    if (this.#accounts === undefined) return true;
    return filters?.some((filter) => filterCovers(filter, topic)) ?? false;
  }
}
