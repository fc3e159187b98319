/** What the embedded broker counts, for the devices page and `/metrics`. */

export interface BrokerHealth {
  /** Connected now. */
  clients: number;
  tooManyClients: number;
  wrongPassword: number;
  /** Publications and subscriptions that the account does not allow. */
  notAllowed: number;
  tooLarge: number;
  /** Messages that could not be made durable; QoS 1 and 2 come again, QoS 0 are lost. */
  notStored: number;
  /** Forwarded, but not kept for those who come later. */
  notRetained: number;
  notQueued: number;
  /** Broken protocol, dead connections, refused clients. */
  faults: number;
  /** In words for an engineer; the newest only. */
  lastProblem?: string;
}

export function createHealth(): Omit<BrokerHealth, 'clients'> {
  return {
    tooManyClients: 0,
    wrongPassword: 0,
    notAllowed: 0,
    tooLarge: 0,
    notStored: 0,
    notRetained: 0,
    notQueued: 0,
    faults: 0,
  };
}
