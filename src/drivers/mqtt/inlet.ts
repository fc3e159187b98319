/**
 * The way of every message into the gateway, whichever broker it came through: read, taken once,
 * gathered, and its promise kept until it is durable.
 */
import type { Report } from '../../core/signals/reading.ts';
import type { DriverClock, DriverOutput } from '../driver.ts';
import { Intake } from './intake.ts';
import { Links } from './links.ts';
import type { Message } from './message.ts';
import type { News, Reader } from './reader.ts';
import { Repeats } from './repeats.ts';

export class Inlet {
  readonly clock: DriverClock;
  readonly links: Links;
  readonly intake: Intake;
  readonly #repeats = new Repeats();

  constructor(output: DriverOutput, clock: DriverClock) {
    this.clock = clock;
    this.intake = new Intake(output);
    this.links = new Links((device, up, reason) => this.intake.link(device, up, reason));
  }

  /** Resolves once all that the message says is durable, at once where it says nothing. */
  async take(reader: Reader, message: Message): Promise<void> {
    const reports: Report[] = [];
    const ids: string[] = [];
    const durable: Promise<void>[] = [];
    for (const news of reader.read(message, this.clock.now())) {
      if (news.is === 'availability') {
        this.#hearAvailability(news);
        continue;
      }
      const id = identityOf(news);
      const first = id && this.#repeats.find(id);
      if (first) durable.push(first);
      else reports.push(news.report);
      if (id && !first) ids.push(id);
    }
    if (reports.length > 0) {
      const stored = this.intake.take(reports, message.payload.length);
      for (const id of ids) this.#repeats.remember(id, stored);
      durable.push(stored);
    }
    await Promise.all(durable);
  }

  #hearAvailability({ device, online }: Extract<News, { is: 'availability' }>): void {
    if (online) this.links.restore(device, 'availability');
    else this.links.lose(device, 'availability');
  }
}

/** Ids are unique within what one device says on one topic. */
function identityOf({ report, id }: Extract<News, { is: 'report' }>): string | undefined {
  return id === undefined ? undefined : `${report.device}\n${report.group}\n${id}`;
}
