/** Puts what the stream tells into the cache, so that every page that shows it is drawn anew. */
import type { QueryClient } from '@tanstack/react-query';
import type { IncidentSummary, Me, SignalReading } from '../../../api/contract.ts';
import { reaches } from '../access.ts';
import { keys } from '../keys.ts';
import type { StreamNews } from './hub.ts';
import type { SignalStore } from './signal-buffer.ts';

type Fact = Exclude<StreamNews, { name: 'refused' | 'signals' | 'heartbeat' }>;

/** A list that was never loaded stays so: what is loaded later is newer than this. */
export function applyFact(client: QueryClient, fact: Fact): void {
  switch (fact.name) {
    case 'alarm':
      if (fact.data.trial && !seesTrials(client)) break;
      client.setQueryData(keys.alarms, (list?: (typeof fact.data)[]) => merge(list, fact.data));
      break;
    case 'incident':
      takeIncident(client, fact.data);
      break;
    case 'notification': {
      const { incident } = fact.data;
      if (incident === undefined) {
        // It may be what tells the next role that the desk is empty.
        refresh(client, keys.duty);
        break;
      }
      const key = keys.notifications(incident);
      client.setQueryData(key, (list?: (typeof fact.data)[]) => merge(list, fact.data));
      refresh(client, keys.incident(incident));
      break;
    }
    case 'device':
      client.setQueryData(keys.devices, (list?: (typeof fact.data)[]) => replace(list, fact.data));
      refresh(client, keys.coverage);
      break;
    case 'reset':
      void client.invalidateQueries();
      break;
    default:
      fact satisfies never;
  }
}

/**
 * The only place that tells emergencies from other work. Whatever shows incidents, counts them, or
 * rings for them reads the list of emergencies, into which nothing that is planned ever comes.
 */
function takeIncident(client: QueryClient, incident: IncidentSummary): void {
  const { about, id } = incident;
  // A list of checks tells more of each than an incident does.
  if (about === 'check') refresh(client, keys.checks);
  else {
    const key = about === 'planned' ? keys.planned : keys.incidents;
    client.setQueryData(key, (list?: IncidentSummary[]) => merge(list, incident));
  }
  refresh(client, keys.incident(id));
  refresh(client, keys.allNotices);
  refresh(client, keys.allActions);
}

/** A rule on trial rings for engineers; the list leaves it out for others, the stream does not. */
function seesTrials(client: QueryClient): boolean {
  const me = client.getQueryData<Me>(keys.me);
  return me !== undefined && reaches(me.access, 'engineer');
}

export function signalStore(client: QueryClient): SignalStore {
  return {
    read: (asset) => client.getQueryData<Record<string, SignalReading>>(keys.signals(asset)),
    write: (asset, readings) => client.setQueryData(keys.signals(asset), readings),
    assets: () => {
      const entries = client.getQueriesData({ queryKey: keys.allSignals });
      return entries.map(([key]) => String(key[1]));
    },
  };
}

function refresh(client: QueryClient, queryKey: readonly unknown[]): void {
  void client.invalidateQueries({ queryKey });
}

/** Two ways lead here, so an older version may come after a newer one: it is not taken. */
function merge<T extends { id: string; version: number }>(
  list: T[] | undefined,
  item: T,
): T[] | undefined {
  const known = list?.find(({ id }) => id === item.id);
  if (known !== undefined && known.version > item.version) return list;
  return replace(list, item);
}

function replace<T extends { id: string }>(list: T[] | undefined, item: T): T[] | undefined {
  if (list === undefined) return undefined;
  const isKnown = list.some(({ id }) => id === item.id);
  return isKnown ? list.map((old) => (old.id === item.id ? item : old)) : [...list, item];
}
