/**
 * What the gateway publishes on an outside broker. Topics carry states, so of what could not be
 * sent yet the newest of each topic is kept, and nothing older.
 */

export interface Publisher {
  publish(topic: string, payload: string, options: { retain: boolean }): void;
}

/** Topics that wait for the broker; at the limit the one that has waited longest is dropped. */
const MAX_TOPICS = 10_000;
/** Messages sent and not acknowledged; at the limit the next ones wait, newest of a topic only. */
const MAX_IN_FLIGHT = 100;

export interface Outgoing {
  topic: string;
  payload: string;
  retain: boolean;
}

export class LatestByTopic implements Publisher {
  readonly #send: (message: Outgoing) => Promise<void>;
  readonly #waiting = new Map<string, Outgoing>();
  #inFlight = 0;
  #isOnline = false;
  /** Never sent: too many topics, or refused by the broker. */
  dropped = 0;

  /** `send` rejects where the broker refuses the message; it keeps what a lost link interrupts. */
  constructor(send: (message: Outgoing) => Promise<void>) {
    this.#send = send;
  }

  publish(topic: string, payload: string, { retain }: { retain: boolean }): void {
    this.#waiting.delete(topic);
    this.#waiting.set(topic, { topic, payload, retain });
    if (this.#waiting.size > MAX_TOPICS) {
      this.#waiting.delete(this.#waiting.keys().next().value!);
      this.dropped++;
    }
    this.#pump();
  }

  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.#pump();
  }

  #pump(): void {
    for (const [topic, message] of this.#waiting) {
      if (!this.#isOnline || this.#inFlight >= MAX_IN_FLIGHT) return;
      this.#waiting.delete(topic);
      this.#inFlight++;
      void this.#send(message)
        .catch(() => {
          this.dropped++;
        })
        .finally(() => {
          this.#inFlight--;
          this.#pump();
        });
    }
  }
}
