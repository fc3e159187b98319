/**
 * The whole way, as the duty room goes it: real gateway, real simulated lift, real Chromium. From
 * the one-time link to a closed incident.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IncidentDetail, StepInfo } from '../../src/api/contract.ts';
import { TestSite } from '../gateway/site.ts';
import { startReceiver } from '../notify/receiver.ts';
import { runChild, startChild } from '../support/child.ts';
import { waitFor } from '../support/wait.ts';
import { launchWholeBrowser, visit } from './browser.ts';

const MAIN = new URL('../../src/main.ts', import.meta.url).pathname;
const BUILD = new URL('../../src/commands/build-console.ts', import.meta.url).pathname;
const PASSWORD = 'a horse of this test';
/** The lift is stuck after its ride has begun; rule, escalation and doors come on top. */
const SOON_MS = 45_000;

let browser: Browser;
beforeAll(async () => {
  const built = await runChild(process.execPath, [BUILD]);
  if (built.code !== 0) throw new Error(`the console cannot be built: ${built.output}`);
  browser = await launchWholeBrowser();
}, 180_000);
afterAll(() => browser?.close());

test('a fault started in the console is worked and closed there', async () => {
  await using hook = await startReceiver();
  const site = new TestSite('living-console')
    .tell(hook.url, 4)
    .replace('rules/entrapment.yaml', 'for: 30s', 'for: 3s');
  const args = [MAIN, 'start', '--config', site.config, '--data', site.data, '--port', '0'];
  await using gateway = await startChild(process.execPath, args);
  const [, link] = await gateway.waitForOutput(/^First set-up +(\S+)$/m);
  const { page, complaints } = await visit(browser, link!);

  await setPassword(page);
  await page.getByText('没有应急事件', { exact: true }).waitFor();

  await page.getByRole('link', { name: '模拟' }).first().click();
  await page.getByRole('button', { name: 'A座2号梯：停在两层之间' }).click();
  await page.getByRole('link', { name: '值班大屏' }).first().click();
  await page.getByRole('button', { name: '确认报警' }).waitFor({ timeout: SOON_MS });
  await waitFor('the webhook to be told, and the next role', () => hook.received.length > 1);

  const incident = await openIncident(page);
  await page.goto(new URL(`/incidents/${incident.id}`, page.url()).href);
  await page.getByText('当班领班').first().waitFor();
  await page.getByRole('button', { name: '确认报警' }).click();
  await waitFor('the alarm to be acknowledged', async () => {
    const [alarm] = await get<{ state: string }[]>(page, '/alarms');
    return alarm?.state === 'acknowledged';
  });

  await page
    .getByRole('button', { name: /确有人被困/ })
    .first()
    .click();
  await page.locator('.step-main').first().click();
  await waitFor('the entrapment to be confirmed', async () => {
    const { evidence } = await detail(page, incident.id);
    return evidence === 'confirmed';
  });
  await workTheRest(page, incident.id);

  await page.getByRole('button', { name: '结束应急事件' }).click();
  await page.getByRole('button', { name: '结束', exact: true }).click();
  await waitFor('the incident to be closed', async () => {
    const { outcome, state } = await detail(page, incident.id);
    return state === 'closed' && outcome === 'real';
  });
  expect(complaints.filter((said) => !said.includes('401'))).toEqual([]);
}, 180_000);

async function setPassword(page: Page): Promise<void> {
  const fields = page.locator('input[type=password]');
  await fields.nth(0).fill(PASSWORD);
  await fields.nth(1).fill(PASSWORD);
  await page.locator('button[type=submit]').click();
}

/** Whatever is due is done, with an answer for each field, until only closing is left. */
async function workTheRest(page: Page, id: string): Promise<void> {
  await waitFor('nothing to be missing', async () => {
    const incident = await detail(page, id);
    const due = incident.steps.filter(({ asking, state }) => state === 'active' && !asking);
    for (const step of due) await work(page, incident, step);
    return (await detail(page, id)).missing.length === 0;
  });
}

async function work(page: Page, incident: IncidentDetail, step: StepInfo): Promise<void> {
  // The lift still stands with people in it: nobody lets it run again.
  const isReturn = step.step === 'E-8.return';
  const action = isReturn ? 'reject' : step.do === 'approve' ? 'approve' : 'done';
  const fields = Object.fromEntries(
    step.fields.map((name) => [name, answerFor(incident.recordFields[name]!)]),
  );
  const own =
    step.do === 'decide'
      ? { value: fields[step.fields[0]!] }
      : step.do === 'form'
        ? { fields }
        : step.do === 'approve'
          ? isReturn
            ? { onBehalfOf: 'engineering-1', via: 'phone', reason: 'it still stands' }
            : {
                onBehalfOf: step.by?.includes('general-manager') ? 'general-1' : 'engineering-1',
                via: 'phone',
              }
          : step.do === 'verify'
            ? { reason: 'seen on site' }
            : {};
  const { version } = await detail(page, incident.id);
  await post(page, `/incidents/${incident.id}/steps/${step.step}`, { version, action, ...own });
}

function answerFor({ type, of, candidates, not }: IncidentDetail['recordFields'][string]): unknown {
  switch (type) {
    case 'choice':
      return Object.keys(of ?? {})[0];
    case 'number':
      return 2;
    case 'time':
      return Date.now();
    case 'person':
      return candidates?.at(not === undefined ? 0 : -1)?.id;
    case 'people':
    case 'places':
    case 'photo':
      return ['-'];
    case 'text':
      return '-';
    default:
      return type satisfies never;
  }
}

async function openIncident(page: Page): Promise<{ id: string }> {
  const [incident] = await get<{ id: string }[]>(page, '/incidents?open=true');
  return incident!;
}

function detail(page: Page, id: string): Promise<IncidentDetail> {
  return get(page, `/incidents/${id}`);
}

/** As the page itself asks, with its cookie. */
function get<T>(page: Page, path: string): Promise<T> {
  return page.evaluate(async (url) => (await (await fetch(url)).json()) as T, `/api/v1${path}`);
}

async function post(page: Page, path: string, body: unknown): Promise<void> {
  const said = await page.evaluate(
    async ([url, text]) => {
      const { csrf } = (await (await fetch('/api/v1/me')).json()) as { csrf: string };
      const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf };
      const response = await fetch(url, { method: 'POST', headers, body: text });
      return response.ok ? undefined : await response.text();
    },
    [`/api/v1${path}`, JSON.stringify(body)] as const,
  );
  // Another round looks again: a step may have become another's between two calls.
  if (said !== undefined && !said.includes('conflict')) throw new Error(`${path}: ${said}`);
}
