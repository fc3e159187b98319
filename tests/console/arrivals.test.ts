/** Shows: practice P-26. */
import { expect, test } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { PHONE } from './browser.ts';
import { awayNight, calmNight } from './fixtures/night.ts';
import { ARRIVAL_POINTS } from './fixtures/site.ts';
import { refusal } from './mock-api.ts';
import { received, stage } from './scene.ts';

const open = stage();
const CODE = '/arrive/k7m2qx4a';

test('a code read with the phone leads through the sign-in to one button', async () => {
  await using scene = await open(CODE, { me: null, size: PHONE });
  const { page, mock } = scene;
  await page.getByLabel('用户名').fill('duty-1');
  await page.getByLabel('密码').fill('right-password');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: '我已到达' }).click();
  const { body } = await received(mock, /^\/arrivals$/);
  expect(body).toEqual({ code: 'k7m2qx4a' });
  await page.getByText('已记录您到场，谢谢').waitFor();
  const noted = page.locator('.arrive-incidents > li');
  // The lift and the pump room of tower A wait for somebody; the outage's check does not.
  expect(await noted.allInnerTexts()).toEqual([
    expect.stringMatching(/A座1号梯[\s\S]*A座 · \d\d:\d\d:\d\d/),
    expect.stringMatching(/A座水泵房[\s\S]*A座 · \d\d:\d\d:\d\d/),
  ]);
  await noted.first().getByRole('link', { name: '去处置' }).click();
  await page.waitForURL(/\/incidents\/I-41$/);
});

test.each([
  ['no such code', refusal(404, 'not-found'), '没有这个到场码'],
  ['nobody waits there', refusal(422, 'invalid'), '这里没有需要人到场的应急事件'],
])('what became of it is said: %s', async (_what, problem, words) => {
  await using scene = await open(CODE, { night: calmNight, size: PHONE });
  const { page, mock } = scene;
  mock.refuseNext = problem;
  await page.getByRole('button', { name: '我已到达' }).click();
  await page.getByRole('alert').getByText(words).waitFor();
  expect(await page.getByText('谢谢').count()).toBe(0);
});

test('without reception nothing is noted, and one may press again', async () => {
  await using scene = await open(CODE, { size: PHONE });
  const { page, mock } = scene;
  const button = page.getByRole('button', { name: '我已到达' });
  await button.waitFor();
  mock.isUnreachable = true;
  await button.click();
  await page.getByText('没有送达网关，还没有记录').waitFor();
  expect(mock.received, 'a late arrival would be a false one').toEqual([]);
  mock.isUnreachable = false;
  await button.click();
  await page.getByText('已记录您到场，谢谢').waitFor();
});

test('who may only look is told so, and has nothing to press', async () => {
  await using scene = await open(CODE, { me: { access: 'viewer' } });
  await scene.page.getByText('您的权限不能做这一项').waitFor();
  expect(await scene.page.getByRole('button', { name: '我已到达' }).count()).toBe(0);
});

test('each tower has its code, a sheet for each, at the address of this gateway', async () => {
  await using scene = await open('/duty');
  const { page, mock } = scene;
  await page.getByRole('link', { name: '到场二维码' }).click();
  await page.waitForURL(/\/duty\/codes$/);
  const sheets = page.locator('.arrival-sheet');
  await sheets.first().waitFor();
  const texts = await sheets.allInnerTexts();
  expect(ARRIVAL_POINTS.map(({ code }) => code)).toEqual(['k7m2qx4a', 'w9t5hc8b']);
  expect(texts).toEqual([
    expect.stringContaining(`${mock.url}/arrive/k7m2qx4a`),
    expect.stringContaining(`${mock.url}/arrive/w9t5hc8b`),
  ]);
  expect(texts[0]).toContain('A座 · Tower A');
  expect(await sheets.getByRole('img', { name: /的到场二维码$/ }).count()).toBe(2);
  await page.getByText('手机打不开这样的二维码').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.page-head').isVisible(), 'only the sheets are printed').toBe(false);
  expect(await page.locator('.top-bar').isVisible()).toBe(false);
  const sheetsPrinted = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(sheetsPrinted.match(/\/Type \/Page\b/g)?.length).toBe(2);
});

test('below an engineer nobody is led to the codes', async () => {
  await using scene = await open('/duty', { me: { access: 'operator' } });
  await scene.page.getByRole('heading', { name: '当前在岗' }).waitFor();
  expect(await scene.page.getByRole('link', { name: '到场二维码' }).count()).toBe(0);
});

test('the incident lists who has arrived, where and when', async () => {
  await using scene = await open('/incidents/I-41', { night: awayNight });
  const list = scene.page.locator('.arrivals');
  await waitFor('the list of those who arrived', async () => (await list.count()) === 1);
  expect(await list.innerText()).toMatch(/已到场\s+安保丁\s+A座 · \d\d:\d\d:\d\d/);
});
