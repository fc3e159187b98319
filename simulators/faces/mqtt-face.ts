/** When a simulated MQTT device speaks: at its start, at once on a change, and at its check-in. */

export interface MqttMessage {
  topic: string;
  payload: string | Uint8Array;
  retain: boolean;
  qos: 0 | 1;
}

export interface MqttFace {
  readonly protocol: 'mqtt';
  /** What is due since the last call. `isSilent`: the device itself says nothing. */
  messages(nowMs: number, isSilent: boolean): MqttMessage[];
  /** The next call reports, as after a press of the device's button. */
  reportSoon(): void;
}

export interface MqttFaceOptions {
  checkInMs: number;
  /** Grows when the device would report at once. */
  revision(): number;
  /** What the device itself says now. */
  report(nowMs: number): MqttMessage[];
  /** What a bridge says about the device, retained. */
  availability?(isOnline: boolean): MqttMessage;
  /** Silence after which the bridge calls the device offline, ms. */
  offlineAfterMs?: number;
}

export function createMqttFace(options: MqttFaceOptions): MqttFace {
  const { checkInMs, offlineAfterMs = Infinity } = options;
  let reportedRevision: number | undefined;
  let heardAtMs = 0;
  let isOnline: boolean | undefined;

  const availability = (isOnlineNow: boolean): MqttMessage[] => {
    if (!options.availability || isOnline === isOnlineNow) return [];
    isOnline = isOnlineNow;
    return [options.availability(isOnlineNow)];
  };
  return {
    protocol: 'mqtt',
    reportSoon() {
      reportedRevision = undefined;
    },
    messages(nowMs, isSilent) {
      if (isSilent) return nowMs - heardAtMs < offlineAfterMs ? [] : availability(false);
      const revision = options.revision();
      if (revision === reportedRevision && nowMs - heardAtMs < checkInMs) return [];
      reportedRevision = revision;
      heardAtMs = nowMs;
      return [...availability(true), ...options.report(nowMs)];
    },
  };
}
