/** Which devices of a connection a topic belongs to. Several may share one. */
import { assert } from '../../core/error.ts';
import type { Device } from '../../devices/device.ts';
import { createPayloadDecoder, type PayloadDecoder } from '../../devices/payload-decoder.ts';
import { compileFilter } from '../../devices/topic.ts';

export interface Route {
  device: string;
  decoder: PayloadDecoder;
}

/** Topics whose routes are known without a search; at the limit all are looked up anew. */
const MAX_KNOWN_TOPICS = 20_000;

export class Routes {
  /** Filter → the devices that asked for it. */
  readonly #byFilter = new Map<string, Route[]>();
  /** Filters with a wildcard are few kinds of device, but may be many devices. */
  readonly #patterns: { matches: (topic: string) => boolean; route: Route }[] = [];
  readonly #known = new Map<string, readonly Route[]>();

  constructor(devices: readonly Device[]) {
    for (const device of devices) this.#add(device);
  }

  get filters(): readonly string[] {
    return [...this.#byFilter.keys()];
  }

  devicesOf(filter: string): readonly string[] {
    return this.#byFilter.get(filter)?.map(({ device }) => device) ?? [];
  }

  find(topic: string): readonly Route[] {
    const known = this.#known.get(topic);
    if (known) return known;
    const matching = this.#patterns.filter(({ matches }) => matches(topic));
    const exact = this.#byFilter.get(topic) ?? [];
    const routes = [...new Set([...exact, ...matching.map(({ route }) => route)])];
    if (this.#known.size >= MAX_KNOWN_TOPICS) this.#known.clear();
    this.#known.set(topic, routes);
    return routes;
  }

  #add({ id, profile, placeholders }: Device): void {
    assert(profile.protocol === 'mqtt', `${id} was checked to have an MQTT profile`);
    const route = { device: id, decoder: createPayloadDecoder(profile, placeholders) };
    for (const filter of route.decoder.subscriptions) {
      const routes = this.#byFilter.get(filter);
      if (routes) routes.push(route);
      else this.#byFilter.set(filter, [route]);
      if (filter.includes('+')) this.#patterns.push({ matches: compileFilter(filter), route });
    }
  }
}
