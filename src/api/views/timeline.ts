/**
 * What happened in one incident, in words. It is read from the journal and kept: later looks read
 * only what has been journalled since. Never shows what was answered, only that it was: values may
 * be personal.
 */
import { renderTemplate } from '../../core/duty/templates.ts';
import type { Event } from '../../core/event.ts';
import type { Incident } from '../../core/incidents/incident.ts';
import type { TimelineEntry } from '../contract.ts';
import type { EventQuery, Realm } from '../ports.ts';
import { TIMELINE_TEXTS, WORK_TIMELINE_TEXTS } from '../timeline-texts.ts';
import { present, type RealmView } from './realm-view.ts';
import { actorOf, belongsTo, timelineParameters } from './timeline-parameters.ts';

/** Incidents whose timelines are kept; at it the one that was not asked for longest is dropped. */
const KEPT_LIMIT = 50;
/** Events fetched at once. */
const PAGE = 1_000;

interface Kept {
  upTo: number;
  events: Event[];
}

export class Timelines {
  readonly #realm: Realm;
  readonly #kept = new Map<string, Kept>();

  constructor(realm: Realm) {
    this.#realm = realm;
  }

  of(view: RealmView, incident: Incident): TimelineEntry[] {
    const kept = this.#kept.get(incident.id) ?? { upTo: 0, events: [] };
    this.#kept.delete(incident.id);
    this.#kept.set(incident.id, kept);
    if (this.#kept.size > KEPT_LIMIT) this.#kept.delete(this.#kept.keys().next().value!);
    this.#readOn(view, incident, kept);
    return kept.events.map((event) => toEntry(view, incident, event));
  }

  #readOn(view: RealmView, incident: Incident, kept: Kept): void {
    const { openedAt, closedAt } = incident;
    const now = Math.max(view.at, view.state.at);
    const during = this.#pages(kept, { from: openedAt, to: closedAt ?? now });
    // After its end only corrections follow: the rest of the journal is not about it.
    const corrections =
      closedAt === undefined
        ? []
        : this.#pages(kept, { from: closedAt, to: now, type: 'field-corrected' });
    for (const event of [...during, ...corrections]) {
      if (event.seq <= (kept.events.at(-1)?.seq ?? 0)) continue;
      if (event.type in TIMELINE_TEXTS && belongsTo(event, incident)) kept.events.push(event);
    }
    kept.upTo = view.state.seq;
  }

  #pages({ upTo }: Kept, wanted: Pick<EventQuery, 'from' | 'to' | 'type'>): Event[] {
    const found: Event[] = [];
    let after = upTo;
    for (;;) {
      const page = this.#realm.events({ ...wanted, after, limit: PAGE });
      found.push(...page);
      if (page.length < PAGE) return found;
      after = page.at(-1)!.seq;
    }
  }
}

function toEntry(view: RealmView, incident: Incident, event: Event): TimelineEntry {
  const parameters = timelineParameters(view, incident, event);
  const actor = actorOf(event);
  const texts = incident.about === undefined ? TIMELINE_TEXTS : WORK_TIMELINE_TEXTS;
  return {
    seq: event.seq,
    at: event.wallAt,
    type: event.type,
    text: renderTemplate(texts, event.type, parameters),
    ...present({ actor: actor?.person, onBehalfOf: actor?.onBehalfOf }),
  };
}
