import { expect, test } from 'vitest';
import { launchBrowser } from '../console/browser.ts';
import { START, type StandIn, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';

/** A wet zone; the engineer fills in the first form, then corrects it. */
async function worked(site: StandIn): Promise<string> {
  site.say({ 'W1.wet': true });
  const eva = site.asPerson('eva');
  const [{ id }] = (await eva.get('/incidents?open=true')).body;
  const version = async () => (await eva.get(`/incidents/${id}`)).body.version;
  site.goTo(60_000);
  await eva.send('POST', `/incidents/${id}/steps/F-1.report`, {
    version: await version(),
    action: 'done',
    fields: { foundAt: START + 20_000, caller: '张三 13800000000' },
  });
  await eva.send('POST', `/incidents/${id}/correct`, {
    version: await version(),
    field: 'foundAt',
    value: START + 10_000,
    reason: '<b>the clock</b> was slow',
  });
  return id;
}

const report = (id: string, language: string) =>
  `/incidents/${id}/report?format=html&language=${language}`;

test('the report is a page of its own in either language, that runs nothing', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await worked(site);
  for (const [language, title, field] of [
    ['zh', '应急事件报告', '系统时间'],
    ['en', 'Report of an emergency', 'System time'],
  ] as const) {
    const { status, headers, body } = await site.asPerson('fred').get(report(id, language));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(body).toContain(title);
    expect(body).toContain(field);
    expect(body).toContain(id);
    // The site's clock is UTC: found at 08:00:10, corrected from 08:00:20.
    expect(body).toContain('2026-11-23 08:00:10');
    expect(body).toContain('2026-11-23 08:00:20');
    expect(body, 'what people typed is text').toContain('&lt;b&gt;the clock&lt;/b&gt; was slow');
    expect(body).not.toContain('<b>');
    expect(body).not.toContain('<script');
  }
  expect((await site.asPerson('fred').get(report(id, 'fr'))).status).toBe(400);
});

test('personal answers stand in it only for those who may see them', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await worked(site);
  const seen = (await site.asPerson('fred').get(report(id, 'zh'))).body;
  const hidden = (await site.asPerson('vic').get(report(id, 'zh'))).body;
  expect(seen).toContain('张三 13800000000');
  expect(hidden).not.toContain('13800000000');
});

test('what is blank and must not be is marked, and what is missing is said first', async () => {
  await using site = await startApi({ settings: nightSite() });
  site.say({ 'W1.wet': true });
  const vic = site.asPerson('vic');
  const [{ id }] = (await vic.get('/incidents?open=true')).body;
  const { body } = await vic.get(report(id, 'en'));
  expect(body).toContain('Still missing: this report is not complete');
  expect(body).toContain('<span class="blank">blank</span>');
});

test('readings of the alarm’s own signals are drawn, gaps as gaps', async () => {
  const step = (at: number, mean: number | null) => {
    return { at, min: mean, mean, max: mean, last: null, quality: 'good' as const };
  };
  const asked: string[] = [];
  await using site = await startApi({
    settings: nightSite(),
    readings: ({ asset, signal, from }) => {
      asked.push(`${asset}.${signal}`);
      return Promise.resolve([0, 1, null, 1].map((mean, n) => step(from + n * 1_000, mean)));
    },
  });
  const id = await worked(site);
  const { body } = await site.asPerson('fred').get(report(id, 'en'));
  expect(asked).toEqual(['W1.wet']);
  expect(body.match(/<polyline/g), 'before the gap and after it').toHaveLength(2);
});

test('Chromium prints it to PDF', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await worked(site);
  const { body } = await site.asPerson('fred').get(report(id, 'zh'));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent(body);
    expect(await page.locator('h2').allInnerTexts()).toEqual([
      '时效',
      '记录',
      '处置步骤',
      '通知',
      '时间线',
    ]);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.length).toBeGreaterThan(10_000);
  } finally {
    await browser.close();
  }
});
