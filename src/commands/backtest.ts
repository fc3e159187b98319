/** `npm run backtest -- --from T --to T [--rules DIR]`: what rules would have found in the past. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config/load.ts';
import { compileSettings } from '../core/compiled.ts';
import { configMarks } from '../core/config-marks.ts';
import { createEngine } from '../core/engine.ts';
import type { Event } from '../core/event.ts';
import { initialState } from '../core/state.ts';
import { readStoredReports } from '../history/stored-reports.ts';
import { CONFIG_FOLDER, DATA_FOLDER, DEVICES_FOLDER, EXIT, type Io } from './surroundings.ts';

const USAGE =
  'usage: npm run backtest -- --from 2026-01-31T08:00:00Z --to 2026-01-31T09:00:00Z ' +
  '[--rules DIR] [--config DIR] [--data DIR]';

export async function runBacktest(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      rules: { type: 'string' },
      config: { type: 'string' },
      data: { type: 'string' },
    },
  });
  const from = Date.parse(values.from ?? '');
  const to = Date.parse(values.to ?? '');
  if (!(from < to)) {
    io.err(USAGE);
    return EXIT.wrongUse;
  }
  const config = loadConfig(values.config ?? CONFIG_FOLDER, DEVICES_FOLDER, values.rules);
  const engine = createEngine(compileSettings(config.core), initialState(), 'backtest', from);
  const take = (events: readonly Event[]): void => {
    for (const line of events.flatMap(describe)) io.out(line);
  };
  const marks = configMarks(config.core);
  take(engine.step({ type: 'start', lastAlive: from, blindMs: 0, config: marks }, from).events);
  const wakeUntil = (at: number): void => {
    for (let due = engine.nextDue(); due <= at; due = engine.nextDue()) {
      take(engine.step({ type: 'due' }, Math.max(due, engine.state.at)).events);
    }
  };
  let reports = 0;
  const folder = join(values.data ?? DATA_FOLDER, 'history');
  for (const { asset: _asset, ...report } of readStoredReports(folder, { from, to })) {
    wakeUntil(report.at);
    take(engine.step({ type: 'reports', reports: [report] }, report.at).events);
    reports++;
  }
  wakeUntil(to);
  const found = Object.values(engine.state.alarms.alarms);
  const raised = found.reduce((sum, { occurrences }) => sum + occurrences, 0);
  io.out(`${reports} reports, ${config.core.rules.length} rules: ${raised} alarms`);
  return EXIT.fine;
}

/** A finding as a line: when, what, where. Incidents follow from alarms and are not told again. */
function describe(event: Event): string[] {
  const at = new Date(event.at).toISOString();
  switch (event.type) {
    case 'alarm-raised':
      return [`${at}  raised   ${event.data.priority.padEnd(8)} ${event.data.alarm}`];
    case 'alarm-cleared':
      return [`${at}  cleared           ${event.data.alarm}`];
    case 'blind-started':
      return [`${at}  blind             ${event.data.rule}@${event.data.asset}`];
    default:
      return [];
  }
}
