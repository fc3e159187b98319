import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../console/browser.ts';
import { reportPath, workFlooding } from './flooded-site.ts';
import { startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';
import { readPage } from './report-page.ts';
import { fetchDocx } from './word-document.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test.each(['zh', 'en'])(
  'the document for Word says what the page says, in %s',
  async (language) => {
    await using site = await startApi({ settings: nightSite() });
    const id = await workFlooding(site);
    const fred = site.asPerson('fred');
    const page = await readPage(browser, (await fred.get(reportPath(id, 'html', language))).body);
    const document = await fetchDocx(site, fred, reportPath(id, 'docx', language));
    expect(document.headings).toEqual(page.headings);
    expect(document.lines).toEqual(page.lines);
    expect(document.rows.map((cells) => cells.map((cell) => cell.join('\n')))).toEqual(page.rows);
    expect(page.rows.length).toBeGreaterThan(20);
  },
);

test('it holds the facts, the answers with both times, and what was corrected', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await workFlooding(site);
  const reason = '<b>the clock</b> was slow';
  for (const [language, title, number, corrected] of [
    ['zh', '应急事件报告', '编号', `2026-11-23 08:00:20（11-23 08:01:00，eva：${reason}）`],
    [
      'en',
      'Report of an emergency',
      'Number',
      `2026-11-23 08:00:20 (11-23 08:01:00, eva: ${reason})`,
    ],
  ] as const) {
    const path = reportPath(id, 'docx', language);
    const { lines, rows, footer } = await fetchDocx(site, site.asPerson('fred'), path);
    expect(lines[0]).toContain(title);
    expect(rows).toContainEqual([[number], [id]]);
    // The site's clock is UTC: found at 08:00:10, answered and corrected a minute after the start.
    const found = rows.find(([, answer]) => answer?.[0] === '2026-11-23 08:00:10');
    expect(found?.[1]?.[1]).toContain(corrected);
    expect(found?.[2]).toEqual(['11-23 08:01:00']);
    expect(footer[0]).toContain('2026-11-23 08:01:00');
  }
});

test('it is a file that is named after the incident and its language', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await workFlooding(site);
  const { headers } = await site.asPerson('fred').get(reportPath(id, 'docx', 'zh'));
  expect(headers.get('content-type')).toBe(
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  );
  expect(headers.get('content-disposition')).toBe(`attachment; filename=${id}-zh.docx`);
});

test('personal answers stand in it only for those who may see them', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await workFlooding(site);
  const path = reportPath(id, 'docx', 'zh');
  const seen = (await fetchDocx(site, site.asPerson('fred'), path)).rows;
  const hidden = (await fetchDocx(site, site.asPerson('vic'), path)).rows;
  const place = seen.findIndex(([, answer]) => answer?.[0] === '张三 13800000000');
  expect(place).toBeGreaterThan(0);
  expect(hidden[place]).toEqual([seen[place]![0], ['●●●'], ...seen[place]!.slice(2)]);
  expect(JSON.stringify(hidden)).not.toContain('13800000000');
});

test('readings are drawn in it as well: a gap stays a gap, the opening is dashed', async () => {
  const step = (at: number, mean: number | null) => {
    return { at, min: mean, mean, max: mean, last: null, quality: 'good' as const };
  };
  await using site = await startApi({
    settings: nightSite(),
    readings: ({ from }) =>
      Promise.resolve([0, 1, null, 1].map((mean, n) => step(from + n * 60_000, mean))),
  });
  const id = await workFlooding(site);
  const { pictures } = await fetchDocx(site, site.asPerson('fred'), reportPath(id, 'docx'));
  expect(pictures).toHaveLength(1);
  expect(pictures[0]!.description).toContain('Leak 1');
  // 10 min before the opening to 1 min after now, which is 1 min after the opening: 720 s on
  // 1,920 dots, in 240 steps of 8 dots. The pen is 4 dots wide.
  expect(pictures[0]!.dark, 'minutes 0 to 1, minute 3, the opening at minute 10').toEqual([
    [0, 160 + 8 + 1],
    [480 - 2, 480 + 8 + 1],
    [1_600 - 2, 1_600 + 1],
  ]);
});
