/** The pages that somebody opens on a quiet day: how long it took, and whether all is ready. */
import { expect, test } from 'vitest';
import { PHONE } from './browser.ts';
import { calmNight } from './fixtures/night.ts';
import { stage } from './scene.ts';

const open = stage();
const DAY = 86_400_000;

test('the ledger is asked for the days that are chosen, 90 at first', async () => {
  await using scene = await open('/duty');
  const { page } = scene;
  const asked = async (press: () => Promise<void>): Promise<number> => {
    const request = page.waitForRequest(/\/ledger\?/);
    await press();
    const from = Number(new URL((await request).url()).searchParams.get('from'));
    return Math.round((Date.now() - from) / DAY);
  };
  const days = [await asked(() => page.getByRole('link', { name: '时效台账' }).click())];
  for (const name of ['7 天', '30 天', '1 年']) {
    days.push(await asked(() => page.getByRole('button', { name }).click()));
  }
  expect(days).toEqual([90, 7, 30, 365]);
});

test('a row says the moment, how many, how long, how many late and how many never', async () => {
  await using scene = await open('/ledger');
  const row = scene.page.getByRole('row', { name: /^到场/ });
  await row.waitFor();
  const said = await row.locator('th, td').allInnerTexts();
  expect(said).toEqual([
    '到场',
    '39',
    '6 分 00 秒',
    '9 分 00 秒',
    '21 分钟',
    '21 分钟',
    '7 / 40',
    '1',
  ]);
});

test('on a phone each figure stands under its name, and within the screen', async () => {
  await using scene = await open('/ledger', { size: PHONE });
  const { page } = scene;
  const figure = page.locator('td[data-name="p90"]').first();
  await figure.waitFor();
  const name = "getComputedStyle(document.querySelector('td[data-name=p90]'), '::before').content";
  expect(await page.evaluate(name)).toBe('"p90"');
  for (const cell of await page.locator('.ledger-table').first().locator('td').all()) {
    const { x, width } = (await cell.boundingBox())!;
    expect(x + width).toBeLessThanOrEqual(PHONE.width);
  }
});

test('readiness stands by gravity, with the time at which it was looked at', async () => {
  await using scene = await open('/duty');
  const { page } = scene;
  await page.getByRole('link', { name: '应急就绪' }).click();
  const heads = page.locator('main h2');
  await page.getByRole('heading', { name: '预案会落空' }).waitFor();
  expect(await heads.allInnerTexts()).toEqual(['预案会落空', '预案可能落空', '需要安排']);
  const planned = page.getByRole('region', { name: '需要安排' });
  await planned.getByText('已有203天没有演练').waitFor();
  const lookedAt = page.locator('.page-head time');
  const first = await lookedAt.getAttribute('datetime');
  expect(Math.abs(Date.parse(first!) - Date.now())).toBeLessThan(60_000);
  const again = page.waitForResponse(/\/readiness$/);
  await page.getByRole('button', { name: '重新查看' }).click();
  await again;
  await expect.poll(() => lookedAt.getAttribute('datetime')).not.toBe(first);
});

test('where all is ready the page says so', async () => {
  await using scene = await open('/readiness', { night: calmNight });
  await scene.page.getByText(/演练均就绪/).waitFor();
});

test('a gateway that cannot be reached is said, and asked again when somebody wants', async () => {
  await using scene = await open('/duty');
  const { page, mock } = scene;
  await page.locator('main h2').first().waitFor();
  mock.isUnreachable = true;
  await page.getByRole('link', { name: '时效台账' }).click();
  await page.getByRole('alert').getByText('连接不上网关').waitFor();
  mock.isUnreachable = false;
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByRole('heading', { name: '电梯困人' }).waitFor();
});
