import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launchBrowser } from '../console/browser.ts';
import { runChild } from '../support/child.ts';
import { DEBIAN_PYTHON } from '../support/debian-packages.ts';
import { reportPath, versionOf, workFlooding } from './flooded-site.ts';
import { START, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';
import { fetchDocx } from './word-document.ts';

const CHAIN_CHECK = new URL('../journal/check-chain.py', import.meta.url).pathname;

test('the report is a page of its own in either language, that runs nothing', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await workFlooding(site);
  for (const [language, title, field] of [
    ['zh', '应急事件报告', '系统时间'],
    ['en', 'Report of an emergency', 'System time'],
  ] as const) {
    const { status, headers, body } = await site
      .asPerson('fred')
      .get(reportPath(id, 'html', language));
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
  expect((await site.asPerson('fred').get(reportPath(id, 'html', 'fr'))).status).toBe(400);
});

test('personal answers stand in it only for those who may see them', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await workFlooding(site);
  const seen = (await site.asPerson('fred').get(reportPath(id, 'html', 'zh'))).body;
  const hidden = (await site.asPerson('vic').get(reportPath(id, 'html', 'zh'))).body;
  expect(seen).toContain('张三 13800000000');
  expect(hidden).not.toContain('13800000000');
});

test('what is blank and must not be is marked, and what is missing is said first', async () => {
  await using site = await startApi({ settings: nightSite() });
  site.say({ 'W1.wet': true });
  const vic = site.asPerson('vic');
  const [{ id }] = (await vic.get('/incidents?open=true')).body;
  const { body } = await vic.get(reportPath(id, 'html'));
  expect(body).toContain('Still missing, this report is not complete: ');
  expect(body).toContain('<div class="marked">▲ blank</div>');
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
  const id = await workFlooding(site);
  const { body } = await site.asPerson('fred').get(reportPath(id, 'html'));
  expect(asked).toEqual(['W1.wet']);
  expect(body.match(/<polyline/g), 'before the gap and after it').toHaveLength(2);
});

test('Chromium prints it to PDF', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await workFlooding(site);
  const { body } = await site.asPerson('fred').get(reportPath(id, 'html', 'zh'));
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
      '存证',
    ]);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.length).toBeGreaterThan(10_000);
  } finally {
    await browser.close();
  }
});

test('a report carries the head of the journal, as another program computes it', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await workFlooding(site);
  const fred = site.asPerson('fred');
  const file = join(site.folder, 'journal-live.sqlite');
  const hash = (await runChild(DEBIAN_PYTHON, [CHAIN_CHECK, file, 'live'])).stdout.trim();
  const { proof, incident } = (await fred.get(reportPath(id, 'json'))).body;
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(proof).toMatchObject({ hash, purpose: { en: expect.stringContaining('second party') } });
  expect(proof.seq).toBeGreaterThanOrEqual(incident.timeline.at(-1).seq);

  const command = `npm run verify -- --head ${proof.seq}:${hash}`;
  const page = (await fred.get(reportPath(id, 'html'))).body;
  const { lines } = await fetchDocx(site, fred, reportPath(id, 'docx'));
  expect(page).toContain(`${command}</p>`);
  expect(lines).toContain(command);
  expect(lines).toContain(proof.purpose.en);

  site.say({ 'W2.wet': true }, 1_000);
  const later = (await fred.get(reportPath(id, 'json'))).body.proof;
  expect(later.seq, 'what came since is in the next report').toBeGreaterThan(proof.seq);
  expect(later.hash).not.toBe(hash);
});

test('a consent that was refused, and who spoke for whom, are said as they were', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await workFlooding(site);
  await site.asPerson('eva').send('POST', `/incidents/${id}/steps/F-3.consent`, {
    version: await versionOf(site, id),
    action: 'reject',
    reason: 'not yet',
    onBehalfOf: 'gina',
    via: 'phone',
  });
  const { body } = await site.asPerson('fred').get(reportPath(id, 'html'));
  expect(body).toContain('Rejected, eva (for gina), not yet</td>');
  expect(body).toContain('Done, eva</td>');
});

test('personal data that was erased is said to be erased, not hidden', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await workFlooding(site);
  const { value } = site.run.core.state.incidents.incidents[id]!.record.caller!;
  site.ports.vault.erase((value as { personal: string }).personal, START);
  const { body } = await site.asPerson('fred').get(reportPath(id, 'html'));
  expect(body).toContain('erased (personal data)');
  expect(body).not.toContain('●●●');
});

test('a program that asks for a tenth report at once is told to come back', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await workFlooding(site);
  const asked = Array.from({ length: 10 }, () => site.asPerson('fred').get(reportPath(id, 'html')));
  const replies = await Promise.all(asked);
  const refused = replies.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]!.headers.get('retry-after')).toBe('5');
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(10 - refused.length);
});
