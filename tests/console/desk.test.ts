/** What a person does at the desk or on the phone, pressed in a real browser. */
import { expect, test } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { DESK, PHONE } from './browser.ts';
import { busyNight, calmNight } from './fixtures/night.ts';
import { live, received, stage } from './scene.ts';

const open = stage();

test('a wrong password is said, the right one leads to the wall', async () => {
  await using scene = await open('/', { me: null });
  const { page } = scene;
  await page.getByLabel('用户名').fill('duty-1');
  await page.getByLabel('密码').fill('guess');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText('用户名或密码不对').waitFor();
  await page.getByLabel('密码').fill('right-password');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '电梯', exact: true }).waitFor();
});

test('the one-time link sets the first password, if long enough and twice the same', async () => {
  await using scene = await open('/setup?token=once', { me: null, night: calmNight });
  const { page, mock } = scene;
  const [first, again] = [page.getByLabel('新密码'), page.getByLabel('再输一遍')];
  const send = page.getByRole('button', { name: '设置密码并进入' });
  await first.fill('short');
  await again.fill('short');
  await send.click();
  await page.getByRole('alert').getByText('至少 10 个字符').waitFor();
  await first.fill('a long password');
  await again.fill('another password');
  await send.click();
  await page.getByText('两次输入不一致').waitFor();
  expect(mock.received).toEqual([]);
  await again.fill('a long password');
  await send.click();
  await page.getByText('没有应急事件', { exact: true }).waitFor();
  expect(mock.received[0]?.body).toEqual({ token: 'once', password: 'a long password' });
});

