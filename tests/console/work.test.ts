/** The work before and after an emergency, pressed in a real browser. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { PHONE } from './browser.ts';
import { aftermathNight, afterNight, busyNight, calmNight } from './fixtures/night.ts';
import { overrunAt } from './fixtures/planned.ts';
import { refusal } from './mock-api.ts';
import { live, received, stage } from './scene.ts';

const open = stage();
const main = (page: Page) => page.locator('main');

test('what is planned and checks stay out of the bar, the list and the wall', async () => {
  await using scene = await open('/incidents', { night: calmNight });
  const { page, mock } = scene;
  await live(page);
  const [emergency, ...rest] = busyNight(Date.now()).incidents;
  for (const incident of rest.filter(({ about }) => about !== undefined)) {
    mock.say('incident', incident);
  }
  mock.say('incident', emergency!);
  await page.locator('.bar-incident').first().waitFor();
  expect(await page.locator('.bar-incident').count()).toBe(1);
  expect(await page.locator('.incident-rows > li').count()).toBe(1);
  await page.getByRole('link', { name: '值班大屏' }).click();
  await page.locator('.incident-panel').first().waitFor();
  expect(await page.locator('.incident-panel').count()).toBe(1);
});

test('the list of what is planned is kept new by the stream', async () => {
  await using scene = await open('/work?tab=planned', { night: calmNight });
  const { page, mock } = scene;
  await live(page);
  await page.getByText('没有登记的计划').waitFor();
  mock.say('incident', overrunAt(Date.now()));
  await main(page).getByText('超时未结束', { exact: true }).waitFor();
  await main(page).getByText('(晚 3 分钟)').waitFor();
});

test('something planned is registered, and its page is there to be filled in', async () => {
  await using scene = await open('/work?tab=planned');
  const { page, mock } = scene;
  await page.getByRole('button', { name: '登记计划' }).click();
  const sheet = page.getByRole('dialog');
  expect(await sheet.getByRole('button', { name: '电梯困人' }).count(), 'no emergency').toBe(0);
  await sheet.getByRole('button', { name: '计划停电' }).click();
  await sheet.getByRole('textbox').fill('供电局来函');
  await sheet.getByRole('button', { name: '登记并填写' }).click();
  const { body } = await received(mock, /^\/incidents$/);
  expect(body).toEqual({ playbook: 'planned-outage', source: 'notice', note: '供电局来函' });
  await page.waitForURL(/\/incidents\/I-60$/);
  await page.getByRole('heading', { name: /登记停电通知/ }).waitFor();
});

test('a refused registration is read where one acts, and leads nowhere', async () => {
  await using scene = await open('/work?tab=planned');
  const { page, mock } = scene;
  await page.getByRole('button', { name: '登记计划' }).click();
  mock.refuseNext = refusal(403, 'forbidden');
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: '计划停电' }).click();
  await sheet.getByRole('button', { name: '登记并填写' }).click();
  await sheet.getByText('您的权限不能做这一项').waitFor();
  expect(new URL(page.url()).pathname).toBe('/work');
});

test('a check is started by hand; one that is open is led to', async () => {
  await using scene = await open('/work');
  const { page, mock } = scene;
  const row = (name: string) => page.locator('.work-rows > li', { hasText: name });
  await row('手提应急灯检查').getByText('超期').waitFor();
  expect(await row('手提应急灯检查').getByRole('link', { name: '去处理' }).count()).toBe(1);
  await row('灾害性天气前检查').getByRole('button', { name: '现在检查' }).click();
  const { body } = await received(mock, /^\/incidents$/);
  expect(body).toEqual({ playbook: 'before-storm', source: 'hand' });
  await page.waitForURL(/\/incidents\/I-60$/);
});

test('a place is added by its name, a time ahead is that of the site', async () => {
  await using scene = await open('/incidents/I-51');
  const { page, mock } = scene;
  const card = page.locator('.step-card', { hasText: '登记停电通知' });
  await card.getByLabel('添加地点').selectOption({ label: 'B座' });
  await waitFor('the places', () => mock.received.length === 1);
  await card.getByLabel('计划停电时间').fill('2026-12-01T08:00');
  await card.getByLabel('计划停电时间').blur();
  await waitFor('the time', () => mock.received.length === 2);
  const fields = mock.received.map(({ body }) => body.fields);
  expect(fields[0]).toEqual({ places: ['A', 'Q4', 'B'] });
  // Eight o'clock in Shanghai, wherever the browser stands.
  expect(fields[1]).toEqual({ plannedFrom: Date.UTC(2026, 11, 1, 0, 0) });
});

test('a notice shows what it says and whom it reaches before it is sent', async () => {
  await using scene = await open('/incidents/I-51');
  const { page, mock } = scene;
  const card = page.locator('.step-card', { hasText: '通知每个住户和商户' });
  const preview = card.getByRole('region', { name: '将发送的内容' });
  await preview.getByText(/^停电通知/).waitFor();
  await preview.getByText(/^Planned power outage/).waitFor();
  await preview.getByText(/38 户住户和商户 · 通道可达 36 户 · 2 户须电话或上门告知/).waitFor();
  await card.getByRole('button', { name: '发送通告' }).click();
  const { body } = await received(mock, /O-1\.tell-everybody$/);
  expect(body).toMatchObject({ action: 'done' });
});

test('who does not know yet is ticked off by whoever told them', async () => {
  await using scene = await open('/incidents/I-51');
  const { page, mock } = scene;
  const rest = page.getByRole('group', { name: '还有 3 户未知晓' });
  const told = rest.getByRole('button', { name: '已上门告知' });
  await rest.getByLabel('A座0402室').waitFor();
  expect(await told.isDisabled(), 'nobody is ticked').toBe(true);
  await rest.getByLabel('A座0402室').check();
  await rest.getByLabel('A座1101室').check();
  await told.click();
  const { body } = await received(mock, /^\/notices\/T-301\/told$/);
  expect(body).toEqual({ units: ['A-0402', 'A-1101'], via: 'door' });
  await page.getByRole('group', { name: '还有 1 户未知晓' }).waitFor();
  await page.getByText('97 % 已知晓（37 / 38）').waitFor();
});

test('a notice is printed in either language, in a page of its own', async () => {
  await using scene = await open('/work?tab=notices');
  const link = scene.page.getByRole('link', { name: '打印英文' }).first();
  await link.waitFor();
  expect(await link.getAttribute('href')).toBe('/api/v1/notices/T-301/print?language=en');
  expect(await link.getAttribute('target')).toBe('_blank');
});

test('its owner finishes an action and says what he did', async () => {
  await using scene = await open('/work?tab=actions');
  const { page, mock } = scene;
  const action = page.locator('[data-action="C-128"]');
  await action.getByText('超期').waitFor();
  await action.getByRole('button', { name: '整改完成' }).click();
  await action.getByRole('textbox').fill('淤泥已清');
  await action.getByRole('button', { name: '整改完成' }).click();
  const { body } = await received(mock, /^\/actions\/C-128\/finish$/);
  expect(body).toEqual({ version: 1, note: '淤泥已清' });
  await action.getByText('待复查').waitFor();
});

test('its reviewer accepts it, or sends it back with a word why', async () => {
  await using scene = await open('/work?tab=actions');
  const { page, mock } = scene;
  const action = page.locator('[data-action="C-130"]');
  await action.getByRole('button', { name: '退回' }).click();
  const send = action.getByRole('button', { name: '退回' });
  expect(await send.isDisabled(), 'without a word').toBe(true);
  await action.getByRole('textbox').fill('还缺一盏');
  await send.click();
  const { body } = await received(mock, /^\/actions\/C-130\/review$/);
  expect(body).toEqual({ version: 1, accepted: false, note: '还缺一盏' });
});

test('who neither owns nor reviews an action only reads it; a manager may cancel', async () => {
  await using scene = await open('/work?tab=actions', { me: { user: 'guard-1' } });
  const { page, mock } = scene;
  const action = (id: string) => page.locator(`[data-action="${id}"]`);
  await action('C-128').waitFor();
  expect(await page.locator('[data-action] button').count()).toBe(0);
  await using other = await open('/work?tab=actions', {
    me: { user: 'leader-1', access: 'manager' },
  });
  const open128 = other.page.locator('[data-action="C-128"]');
  await open128.getByRole('button', { name: '取消整改' }).click();
  await open128.getByRole('textbox').fill('水井改造');
  await open128.getByRole('button', { name: '取消整改' }).click();
  const { body } = await received(other.mock, /^\/actions\/C-128\/cancel$/);
  expect(body).toEqual({ version: 1, reason: '水井改造' });
  expect(mock.received).toEqual([]);
});

test('an action of an incident is added there; nobody reviews his own', async () => {
  await using scene = await open('/incidents/I-52');
  const { page, mock } = scene;
  await page.getByRole('button', { name: '登记整改' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('要做什么').fill('补足手提灯');
  await sheet.getByLabel('责任人').selectOption({ label: '值班甲' });
  const reviewers = sheet.getByLabel('复查人').locator('option', { hasText: '值班甲' });
  expect(await reviewers.count()).toBe(0);
  await sheet.getByLabel('复查人').selectOption({ label: '领班乙' });
  await sheet.getByLabel('期限').fill('2026-12-05T18:00');
  await sheet.getByRole('button', { name: '登记整改' }).click();
  const { body } = await received(mock, /^\/actions$/);
  expect(body).toEqual({
    text: '补足手提灯',
    owner: 'duty-1',
    reviewer: 'foreman-1',
    dueAt: Date.UTC(2026, 11, 5, 10, 0),
    incident: 'I-52',
  });
  await page.locator('[data-action="C-140"]').waitFor();
});

test('the vulnerable are shown to who may see them, and only when he asks', async () => {
  await using scene = await open('/incidents/I-45', {
    night: afterNight,
    me: { personalData: true },
  });
  const { page, mock } = scene;
  await page.getByText('查看会记入日志').waitFor();
  expect(await page.getByText('独居老人').count()).toBe(0);
  await page.getByRole('button', { name: '查看名单' }).click();
  await page.getByText('独居老人').waitFor();
  expect((await received(mock, /vulnerable$/)).body).toEqual({});
});

test('without the right to personal data the list of the vulnerable stays shut', async () => {
  await using scene = await open('/incidents/I-45', { night: afterNight });
  const { page } = scene;
  await page.getByText('需要个人信息权限').waitFor();
  expect(await page.getByRole('button', { name: '查看名单' }).isDisabled()).toBe(true);
});

test('something planned is completed or called off; it has no alarm about it', async () => {
  await using scene = await open('/incidents/I-51', { me: { access: 'manager' } });
  const { page, mock } = scene;
  await page.getByRole('button', { name: '完成这项工作' }).click();
  const sheet = page.getByRole('dialog');
  const outcomes = sheet.getByRole('group', { name: '结论' }).getByRole('button');
  await outcomes.first().waitFor();
  expect(await outcomes.allInnerTexts()).toEqual(['完成', '取消']);
  await sheet.locator('button[type=submit]').click();
  const { body } = await received(mock, /close$/);
  expect(body).toEqual({ version: 300, outcome: 'real' });
  expect(
    await main(page)
      .getByText(/T\+|疑似|119/)
      .count(),
  ).toBe(0);
});

test('over is not danger: it comes last, and the wall says what is left of it', async () => {
  await using scene = await open('/incidents', { night: afterNight });
  const { page } = scene;
  const rows = page.locator('.incident-rows > li');
  await rows.first().waitFor();
  const titles = await page.locator('.incident-rows strong').allInnerTexts();
  expect(titles).toEqual(['突发停电 · 滨江花园', '电梯困人 · A座1号梯']);
  expect(await rows.nth(1).getAttribute('data-priority')).toBeNull();
  await rows
    .nth(1)
    .getByText(/^险情解除 .* · 善后中$/)
    .waitFor();
});

test('with nothing but an aftermath the wall says that there is no danger', async () => {
  await using scene = await open('/', { night: aftermathNight });
  const { page } = scene;
  await page.getByRole('heading', { name: '没有险情' }).waitFor();
  const panel = page.locator('.incident-panel');
  expect(await panel.getAttribute('data-large')).toBe('false');
  await panel.getByText(/善后中/).waitFor();
});

test.each([
  ['what is planned', 'I-51', '台账'],
  ['a check', 'I-52', '台账'],
  ['an emergency', 'I-41', '应急事件'],
])('%s stands in the menu where it is listed', async (_what, id, way) => {
  await using scene = await open(`/incidents/${id}`);
  const current = scene.page.getByRole('navigation').locator('[aria-current="page"]');
  await current.filter({ hasText: way }).waitFor();
  expect(await current.count()).toBe(1);
});

test('what gives back is never skipped: its step has no such way out', async () => {
  const night = (now: number) => {
    const scene = busyNight(now);
    const due = scene.incidents[1]!.steps.filter(({ state }) => state === 'active');
    due[0]!.unskippable = true;
    return scene;
  };
  await using scene = await open('/incidents/I-42', { night });
  const { page, mock } = scene;
  const [, flooding] = mock.night.incidents;
  const [never, other] = flooding!.steps.filter(({ state }) => state === 'active');
  const skipOf = (words: string) =>
    page.locator('.step-card', { hasText: words }).getByRole('button', { name: '跳过' });
  await skipOf(other!.text.zh).waitFor();
  expect(await skipOf(never!.text.zh).count()).toBe(0);
});

test('once every step is done closing is what is left, also under the thumb', async () => {
  const night = (now: number) => {
    const scene = busyNight(now);
    const check = scene.incidents.find(({ id }) => id === 'I-52')!;
    check.missing = [];
    check.steps = check.steps.map((step) => ({ ...step, state: 'done' }));
    return scene;
  };
  await using scene = await open('/incidents/I-52', { night, size: PHONE });
  const { page, mock } = scene;
  await page.getByText('各步骤都已完成，必填内容已齐').waitFor();
  await page.getByRole('button', { name: '完成这项工作' }).click();
  await page.getByRole('dialog').locator('button[type=submit]').click();
  const { body } = await received(mock, /^\/incidents\/I-52\/close$/);
  expect(body).toMatchObject({ outcome: 'real' });
});

test('of what is over nothing is said to be due', async () => {
  await using scene = await open('/incidents/I-48');
  const { page } = scene;
  await page.locator('.step-list').waitFor();
  expect(await page.getByText('现在要做').count()).toBe(0);
});
