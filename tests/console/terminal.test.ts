/** Shows: practice P-41. The duty terminal in a real browser: who acts, without a sign-in page. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChild } from '../support/child.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait.ts';
import { findBarriers, findOverflow } from './barriers.ts';
import { DESK, LAPTOP, PHONE, WALL } from './browser.ts';
import { awayNight } from './fixtures/night.ts';
import { TERMINAL } from './mock-api.ts';
import { live, received, stage } from './scene.ts';

const openFrom = stage();
const open = (path: string, more: object = {}) => openFrom(path, { me: TERMINAL, ...more });

/** Keep the pictures to look at them: `SCREENS=/some/folder npx vitest run tests/console`. */
const FOLDER = process.env.SCREENS ?? createTempFolder('terminal-screens');

test('between the alarm and its acknowledgement stands a PIN, and no page', async () => {
  await using scene = await open('/duty');
  const { page, mock } = scene;
  await live(page);
  await page.keyboard.press('a');
  const sheet = page.getByRole('dialog', { name: '谁在操作?' });
  const first = sheet.getByRole('group', { name: '当班人员' }).getByRole('button').first();
  expect(await first.textContent()).toBe('值班甲');
  await first.click();
  await page.keyboard.type('2580');
  await page.keyboard.press('Enter');
  const call = await received(mock, /acknowledge$/);
  expect(call).toMatchObject({ badge: 'duty-1:2580', body: { version: 1 } });
  await sheet.waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/duty');
  const stored = await page.evaluate<string>('JSON.stringify({ ...localStorage })');
  expect(stored).not.toContain('2580');
});

test('the one who is known works on for a minute; a tap on the name forgets', async () => {
  await using scene = await open('/incidents/I-41', { size: DESK });
  const { page, mock } = scene;
  await live(page);
  const card = page.locator('.step-card', { hasText: '查明地点' });
  const answer = (name: string) => card.getByRole('button', { name }).click();
  await answer('焦虑');
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: '值班甲' }).click();
  await page.keyboard.type('2580');
  await page.keyboard.press('Enter');
  await sheet.waitFor({ state: 'detached' });
  await answer('3 人以上');
  const worked = () => mock.received.filter(({ path }) => path.endsWith('/E-1.locate'));
  await waitFor('both answers', () => worked().length === 2);
  expect(worked().map(({ badge }) => badge)).toEqual(['duty-1:2580', 'duty-1:2580']);

  await page.getByRole('button', { name: /^值班甲 · \d+ 秒$/ }).click();
  await card.getByRole('button', { name: '完成' }).click();
  await sheet.waitFor();
  expect(worked(), 'asked again before it is sent').toHaveLength(2);
});

test('a wrong PIN is said, another try is given, and Escape leaves everything undone', async () => {
  await using scene = await open('/duty');
  const { page, mock } = scene;
  await live(page);
  await page.keyboard.press('a');
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: '值班甲' }).click();
  await page.keyboard.type('0000');
  await page.keyboard.press('Enter');
  await sheet.getByText('PIN 不对').waitFor();
  expect(await sheet.getByLabel('值班甲 的 PIN 或工牌').inputValue()).toBe('');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  expect(mock.received.map(({ path }) => path)).toEqual(['/terminal/badge']);
  await page.getByRole('button', { name: '确认报警(知悉)' }).first().waitFor();
});

test('the sheet in which one acts stays open below the question', async () => {
  await using scene = await open('/alarms');
  const { page, mock } = scene;
  await live(page);
  await page.locator('#sensor-silent\\@B-W7').getByRole('button', { name: '搁置' }).click();
  const below = page.getByRole('dialog').filter({ hasText: '理由' });
  await below.getByLabel('理由').fill('等电池');
  await below.getByRole('button', { name: '搁置' }).click();
  const sheet = page.getByRole('dialog', { name: '谁在操作?' });
  await sheet.waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  expect(await below.getByLabel('理由').inputValue()).toBe('等电池');
  await below.getByRole('button', { name: '搁置' }).click();
  await sheet.getByRole('button', { name: '值班甲' }).click();
  await page.keyboard.type('2580');
  await page.keyboard.press('Enter');
  expect((await received(mock, /shelve$/)).badge).toBe('duty-1:2580');
  await below.waitFor({ state: 'detached' });
});

