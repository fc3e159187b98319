/**
 * The latency ledgers of many incidents as percentiles, by playbook and moment. Times count from
 * the first known moment of each incident. What turned out to be false or a test is counted apart.
 */
import { nearestRank } from '../percentile.ts';
import type { Text } from '../text.ts';
import type { Incident } from './incident.ts';
import { firstMoment, type LedgerEntry } from './ledger.ts';

export interface MomentFigures {
  moment: string;
  text: Text;
  /** Incidents that have it, and closed ones that never came to it or of which nobody knows it. */
  count: number;
  never: number;
  /** Incidents in which it had a limit, and those of them in which it was late. */
  limited: number;
  late: number;
  /** From the first known moment, ms, by nearest rank; absent where no incident has it. */
  afterMs?: Spread;
}

export interface Spread {
  p50: number;
  p90: number;
  p99: number;
  worst: number;
}

export interface PlaybookFigures {
  playbook: string;
  title: Text;
  /** Real or still open: all figures are of these. */
  incidents: number;
  open: number;
  apart: { false: number; test: number };
  moments: MomentFigures[];
}

/** `incidents`: the newest first, since its texts count. By playbook in alphabetical order. */
export function ledgerFigures(
  incidents: readonly Incident[],
  ledgerOf: (incident: Incident) => readonly LedgerEntry[],
): PlaybookFigures[] {
  const byPlaybook = Map.groupBy(incidents, ({ playbook }) => playbook);
  return [...byPlaybook]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([playbook, all]) => {
      const counted = all.filter(({ outcome }) => outcome === undefined || outcome === 'real');
      const closedAs = (as: 'false' | 'test') => all.filter(({ outcome }) => outcome === as).length;
      return {
        playbook,
        title: all[0]!.title,
        incidents: counted.length,
        open: counted.filter(({ state }) => state === 'open').length,
        apart: { false: closedAs('false'), test: closedAs('test') },
        moments: momentFigures(counted, ledgerOf),
      };
    });
}

interface Lived {
  entry: LedgerEntry;
  afterMs: number | undefined;
  isClosed: boolean;
}

function momentFigures(
  incidents: readonly Incident[],
  ledgerOf: (incident: Incident) => readonly LedgerEntry[],
): MomentFigures[] {
  const lived = incidents.flatMap((incident): Lived[] => {
    const entries = ledgerOf(incident);
    const first = firstMoment(entries);
    return entries.map((entry) => ({
      entry,
      afterMs: first === undefined || entry.at === undefined ? undefined : entry.at - first,
      isClosed: incident.state === 'closed',
    }));
  });
  const byMoment = Map.groupBy(lived, ({ entry }) => entry.moment);
  return [...byMoment].map(([moment, all]) => {
    const came = all.flatMap(({ afterMs }) => afterMs ?? []).sort((a, b) => a - b);
    return {
      moment,
      text: all[0]!.entry.text,
      count: came.length,
      never: all.filter(({ afterMs, isClosed }) => isClosed && afterMs === undefined).length,
      limited: all.filter(({ entry }) => entry.limitAt !== undefined).length,
      late: all.filter(({ entry }) => entry.isLate).length,
      ...(came.length === 0 ? {} : { afterMs: spread(came) }),
    };
  });
}

function spread(ascending: readonly number[]): Spread {
  return {
    p50: nearestRank(ascending, 50),
    p90: nearestRank(ascending, 90),
    p99: nearestRank(ascending, 99),
    worst: ascending.at(-1)!,
  };
}
