/**
 * Messages that name themselves (`id` of a profile) are taken once, however often they are sent.
 * A repeat is as durable as its first: never sooner, and not at all if the first one failed.
 */

/**
 * Ids remembered, the oldest forgotten first: half an hour at ten messages a second. A repeat that
 * comes later than that is taken again, which is what a message without an id always is.
 */
const MAX_IDS = 20_000;

export class Repeats {
  readonly #stored = new Map<string, Promise<void>>();

  /** When the first message of this id is durable; undefined where this is the first. */
  find(id: string): Promise<void> | undefined {
    return this.#stored.get(id);
  }

  remember(id: string, stored: Promise<void>): void {
    this.#stored.set(id, stored);
    if (this.#stored.size > MAX_IDS) this.#stored.delete(this.#stored.keys().next().value!);
    // Not stored means not acknowledged: it will be sent again, and then it is no repeat.
    stored.catch(() => {
      if (this.#stored.get(id) === stored) this.#stored.delete(id);
    });
  }
}
