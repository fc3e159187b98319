/** What is known of a channel's health, for the console, `/healthz` and `/metrics`. */

export interface ChannelHealth {
  channel: string;
  kind: string;
  /** Shut: the site is simulated and the channel has no `allow-in-simulation`. */
  open: boolean;
  /** Wall ms. */
  lastDeliveredAt?: number;
  lastFailure?: { at: number; reason: string };
  /** Rows that wait: for a retry, for the budget, for their turn. */
  pending: number;
  inFlight: number;
  /** Rows since the start; a dead letter is refused too. */
  delivered: number;
  retried: number;
  refused: number;
  deadLetters: number;
}
