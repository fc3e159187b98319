import { expect, test } from 'vitest';
import { expectNoFindings } from './finding.ts';
import { findForbiddenImports } from './imports.ts';
import { parseSource } from './source/source.ts';
import { readSources, readText } from './source/tree.ts';

const manifest = JSON.parse(readText('package.json'));
const dependencies = new Set(Object.keys(manifest.dependencies));

function judge(path: string, text: string): string[] {
  return findForbiddenImports([parseSource(path, text)], dependencies).map(({ found }) => found);
}

test('every file imports only what the architecture lets its folder import', () => {
  expectNoFindings(findForbiddenImports(readSources(), dependencies));
});

test.each([
  ['src/core/rules/rule.ts', '../../journal/journal.ts', 'the core knows nothing of the ring'],
  ['src/core/text.ts', './engine.ts', 'a plain root file stands below the engine'],
  ['src/core/site/site.ts', '../rules/rule.ts', 'the site knows no rules'],
  ['src/core/signals/table.ts', '../alarms/alarm.ts', 'signals come before alarms'],
  ['src/core/duty/roster.ts', '../incidents/incident.ts', 'people know no incidents'],
  ['src/core/duty/roster.ts', '../alarms/alarm.ts', 'only the events of other parts are shared'],
  ['src/config/loader.ts', '../notify/webhook.ts', 'config reads settings, not adapters'],
  ['src/config/loader.ts', '../drivers/modbus/driver.ts', 'config reads settings, not drivers'],
  ['src/devices/decoder.ts', '../drivers/driver.ts', 'meaning knows no wire'],
  ['src/drivers/modbus/driver.ts', '../mqtt/driver.ts', 'drivers never import each other'],
  ['src/drivers/mqtt/driver.ts', '../../broker/broker.ts', 'adapters meet in the gateway'],
  ['src/notify/deliverer.ts', '../journal/outbox.ts', 'adapters meet in the gateway'],
  ['src/history/writer.ts', '../devices/device.ts', 'history stores readings, not devices'],
  ['src/history/writer.ts', '../journal/database.ts', 'stores share sqlite, not each other'],
  ['src/sqlite/sqlite.ts', '../core/time.ts', 'sqlite knows no store'],
  ['src/api/server.ts', '../journal/journal.ts', 'the api is handed what it shows'],
  ['src/console/pages/wall.tsx', '../../core/time.ts', 'the console knows the contract only'],
  ['src/console/data/client.ts', '../../api/contract.ts', 'and of that only the types'],
  ['src/gateway.ts', './console/main.tsx', 'the gateway never loads the console'],
  ['src/commands/drill.ts', '../console/main.tsx', 'commands never load the console'],
  ['src/drills/runner.ts', '../gateway.ts', 'a drill runs the core, not the gateway'],
  ['simulators/models/lift.ts', '../faces/lift.ts', 'physics knows no registers'],
  ['simulators/models/lift.ts', '../../src/core/rules/rule.ts', 'physics knows no rules'],
  ['simulators/faces/lift.ts', '../../src/devices/register-decoder.ts', 'own encoding'],
  ['simulators/simulation.ts', '../src/devices/register-decoder.ts', 'own encoding'],
])('%s may not import %s: %s', (path, target) => {
  const [finding] = judge(path, `import { a } from '${target}';`);
  expect(finding).toMatch(/^imports /);
});

test.each([
  ['src/core/engine.ts', "import { watch } from './rules/watch.ts';"],
  ['src/core/duty/escalate.ts', "import type { Priority } from '../alarms/events.ts';"],
  ['src/core/incidents/open.ts', "import { a } from '../alarms/alarm.ts';"],
  ['src/core/site/kinds.ts', "import { z } from 'zod';"],
  ['src/config/loader.ts', "import { a } from '../notify/settings.ts';"],
  ['src/config/loader.ts', "import { a } from '../drivers/mqtt/settings.ts';"],
  ['src/drivers/mqtt/driver.ts', "import type { Driver } from '../driver.ts';"],
  ['src/console/data/client.ts', "import type { Alarm } from '../../api/contract.ts';"],
  ['src/console/main.tsx', "import { createRoot } from 'react-dom/client';"],
  ['src/history/database.ts', "import { Sqlite } from '../sqlite/sqlite.ts';"],
  ['src/gateway.ts', "import { a } from './journal/journal.ts';"],
  ['src/main.ts', "import { a } from './commands/drill.ts';"],
  ['src/commands/simulate.ts', "import { a } from '../../simulators/simulation.ts';"],
  ['simulators/faces/lift.ts', "import type { Profile } from '../../src/devices/profile.ts';"],
])('%s: %s is allowed', (path, text) => {
  expect(judge(path, text)).toEqual([]);
});

test.each([
  ['src/core/rules/rule.ts', "import { randomUUID } from 'node:crypto';", 'imports node:crypto'],
  ['src/devices/decoder.ts', "import { readFileSync } from 'node:fs';", 'imports node:fs'],
  ['src/core/rules/rule.ts', "import yaml from 'yaml';", 'imports the package yaml'],
  ['src/api/server.ts', "import { build } from 'vite';", 'imports the package vite'],
  ['src/stray/a.ts', '', 'no row of the import table is about this file'],
  [
    'src/notify/a.ts',
    "new Worker(new URL('../journal/worker.ts', import.meta.url));",
    'imports src/journal/worker.ts',
  ],
])('%s: %s is found', (path, text, found) => {
  expect(judge(path, text)).toEqual([found]);
});
