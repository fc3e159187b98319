/** Shows: practice P-42. */
import { expect, test } from 'vitest';
import type { DutyInfo } from '../../src/api/contract.ts';
import { waitFor } from '../support/wait.ts';
import { PHONE } from './browser.ts';
import { awayNight, busyNight, calmNight, DUTY, type Night } from './fixtures/night.ts';
import { personName } from './fixtures/site.ts';
import { refusal } from './mock-api.ts';
import { live, received, stage } from './scene.ts';

const open = stage();

/** A calm night in which this person owes a check-in at that moment. */
function owing(id: string, when: { inMs: number; missed?: number }) {
  return (now: number): Night => {
    const { inMs, missed = 0 } = when;
    const since = now - 600_000;
    const absence = { id, name: personName(id), since, checkInBy: now + inMs, missed };
    return { ...calmNight(now), duty: { ...DUTY, away: [absence] } };
  };
}

test('who leaves the desk is told first what that does, and checks in on the phone', async () => {
  await using scene = await open('/', { night: calmNight, size: PHONE });
  const { page, mock } = scene;
  await page.getByRole('button', { name: '离开值班台' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('报警经您的全部通道发给您').waitFor();
  await sheet.getByText('每 10 分钟报到一次').waitFor();
  await sheet.getByText('现在就告知下一职责').waitFor();
  expect(mock.received, 'nothing is done yet').toEqual([]);
  await sheet.getByRole('button', { name: '离开值班台' }).click();
  await received(mock, /^\/duty\/leave$/);
  const strip = page.getByRole('region', { name: '您已离开值班台' });
  await strip.getByText(/下次报到:剩 (10:00|9:5\d)/).waitFor();
  await strip.getByRole('button', { name: '报到' }).click();
  await received(mock, /^\/duty\/check-in$/);
  await strip.getByRole('button', { name: '已回值班台' }).click();
  await received(mock, /^\/duty\/return$/);
  await strip.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '离开值班台' }).waitFor();
});

test('alarms sound at full volume on the browser of who has left, and only then', async () => {
  await using scene = await open('/', { size: PHONE });
  const { page } = scene;
  await live(page);
  await page.evaluate(NOTE_VOLUME);
  const loudest = () => page.evaluate<number>('Math.max(0, ...window.volumes.splice(0))');
  await page.getByRole('button', { name: /^声音/ }).click();
  await waitFor('the alarm to sound', async () => (await loudest()) === 0.6);
  await page.getByRole('button', { name: '离开值班台' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '离开值班台' }).click();
  await waitFor('the alarm at full volume', async () => (await loudest()) === 1);
  await page.getByRole('button', { name: '已回值班台' }).click();
  await waitFor('the alarm as before', async () => (await loudest()) === 0.6);
});

/** Notes each volume to which a tone rises. */
const NOTE_VOLUME = `
  window.volumes = [];
  const rise = AudioParam.prototype.linearRampToValueAtTime;
  AudioParam.prototype.linearRampToValueAtTime = function (value, at) {
    window.volumes.push(value);
    return rise.call(this, value, at);
  };
`;

test('the strip with the check-in is on every page', async () => {
  await using scene = await open('/', { night: awayNight });
  const { page } = scene;
  for (const way of ['报警', '设备', '值班']) {
    await page.getByRole('link', { name: way, exact: true }).click();
    await page.getByRole('button', { name: '报到' }).waitFor();
  }
});

test.each([
  ['calm while there is time', { inMs: 300_000 }, null, /下次报到:剩 [45]:\d\d/],
  ['marked in the last minute', { inMs: 50_000 }, 'medium', /下次报到:剩 0:\d\d/],
  ['an alarm once it is overdue', { inMs: -5_000 }, 'critical', /下次报到:超时 00:\d\d/],
  [
    'an alarm after one was missed, whenever it rings again',
    { inMs: 240_000, missed: 2 },
    'critical',
    /没有按时报到，已报警 2 次/,
  ],
])('a check-in is drawn %s', async (_why, when, priority, words) => {
  await using scene = await open('/duty', { night: owing('duty-1', when) });
  const strip = scene.page.getByRole('region', { name: '您已离开值班台' });
  await strip.getByText(words).waitFor();
  expect(await strip.getAttribute('data-priority')).toBe(priority);
});

test('others see in the bar who is away, and on every page who is missed', async () => {
  await using scene = await open('/duty', { night: awayNight, me: { user: 'foreman-1' } });
  const { page } = scene;
  await page.locator('.bar-away', { hasText: '离台值班甲 值班乙' }).waitFor();
  const panel = page.getByRole('region', { name: '离开值班台的人员' });
  await panel
    .locator('li', { hasText: '值班甲' })
    .getByText(/下次报到:剩 [78]:\d\d/)
    .waitFor();
  await page.getByRole('link', { name: '设备' }).click();
  await page.getByText('值班乙不在值班台').waitFor();
  expect(await page.getByText('值班甲不在值班台').count()).toBe(0);
});

test('that somebody has left is seen with the message that tells the next role', async () => {
  await using scene = await open('/', { night: calmNight, me: { user: 'foreman-1' } });
  const { page, mock } = scene;
  await live(page);
  mock.night.duty = owing('duty-1', { inMs: 600_000 })(Date.now()).duty;
  const [message] = busyNight(Date.now()).incidents[0]!.notifications;
  const { incident: _none, ...aboutTheDesk } = message!;
  mock.say('notification', aboutTheDesk);
  await page.locator('.bar-away', { hasText: '值班甲' }).waitFor({ timeout: 5_000 });
});

test('one who is alone on duty is named by the emergency, and not by a check', async () => {
  await using scene = await open('/incidents/I-41', { night: awayNight });
  const { page, mock } = scene;
  await page.locator('.incident-head').getByText('当班只有值班甲一人').waitFor();
  await page.goto(`${mock.url}/incidents/I-52`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await live(page);
  expect(await page.getByText('当班只有').count()).toBe(0);
});

test.each<[string, object, DutyInfo['away']]>([
  ['may only look', { access: 'viewer' }, []],
  ['holds no role', { user: 'admin', access: 'admin', roles: [] }, []],
  ['is away already', {}, awayNight(0).duty.away],
])('who %s is not asked to leave the desk', async (_who, me, away) => {
  const night = (now: number) => ({ ...calmNight(now), duty: { ...DUTY, away } });
  await using scene = await open('/duty', { night, me });
  await scene.page.locator('.bar-duty').waitFor();
  expect(await scene.page.getByRole('button', { name: '离开值班台' }).count()).toBe(0);
});

test('a check-in of one who is back already is refused in words', async () => {
  await using scene = await open('/', { night: owing('duty-1', { inMs: 300_000 }) });
  const { page, mock } = scene;
  mock.refuseNext = refusal(422, 'invalid');
  await page.getByRole('button', { name: '报到' }).click();
  await page.locator('.refusal').getByText('您没有离开值班台').waitFor();
});
