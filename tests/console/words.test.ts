/** What the gateway says in ids and in English, as a person at the desk reads it. */
import { expect, test } from 'vitest';
import { PHONE } from './browser.ts';
import { busyNight } from './fixtures/night.ts';
import { refusal } from './mock-api.ts';
import { live, received, stage } from './scene.ts';

const open = stage();

test('who came second is told who was first', async () => {
  await using scene = await open('/incidents/I-42');
  const { page, mock } = scene;
  const first = { by: 'foreman-1', at: Date.UTC(2026, 10, 23, 19, 14, 5), version: 9 };
  mock.refuseNext = refusal(409, 'conflict', { first });
  await page.locator('.step-card').first().getByRole('button', { name: '完成' }).click();
  await page.getByText('领班乙 在 03:14:05 已先处理').waitFor();
  await page.getByRole('button', { name: '知道了' }).click();
  await page.getByText('已先处理').waitFor({ state: 'detached' });
});

test.each([
  [
    'a step that is not due names what comes first',
    refusal(409, 'conflict', {
      missing: [{ kind: 'step', id: 'F-1.report' }],
      first: { at: 0, version: 9 },
    }),
    /还没轮到这一步,先完成:F-1 \S/,
  ],
  [
    'nor, without a name, that somebody was first',
    refusal(409, 'conflict', { first: { at: 0, version: 9 } }),
    /^您操作时内容已有变化/,
  ],
  [
    'a blank field is named as the record names it',
    refusal(422, 'incomplete', { missing: [{ kind: 'field', id: 'passengers' }] }),
    /^还缺:记录 · 被困人数$/,
  ],
  [
    'a guard says in Chinese why it holds',
    refusal(423, 'held', { held: { zh: '先看清轿厢无人', en: 'See that the car is empty' } }),
    /安全条件未满足:先看清轿厢无人/,
  ],
  ['access is short', refusal(403, 'forbidden', { detail: 'x' }), /^您的权限不能做这一项$/],
])('a refusal speaks Chinese: %s', async (_why, problem, words) => {
  await using scene = await open('/incidents/I-42');
  const { page, mock } = scene;
  mock.refuseNext = problem;
  await page.locator('.step-card').first().getByRole('button', { name: '完成' }).click();
  await page.locator('.refusal').getByText(words).waitFor({ timeout: 5_000 });
});

test.each([
  [refusal(413, 'too-large'), '照片超过 20 MB,请缩小或重拍'],
  [refusal(415, 'invalid'), '不是完整的照片(JPEG、PNG、WebP),请重拍'],
  [refusal(503, 'unavailable'), '照片没有送达,请再试'],
])('a photo that was not taken in says why: %o', async (problem, words) => {
  await using scene = await open('/incidents/I-41', { size: PHONE });
  const { page, mock } = scene;
  await live(page);
  mock.refuseNext = problem;
  const file = { name: 'loss.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') };
  await page.getByLabel('现场照片').setInputFiles(file);
  await page.getByRole('alert').getByText(words).waitFor({ timeout: 5_000 });
});

test('no page shows a rule by its id alone', async () => {
  await using scene = await open('/coverage');
  const { page } = scene;
  // Names come by questions of their own, after the table: what is waited for is the words.
  const heading = page.getByRole('columnheader', { name: 'stopped-between-floors' });
  await heading.filter({ hasText: /^\p{Script=Han}/u }).waitFor();
  await page.getByText('轿内有人(锁存) 数据中断').first().waitFor();
});

test('who ticks what telemetry is to show says why', async () => {
  const night = (now: number) => {
    const scene = busyNight(now);
    const [first] = scene.incidents[1]!.steps.filter(({ state }) => state === 'active');
    first!.do = 'verify';
    return scene;
  };
  await using scene = await open('/incidents/I-42', { night });
  const { page, mock } = scene;
  await page.locator('.step-card').last().getByRole('button', { name: '完成' }).click();
  await page.locator('.reason-form textarea').fill('现场已看过');
  await page.locator('.reason-form').getByRole('button', { name: '完成' }).click();
  const { body } = await received(mock, /steps/);
  expect(body).toMatchObject({ action: 'done', reason: '现场已看过' });
});
