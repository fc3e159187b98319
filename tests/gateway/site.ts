/**
 * A site of its own for one test: a copy of the demo site's `config/`, changed where the test needs
 * it, and an empty data folder beside it.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTempFolder } from '../support/temp-folder.ts';

export const HOOK_KEY = 'a-secret-of-this-test';

const DEMO_SITE = new URL('../../config', import.meta.url).pathname;

export class TestSite {
  readonly config: string;
  readonly data: string;

  constructor(name: string) {
    const folder = createTempFolder(name);
    this.config = join(folder, 'config');
    this.data = join(folder, 'data');
    cpSync(DEMO_SITE, this.config, { recursive: true });
    mkdirSync(join(this.config, 'secrets'));
    writeFileSync(join(this.config, 'secrets/duty-hook'), HOOK_KEY, { mode: 0o600 });
  }

  /** Fails where `from` is not in the file: a test must not go on with what it did not change. */
  replace(file: string, from: string, to: string): this {
    const path = join(this.config, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
    writeFileSync(path, text.replaceAll(from, to));
    return this;
  }

  write(file: string, text: string): this {
    writeFileSync(join(this.config, file), text);
    return this;
  }

  /** The webhook is told at once, the next role every `everyS` seconds until an answer. */
  tell(url: string, everyS: number): this {
    const plan = `[{ at: 0s, by: [console, duty-hook] }, { at: ${everyS}s, to: next-role }]`;
    return this.write(
      'channels.yaml',
      `channels:
  duty-hook: { webhook: "${url}", key-file: secrets/duty-hook, allow-in-simulation: true }
  residents-hook: { webhook: "${url}", allow-in-simulation: true }
  mail: { smtp: "smtp://127.0.0.1:9", from: dutywatch@example.com }
escalation: { critical: ${plan}, other: ${plan} }
`,
    );
  }

  /** A real site with one lift, whose box is at `port`; no broker. */
  watchLiftAt(port: number): this {
    return this.write('gateway.yaml', 'server: { host: 127.0.0.1, port: 8080 }\n').write(
      'devices.yaml',
      `connections:
  lifts: { modbus: tcp, host: 127.0.0.1, port: ${port}, timeout: 500ms }
devices:
  - { id: box, profile: lift-car-top-box, on: lifts, unit: 1, asset: A-L1, every: 200ms }
`,
    );
  }

  /** How long a car must have stood between floors. */
  hold(seconds: number): this {
    return this.replace('rules/entrapment.yaml', 'for: 30s', `for: ${seconds}s`);
  }
}