test('Space leads to the newest unacknowledged alarm, A acknowledges it', async () => {
  await using scene = await open('/duty');
  const { page, mock } = scene;
  await page.getByText('未确认').or(page.getByText('确认报警(知悉)')).first().waitFor();
  await page.keyboard.press('Space');
  await page.waitForURL(/\/alarms#/);
  await page.locator('.alarm-card[data-marked="true"]').waitFor();
  await page.keyboard.press('a');
  const call = await received(mock, /acknowledge$/);
  expect(call).toMatchObject({ path: '/alarms/stopped-between-floors@A-L1/acknowledge' });
  expect(call.body).toEqual({ version: 1 });
  await page.getByRole('button', { name: '确认报警(知悉)' }).first().waitFor({ state: 'detached' });
});

test('a newer alarm pushes no danger to life off the banner; Space and A reach it', async () => {
  await using scene = await open('/duty');
  const { page, mock } = scene;
  const banner = page.locator('.banner');
  await live(page);
  await banner.getByText('轿厢停在门区外且有人').waitFor();
  const known = mock.night.alarms[0]!;
  const newer = { ...known, id: 'leak@B-W1', asset: 'B-W1', raisedAt: Date.now() } as const;
  mock.night.alarms.push({ ...newer, priority: 'high' });
  mock.say('alarm', { ...newer, priority: 'high' });
  await banner.getByText('还有 1 条').waitFor();
  await banner.getByText('危急').waitFor();
  await page.keyboard.press('Space');
  await page.locator('#leak\\@B-W1:focus').waitFor();
  await page.keyboard.press('a');
  expect((await received(mock, /acknowledge$/)).path).toBe('/alarms/leak@B-W1/acknowledge');
});

test('/ finds an asset by its name, and typing there presses no key of the desk', async () => {
  await using scene = await open('/');
  const { page, mock } = scene;
  await live(page);
  await page.keyboard.press('/');
  await page.getByRole('searchbox').fill('A座3');
  await page.getByRole('searchbox').press('a');
  await page.getByRole('searchbox').press('Backspace');
  await page.getByRole('searchbox').press('Enter');
  await page.waitForURL(/\/asset\/A-L3$/);
  expect(mock.received).toEqual([]);
});

test('? opens the help, Escape closes it', async () => {
  await using scene = await open('/');
  await live(scene.page);
  await scene.page.keyboard.press('?');
  await scene.page.getByText('跳到最新的未确认报警').waitFor();
  await scene.page.keyboard.press('Escape');
  await scene.page.getByText('跳到最新的未确认报警').waitFor({ state: 'hidden' });
});

test('the language is changed at once and remembered', async () => {
  await using scene = await open('/duty');
  const { page } = scene;
  await page.getByRole('button', { name: '设置与帐户' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'On duty now' }).waitFor();
  expect(await page.evaluate('document.documentElement.lang')).toBe('en');
});

test('three seconds without a heartbeat grey the page, which then comes back', async () => {
  await using scene = await open('/');
  const { page, mock } = scene;
  await live(page);
  mock.isMute = true;
  await page.locator('main.is-stale').waitFor();
  await page.getByText(/数据已中断 \d+ 秒/).waitFor();
  mock.isMute = false;
  await page.locator('main:not(.is-stale)').waitFor();
  expect(await page.getByText(/数据已中断/).count()).toBe(0);
});

test('an alarm that the stream brings is on the screen of whatever page', async () => {
  await using scene = await open('/duty', { night: calmNight });
  const { page, mock } = scene;
  await live(page);
  const [alarm] = busyNight(Date.now()).alarms;
  mock.say('alarm', alarm!);
  await page.getByText('轿厢停在门区外且有人').waitFor();
});

test('a chip saves itself, then one tap does the step', async () => {
  await using scene = await open('/incidents/I-41');
  const { page, mock } = scene;
  const card = page.locator('.step-card', { hasText: '查明地点' });
  await card.getByRole('button', { name: '焦虑' }).click();
  await waitFor('the answer', () => mock.received.length === 1);
  await card.getByRole('button', { name: '3 人以上' }).click();
  await waitFor('the other answer', () => mock.received.length === 2);
  await card.getByRole('button', { name: '完成' }).click();
  await waitFor('done', () => mock.received.length === 3);
  const bodies = mock.received.map(({ body }) => body);
  expect(bodies[0]).toMatchObject({ action: 'answer', fields: { condition: 'anxious' } });
  expect(bodies[1]).toMatchObject({ action: 'answer', fields: { passengers: 'threeOrMore' } });
  expect(bodies[2]).toMatchObject({ action: 'done' });
  // Each builds on the version that the one before has left.
  expect(bodies.map(({ version }) => version)).toEqual([1, 121, 122]);
  await card.waitFor({ state: 'detached' });
});

test('what telemetry suggests is taken as it was measured', async () => {
  await using scene = await open('/incidents/I-41');
  const { page, mock } = scene;
  await page.getByRole('button', { name: '11 遥测建议' }).click();
  const { body } = await received(mock, /E-1\.locate$/);
  expect(body.fields).toEqual({ carFloor: 11 });
});

test('a decision takes two taps: the answer, then the control that says it', async () => {
  await using scene = await open('/incidents/I-41');
  const { page, mock } = scene;
  const card = page.locator('.step-card', { hasText: '核实困人' }).first();
  expect(await card.getByRole('button', { name: '请选择' }).isDisabled()).toBe(true);
  await card.getByRole('button', { name: /属实/ }).click();
  expect(mock.received).toEqual([]);
  await card.getByRole('button', { name: '确定:属实' }).click();
  const { body } = await received(mock, /E-1\.confirm$/);
  expect(body).toMatchObject({ action: 'done', value: 'yes' });
});

test('a guard that holds says why; its step is skipped with a reason, or not left', async () => {
  await using scene = await open('/incidents/I-41');
  const { page, mock } = scene;
  const card = page.locator('.step-card', { hasText: '持证人员自行解救' });
  await card.getByText('需两名持证人员在岗,主开关已锁定').waitFor();
  expect(await card.getByRole('button', { name: '完成' }).isDisabled()).toBe(true);
  await card.getByRole('button', { name: '跳过' }).click();
  const send = card.getByRole('button', { name: '跳过' });
  expect(await send.isDisabled()).toBe(true);
  await card.getByRole('textbox').fill('维保已到场');
  await send.click();
  const { body } = await received(mock, /self-rescue$/);
  expect(body).toMatchObject({ action: 'skip', reason: '维保已到场' });
});

test('consent is refused with a reason, in the name of who was asked by phone', async () => {
  await using scene = await open('/incidents/I-41');
  const { page, mock } = scene;
  const card = page.locator('.step-card', { hasText: '同意向公安' });
  await card.getByText('代他人记录').click();
  await card.getByLabel('代谁').selectOption({ label: '领导丙' });
  await card.getByRole('button', { name: '电话' }).click();
  await card.getByRole('button', { name: '不批准' }).click();
  await card.getByRole('textbox').fill('维保两分钟内到');
  await card.locator('form').getByRole('button', { name: '不批准' }).click();
  const { body } = await received(mock, /E-5\.consent$/);
  expect(body).toMatchObject({
    action: 'reject',
    reason: '维保两分钟内到',
    onBehalfOf: 'leader-1',
    via: 'phone',
  });
});

test('who is called answers from whatever page', async () => {
  await using scene = await open('/duty', { me: { user: 'leader-1', access: 'manager' } });
  await scene.page.getByRole('button', { name: '我前来' }).click();
  const call = await received(scene.mock, /answer$/);
  expect(call).toMatchObject({ path: '/notifications/N-4/answer', body: { answer: 'coming' } });
});

test('an incident with gaps is not closed as real: the sheet names them', async () => {
  await using scene = await open('/incidents/I-41', { me: { access: 'manager' } });
  const { page, mock } = scene;
  await page.getByRole('button', { name: '结束应急事件' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('人员情况').waitFor();
  const send = sheet.getByRole('button', { name: '结束', exact: true });
  expect(await send.isDisabled()).toBe(true);
  await sheet.getByRole('button', { name: '误报' }).click();
  expect(await send.isDisabled(), 'somebody has to say why').toBe(true);
  await sheet.getByRole('textbox').fill('维保测试');
  await send.click();
  const { body } = await received(mock, /close$/);
  expect(body).toEqual({ version: 120, outcome: 'false', reason: '维保测试' });
});

test('without reception the phone keeps the tap, says so, and sends it once it can', async () => {
  await using scene = await open('/incidents/I-42', { size: PHONE });
  const { page, mock } = scene;
  await page.getByText('已同步').waitFor();
  mock.isUnreachable = true;
  await page.locator('main.is-stale').waitFor();
  await page.locator('.step-card').first().getByRole('button', { name: '完成' }).click();
  await page.locator('.incident-sync', { hasText: '1 项待发送' }).waitFor();
  expect(mock.received).toEqual([]);
  mock.isUnreachable = false;
  const { body, key } = await received(mock, /F-3\.source$/);
  expect(body).toMatchObject({ action: 'done' });
  expect(body.claimedAt, 'the record says when it was done').toBeTypeOf('number');
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  await page.getByText('已同步').waitFor({ timeout: 15_000 });
});

test('on the phone the steps, the timeline and the rest are tabs', async () => {
  await using scene = await open('/incidents/I-41', { size: PHONE });
  const { page } = scene;
  await page.getByRole('heading', { name: /核实困人/ }).waitFor();
  await page.getByRole('button', { name: '时间线' }).click();
  await page.getByText('自动判定疑似困人,启动预案').waitFor();
  await page.getByRole('button', { name: '信息' }).click();
  await page.getByRole('link', { name: /120/ }).waitFor();
});

test('a fault is started and ended on the simulation page', async () => {
  await using scene = await open('/simulation');
  const { page, mock } = scene;
  await page.getByRole('button', { name: '层间停梯' }).first().click();
  const { body } = await received(mock, /faults$/);
  expect(body).toEqual({ fault: { lift: 'A-L1', stops: 'between-floors' } });
  await page.getByRole('button', { name: '结束' }).click();
  await received(mock, /faults\/f1$/);
  await page.getByText('没有正在生效的故障').waitFor();
});

test('on the simulation page one acts for the people on site', async () => {
  await using scene = await open('/simulation');
  const { page, mock } = scene;
  await page.getByRole('button', { name: '进线总开关：分闸' }).click();
  const { body } = await received(mock, /actions$/);
  expect(body).toEqual({ action: { breaker: 'Q0', opens: true } });
});

test('who may only look finds nothing to press', async () => {
  await using scene = await open('/incidents/I-41', { me: { access: 'viewer' } });
  const { page } = scene;
  await page.getByRole('heading', { name: /核实困人/ }).waitFor();
  expect(await page.getByRole('button', { name: /完成|跳过|确认报警|牵头/ }).count()).toBe(0);
});

test('a page that waits for its data says so', async () => {
  await using scene = await open('/', { night: calmNight });
  const { page, mock } = scene;
  await live(page);
  mock.isSlow = true;
  await page.getByRole('link', { name: '监测覆盖' }).click();
  await page.goto(`${mock.url}/coverage`);
  await page.getByText('正在载入').first().waitFor();
  mock.isSlow = false;
  await page.getByText('在监测').first().waitFor();
});

test('without any gateway the page says so and goes on trying', async () => {
  await using scene = await open('/', { night: calmNight });
  const { page, mock } = scene;
  await live(page);
  mock.isUnreachable = true;
  await page.goto(mock.url);
  await page.getByText('连接不上网关').waitFor({ timeout: 20_000 });
  mock.isUnreachable = false;
  await page.getByRole('heading', { name: '电梯', exact: true }).waitFor({ timeout: 20_000 });
});

test('what is not there is said', async () => {
  await using scene = await open('/incidents/I-99');
  const { page, mock } = scene;
  await page.getByText('没有这起应急事件').waitFor();
  await page.goto(`${mock.url}/asset/nowhere`);
  await page.getByText('没有这个对象').waitFor();
  await page.goto(`${mock.url}/nowhere`);
  await page.getByText('没有这个页面').waitFor();
});

test.each([
  ['at the desk', DESK],
  ['on the phone', PHONE],
])('the report is offered in both forms and languages, %s', async (_, size) => {
  await using scene = await open('/incidents/I-42', { size });
  const { page } = scene;
  if (size === PHONE) await page.getByRole('button', { name: '信息' }).click();
  await page.getByText('报告', { exact: true }).click();
  const report = '/api/v1/incidents/I-42/report';
  for (const [name, query] of [
    ['中文网页', 'format=html&language=zh'],
    ['英文网页', 'format=html&language=en'],
    ['中文 Word 文档', 'format=docx&language=zh'],
    ['英文 Word 文档', 'format=docx&language=en'],
  ] as const) {
    const link = page.getByRole('link', { name });
    expect(await link.getAttribute('href'), name).toBe(`${report}?${query}`);
    const { x, width } = (await link.boundingBox())!;
    expect(x >= 0 && x + width <= size.width, `${name} is on the screen`).toBe(true);
  }
  await page.getByRole('heading', { level: 1 }).click();
  await page.getByRole('link', { name: '中文网页' }).waitFor({ state: 'hidden' });
});
