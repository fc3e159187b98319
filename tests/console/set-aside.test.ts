/** Setting alarms aside on their page, and the figures of the alarms, in a real browser. */
import { expect, test } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { refusal } from './mock-api.ts';
import { live, stage } from './scene.ts';

const openFrom = stage();
const open = (path: string, me: object = {}) => openFrom(path, { me });

test('an alarm is shelved within the limit of its priority and leaves the open list', async () => {
  await using scene = await open('/alarms');
  const { page, mock } = scene;
  await live(page);
  const counts = page.locator('.bar-count[data-priority="low"] .bar-number');
  expect(await counts.textContent()).toBe('2');
  const card = page.locator('#sensor-silent\\@B-W7');
  await card.getByRole('button', { name: '搁置' }).click();
  const sheet = page.getByRole('dialog');
  const send = sheet.getByRole('button', { name: '搁置' });
  await sheet.getByRole('button', { name: '24 小时' }).click();
  expect(await send.isDisabled()).toBe(true);
  await sheet.getByLabel('理由').fill('等电池');
  mock.refuseNext = refusal(422, 'invalid', { detail: 'too long a shelf' });
  await send.click();
  await sheet.getByText('too long a shelf').waitFor();
  await send.click();
  await sheet.waitFor({ state: 'detached' });
  const calls = mock.received.filter(({ path }) => path === '/alarms/sensor-silent@B-W7/shelve');
  expect(calls[1]?.body).toEqual({ version: 1, for: 86_400_000, reason: '等电池' });
  await card.waitFor({ state: 'detached' });
  expect(await counts.textContent()).toBe('1');
  await page.getByRole('button', { name: '搁置 2' }).click();
  await card.getByText('等电池').waitFor();
});

test('a high alarm is shelved for an hour at most, a critical one not by an engineer', async () => {
  await using scene = await open('/alarms');
  const { page } = scene;
  await live(page);
  const critical = page.locator('#stopped-between-floors\\@A-L1');
  await critical.getByRole('button', { name: '停用' }).waitFor();
  expect(await critical.getByRole('button', { name: '搁置' }).count()).toBe(0);
  await page.locator('#leak\\@A-W1').getByRole('button', { name: '搁置' }).click();
  const chips = page.getByRole('dialog').getByRole('group').getByRole('button');
  await chips.first().waitFor();
  expect(await chips.allTextContents()).toEqual(['10 分钟', '30 分钟', '1 小时']);
});

test('figures are asked for when opened, and those above their target say so', async () => {
  await using scene = await open('/alarms');
  const { page } = scene;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await live(page);
  expect(asked.filter((url) => url.includes('kpis'))).toEqual([]);
  await page.getByRole('button', { name: '报警指标' }).click();
  await page.getByText('12 条/小时').waitFor();
  // 12 an hour and 288 a day are above 6 and 150; 8 within ten minutes are not above 10.
  expect(await page.getByText('超出目标').count()).toBe(2);
  await page.getByText('2 分 05 秒').waitFor();
});

test('source and handling are two words; a suppression names its hazard', async () => {
  await using scene = await open('/alarms');
  const { page } = scene;
  await live(page);
  await page.getByRole('button', { name: '设计抑制 1' }).click();
  const tags = page.locator('.alarm-card .tag');
  expect(await tags.allTextContents()).toEqual(['报警中', '设计抑制']);
  await page.getByText('起因:停电').waitFor();
  await page.getByRole('button', { name: '停用 1' }).click();
  expect(await tags.allTextContents()).toEqual(['已恢复', '停用']);
  await page.getByText('作业票号:ZY-2026-118').waitFor();
});

test('an alarm is taken out of service by an engineer, under a permit', async () => {
  await using scene = await open('/alarms');
  const { page, mock } = scene;
  await live(page);
  const card = page.locator('#sensor-silent\\@B-W7');
  await card.getByRole('button', { name: '停用' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: '7 天' }).click();
  await sheet.getByLabel('理由').fill('更换传感器');
  const send = sheet.getByRole('button', { name: '停用' });
  expect(await send.isDisabled()).toBe(true);
  await sheet.getByLabel('作业票号').fill('ZY-7');
  const pressedAt = Date.now();
  await send.click();
  await sheet.waitFor({ state: 'detached' });
  const body = mock.received.find(({ path }) => path.endsWith('/out-of-service'))?.body;
  expect(body).toMatchObject({ version: 1, permit: 'ZY-7', reason: '更换传感器' });
  expect(Math.abs(Number(body?.until) - pressedAt - 7 * 86_400_000)).toBeLessThan(5_000);
});

test('an operator ends a shelf, and takes nothing out of service', async () => {
  await using scene = await open('/alarms', { access: 'operator' });
  const { page, mock } = scene;
  await live(page);
  await page.locator('.alarm-card').first().waitFor();
  expect(await page.getByRole('button', { name: '停用', exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: '搁置 1' }).click();
  await page.getByRole('button', { name: '结束搁置' }).click();
  await waitFor('the end of the shelf', () =>
    mock.received.some(({ path }) => path === '/alarms/doors-held@A-L3/unshelve'),
  );
});
