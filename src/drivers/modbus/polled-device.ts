/**
 * One device as the driver sees it: its blocks and their decoders, whether it is heard, and what
 * went wrong with it so far. Asks nothing by itself.
 */
import type { DeviceError, DeviceErrorKind } from '../../core/error.ts';
import type { Sample } from '../../core/signals/reading.ts';
import type { ReadBlock } from '../../devices/read-plan.ts';
import type { RegisterDecoder } from '../../devices/register-decoder.ts';
import type { DeviceHealth, LossCause } from '../driver.ts';
import type { News } from './news.ts';

export interface PolledBlock extends ReadBlock {
  /** It holds a life-safety signal. */
  life: boolean;
  decoder: RegisterDecoder;
}

export interface PolledDeviceSettings {
  id: string;
  unit: number;
  timeoutMs: number;
  blocks: readonly PolledBlock[];
}

export class PolledDevice {
  readonly id: string;
  readonly unit: number;
  readonly timeoutMs: number;
  readonly blocks: readonly PolledBlock[];
  readonly #news: News;
  readonly #fastest: PolledBlock | undefined;
  readonly #errors: Partial<Record<DeviceErrorKind, number>> = {};
  #link: 'not-heard-yet' | 'up' | 'down' = 'not-heard-yet';
  #reason = 'not heard yet';
  #cause: LossCause = 'not-heard-yet';
  #lastHeardAt: number | undefined;
  #roundTripMs: number | undefined;
  #fastestReadAt: number | undefined;
  #intervalMs: number | undefined;

  constructor({ id, unit, timeoutMs, blocks }: PolledDeviceSettings, news: News) {
    this.id = id;
    this.unit = unit;
    this.timeoutMs = timeoutMs;
    this.blocks = blocks;
    this.#news = news;
    this.#fastest = blocks.reduce<PolledBlock | undefined>(
      (best, block) => (best === undefined || block.everyMs < best.everyMs ? block : best),
      undefined,
    );
  }

  /** The block was read. */
  read(block: PolledBlock, bytes: Uint8Array, { askedAt, at }: Exchange): void {
    this.#roundTripMs = at - askedAt;
    if (block === this.#fastest) {
      if (this.#fastestReadAt !== undefined) this.#intervalMs = at - this.#fastestReadAt;
      this.#fastestReadAt = at;
    }
    this.#heard(block, block.decoder.decode(bytes), at);
  }

  /** The device answered that it will not tell this block: it is there, its points are not. */
  excepted(block: PolledBlock, error: DeviceError, at: number): void {
    this.count(error.kind);
    this.#heard(block, block.decoder.fail('exception'), at);
  }

  count(kind: DeviceErrorKind): void {
    this.#errors[kind] = (this.#errors[kind] ?? 0) + 1;
  }

  /** Not heard any more. Told once; a later reason only replaces what the devices page shows. */
  lose(reason: string, cause: LossCause): void {
    this.#reason = reason;
    this.#cause = cause;
    if (this.#link === 'down') return;
    this.#link = 'down';
    this.#fastestReadAt = undefined;
    for (const { decoder } of this.blocks) decoder.reset();
    this.#news.link(this.id, false, reason);
  }

  health(): DeviceHealth {
    const health: DeviceHealth = {
      device: this.id,
      up: this.#link === 'up',
      errors: { ...this.#errors },
    };
    if (this.#link !== 'up') Object.assign(health, { reason: this.#reason, cause: this.#cause });
    if (this.#lastHeardAt !== undefined) health.lastHeardAt = this.#lastHeardAt;
    if (this.#roundTripMs !== undefined) health.roundTripMs = this.#roundTripMs;
    if (this.#intervalMs !== undefined) health.intervalMs = this.#intervalMs;
    return health;
  }

  /** The report comes before the link: a restored link must not lend its trust to old values. */
  #heard(block: PolledBlock, samples: readonly Sample[], at: number): void {
    this.#lastHeardAt = at;
    this.#news.report({ device: this.id, group: block.group, at, samples });
    if (this.#link === 'up') return;
    this.#link = 'up';
    this.#news.link(this.id, true);
  }
}

/** When it was asked and when answered, core ms. */
interface Exchange {
  askedAt: number;
  at: number;
}