test('by the keyboard alone; who acted last is chosen, and the PIN has the focus', async () => {
  await using scene = await open('/incidents/I-41', { size: DESK });
  const { page, mock } = scene;
  await live(page);
  await page.keyboard.press('a');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('2580');
  await page.keyboard.press('Enter');
  await received(mock, /acknowledge$/);
  await page.getByRole('button', { name: /^值班甲 · / }).press('Enter');
  await page.locator('.step-card').getByRole('button', { name: '焦虑' }).press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('2580');
  await page.keyboard.press('Enter');
  expect((await received(mock, /E-1\.locate$/)).badge).toBe('duty-1:2580');
});

test('without reception it is kept without its PIN, asked for after a reload', async () => {
  await using scene = await open('/incidents/I-42', { size: PHONE });
  const { page, mock } = scene;
  await page.getByText('已同步').waitFor();
  mock.isUnreachable = true;
  await page.locator('main.is-stale').waitFor();
  await page.locator('.step-card').first().getByRole('button', { name: '完成' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: '值班甲' }).click();
  await page.keyboard.type('2580');
  await page.keyboard.press('Enter');
  await page.locator('.incident-sync', { hasText: '1 项待发送' }).waitFor();
  const kept = await page.evaluate<string>("localStorage.getItem('dutywatch.actions')");
  expect(kept).toContain('"by":"duty-1"');
  expect(kept).not.toContain('2580');

  mock.isUnreachable = false;
  await page.reload();
  await sheet.waitFor();
  expect(await sheet.getByRole('button', { pressed: true }).allTextContents()).toEqual(['值班甲']);
  expect(await sheet.getByRole('button', { name: '领班乙' }).count(), 'not theirs').toBe(0);
  await sheet.getByLabel('值班甲 的 PIN 或工牌').fill('2580');
  await page.keyboard.press('Enter');
  const call = await received(mock, /F-3\.source$/);
  expect(call).toMatchObject({ badge: 'duty-1:2580', body: { action: 'done' } });
});

test('a PIN that is no longer right is asked for anew; left, its action is given up', async () => {
  await using scene = await open('/incidents/I-41', { size: DESK });
  const { page, mock } = scene;
  await live(page);
  const card = page.locator('.step-card', { hasText: '查明地点' });
  const sheet = page.getByRole('dialog');
  const answered = () => mock.received.filter(({ path }) => path.endsWith('/E-1.locate'));
  await card.getByRole('button', { name: '焦虑' }).click();
  await sheet.getByRole('button', { name: '值班甲' }).click();
  await page.keyboard.type('2580');
  await page.keyboard.press('Enter');
  await waitFor('the first answer', () => answered().length === 1);

  mock.pin = '7410';
  await card.getByRole('button', { name: '3 人以上' }).click();
  await sheet.waitFor();
  await page.keyboard.type('7410');
  await page.keyboard.press('Enter');
  await waitFor('the answer with the new PIN', () => answered().length === 3);
  expect(answered().map(({ badge }) => badge?.slice(-4))).toEqual(['2580', '2580', '7410']);
  expect(answered()[2]?.key, 'the same action').toBe(answered()[1]?.key);

  mock.pin = '1111';
  await card.getByRole('button', { name: '完成' }).click();
  await sheet.waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('没有给出 PIN,已放弃送出').waitFor();
});

test('whoever leaves the desk says so there, and comes back there', async () => {
  await using scene = await open('/alarms', { night: awayNight, size: DESK });
  const { page, mock } = scene;
  await live(page);
  const give = async () => {
    await page.keyboard.type('2580');
    await page.keyboard.press('Enter');
  };
  const asked = page.getByRole('dialog', { name: '谁在操作?' });
  const strip = page.locator('.away-strip', { hasText: '值班甲不在值班台' });
  await strip.getByText(/下次报到/).waitFor();
  await page.screenshot({ path: join(FOLDER, 'left-at-desk.png') });
  expect([...(await findBarriers(page)), ...(await findOverflow(page))]).toEqual([]);
  await strip.getByRole('button', { name: '已回值班台' }).click();
  expect(await asked.getByRole('button', { pressed: true }).allTextContents()).toEqual(['值班甲']);
  expect(await asked.getByRole('button', { name: '领班乙' }).count(), 'not for others').toBe(0);
  await give();
  expect((await received(mock, /^\/duty\/return$/)).badge).toBe('duty-1:2580');

  await page.getByRole('button', { name: '离开值班台' }).click();
  const sheet = page.getByRole('dialog', { name: '离开值班台' });
  await sheet.getByText('请用自己的手机报到').waitFor();
  await sheet.getByRole('button', { name: '离开值班台' }).click();
  expect((await received(mock, /^\/duty\/leave$/)).badge, 'known for a minute').toBe('duty-1:2580');
});

test('an administrator makes the browser a terminal, ends one, and sets a PIN', async () => {
  await using scene = await openFrom('/duty', { me: { access: 'admin' }, size: DESK });
  const { page, mock } = scene;
  await live(page);
  const last = page.getByRole('heading', { name: '值班终端' });
  await last.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(FOLDER, 'panels.png') });
  expect([...(await findBarriers(page)), ...(await findOverflow(page))]).toEqual([]);
  await page.getByLabel('登录密码').fill('right-password');
  await page.getByLabel('新的 PIN 或工牌号').fill('12');
  await page.getByRole('button', { name: '保存 PIN' }).click();
  await page.getByText('4 至 12 位数字,或 8 至 32 位工牌号').waitFor();
  await page.getByLabel('新的 PIN 或工牌号').fill('2580');
  await page.getByRole('button', { name: '保存 PIN' }).click();
  const set = await received(mock, /^\/me\/pin$/);
  expect(set).toMatchObject({ method: 'PUT', body: { password: 'right-password', pin: '2580' } });

  await page.getByRole('button', { name: '停用终端:值班台' }).click();
  await page.getByText('还没有值班终端').waitFor();
  expect((await received(mock, /^\/terminals\/d1$/)).method).toBe('DELETE');

  await page.getByLabel('终端名称').fill('值班台');
  await page.getByRole('button', { name: '把这个浏览器设为值班终端' }).click();
  await page.getByRole('heading', { name: '电梯', exact: true }).waitFor();
  await page.getByRole('button', { name: '设置与帐户' }).click();
  await page.getByText('值班终端').waitFor();
  expect(await page.getByRole('button', { name: '退出登录' }).count()).toBe(0);
});

test('who is no administrator sets a PIN and makes no terminal', async () => {
  await using scene = await openFrom('/duty', { me: { access: 'manager' } });
  const { page } = scene;
  await page.getByRole('heading', { name: '我的 PIN' }).waitFor();
  expect(await page.getByRole('heading', { name: '值班终端' }).count()).toBe(0);
});

test.each([
  ['on the wall', '/', WALL],
  ['on the incident’s page, when asked for', '/incidents/I-41', DESK],
])('a phone finds the way to the incident %s', async (_, path, size) => {
  await using scene = await openFrom(path, { size });
  const { page, mock } = scene;
  await live(page);
  if (path !== '/') await page.getByRole('button', { name: '手机打开' }).click();
  const code = page.getByRole('img', { name: `扫码用手机打开:${mock.url}/incidents/I-41` });
  await code.waitFor();
  await page.screenshot({ path: join(FOLDER, `code-on-${size.width}.png`) });
  const picture = join(FOLDER, `code-${size.width}.png`);
  await code.screenshot({ path: picture });
  const { stdout } = await runChild('zbarimg', ['--quiet', '--raw', picture]);
  expect(stdout.trim(), 'as another program reads it').toBe(`${mock.url}/incidents/I-41`);
});

test.each([
  ['zh', WALL],
  ['en', WALL],
  ['en', LAPTOP],
  ['zh', PHONE],
  ['en', PHONE],
] as const)('the question is drawn for everybody, %s, %o', async (language, size) => {
  await using scene = await open('/duty', { size, language });
  const { page } = scene;
  await page.locator('.banner').getByRole('button').last().click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button').first().click();
  await page.screenshot({ path: `${FOLDER}/badge-${size.width}-${language}.png` });
  expect([...(await findBarriers(page)), ...(await findOverflow(page))]).toEqual([]);
  await page.keyboard.type('2580');
  await page.keyboard.press('Enter');
  await page.locator('.bar-badge').waitFor();
  await page.screenshot({ path: `${FOLDER}/known-${size.width}-${language}.png` });
  expect([...(await findBarriers(page)), ...(await findOverflow(page))]).toEqual([]);
});
