/** Shows: plan O-1, O-5, F-7, F-8. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../console/browser.ts';
import { reportPath } from './flooded-site.ts';
import { START, startApi } from './gateway-stand-in.ts';
import { readPage } from './report-page.ts';
import { fetchDocx } from './word-document.ts';
import { calledOffCheck, endedFlooding, HOUR, MIN, overrunOutage, workSite } from './work-site.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('what homes and shops were told stands in it, and who does not know, by name', async () => {
  await using stand = await startApi({ settings: workSite() });
  const id = await endedFlooding(stand);
  for (const [language, knowing, without] of [
    [
      'en',
      ['2 of 4 know of it', '1 delivered', '1 told at the door', '1 not delivered', '1 no address'],
      '▲ Do not know of the notice of 11-23 08:00:00: Shop 3, Shop 4',
    ],
    [
      'zh',
      ['4 户中 2 户已知晓', '通道送达 1 户', '上门告知 1 户', '未能送达 1 户', '无联系方式 1 户'],
      '▲ 11-23 08:00:00 的通告尚未知晓：Shop 3。、Shop 4。',
    ],
  ] as const) {
    const path = reportPath(id, 'docx', language);
    const { lines, rows } = await fetchDocx(stand, stand.asPerson('eva'), path);
    const said = language === 'en' ? 'Notice: Tower A' : '通告：Tower A';
    expect(rows).toContainEqual([['11-23 08:00:00'], ['eva'], [said], ['Tower A'], knowing]);
    expect(lines).toContain(without);
  }
});

test('what is to be put right stands in it, with all that was said of it', async () => {
  await using stand = await startApi({ settings: workSite() });
  const id = await endedFlooding(stand);
  for (const [language, head, state, notes] of [
    [
      'en',
      ['Problem', 'Owner', 'Due', 'Reviewer', 'State'],
      '▲ Open, overdue',
      ['finished, 11-23 08:10:00, eva, renewed', 'sent back, 11-23 08:10:00, fred, it drips'],
    ],
    [
      'zh',
      ['问题', '责任人', '期限', '复查人', '状态'],
      '▲ 整改中，超期',
      ['已整改，11-23 08:10:00，eva，renewed', '退回，11-23 08:10:00，fred，it drips'],
    ],
  ] as const) {
    const path = reportPath(id, 'docx', language);
    const { rows } = await fetchDocx(stand, stand.asPerson('eva'), path);
    expect(rows).toContainEqual(head.map((title) => [title]));
    const row = [['a new seal'], ['eva'], ['2026-11-24'], ['fred'], [state, ...notes]];
    expect(rows).toContainEqual(row);
  }
});

test('when the danger was over stands among the facts', async () => {
  await using stand = await startApi({ settings: workSite() });
  const path = reportPath(await endedFlooding(stand), 'docx');
  const { rows } = await fetchDocx(stand, stand.asPerson('eva'), path);
  expect(rows).toContainEqual([['Danger over'], ['2026-11-23 08:10:00']]);
});

test('of something planned it says how far it differed from what was announced', async () => {
  await using stand = await startApi({ settings: workSite() });
  const id = await overrunOutage(stand);
  for (const [language, kind, outcome, began, ended, overran] of [
    [
      'en',
      'Record of planned work',
      ['Outcome', 'Completed'],
      ['Began', '5 min late'],
      ['Ended', '60 min late'],
      '▲ It overran: at 2026-11-23 12:00:00 its time was up, and it had not ended',
    ],
    [
      'zh',
      '计划工作记录',
      ['结论', '完成'],
      ['开始', '晚 5 分钟'],
      ['结束', '晚 60 分钟'],
      '▲ 超时：2026-11-23 12:00:00 计划时段已到，仍未结束',
    ],
  ] as const) {
    const path = reportPath(id, 'docx', language);
    const { lines, rows } = await fetchDocx(stand, stand.asPerson('eva'), path);
    const plain = rows.map((cells) => cells.map((cell) => cell.join('\n')));
    expect(lines[0]).toBe(`Small · ${kind}`);
    expect(lines).toContain(overran);
    expect(plain).toContainEqual([...outcome]);
    const day = '2026-11-23';
    expect(plain).toContainEqual([began[0], `${day} 10:00:00`, `${day} 10:05:00`, began[1]]);
    expect(plain).toContainEqual([ended[0], `${day} 12:00:00`, `${day} 13:00:00`, ended[1]]);
    const comma = language === 'zh' ? '、' : ', ';
    const answered = plain.find(([field]) => field === 'places')?.[1];
    expect(answered, 'areas and assets by their names').toBe(`Switch room${comma}Incomer`);
    expect(plain.find(([field]) => field === 'present')?.[1]).toBe(`eva${comma}fred`);
  }
});

test('what telemetry has not seen, and what came early or on time, is said so', async () => {
  await using stand = await startApi({ settings: workSite() });
  const [eva, fred] = [stand.asPerson('eva'), stand.asPerson('fred')];
  stand.say({ 'MAIN.voltage.l1': 230 });
  const { id } = (
    await fred.send('POST', '/incidents', { playbook: 'planned-outage', source: 'notice' })
  ).body;
  const times = { from: START + HOUR, to: START + 2 * HOUR };
  await fred.send('POST', `/incidents/${id}/steps/O-1.register`, {
    version: Number.MAX_SAFE_INTEGER,
    action: 'done',
    fields: { places: ['switch-room'], ...times },
  });
  const table = async () => {
    const { rows } = await fetchDocx(stand, eva, reportPath(id, 'docx'));
    const found = rows.filter(([name]) => name?.[0] === 'Began' || name?.[0] === 'Ended');
    return found.map(([, , seen, difference]) => [seen?.[0], difference?.[0]]);
  };
  expect(await table()).toEqual([
    ['not seen', '—'],
    ['not seen', '—'],
  ]);
  stand.say({ 'MAIN.voltage.l1': 0 }, HOUR + 20_000);
  stand.say({ 'MAIN.voltage.l1': 230 }, 30 * MIN);
  expect(await table()).toEqual([
    ['2026-11-23 09:00:20', 'on time'],
    ['2026-11-23 09:30:20', '30 min early'],
  ]);
});

test('its readings are those of its own time, not of the days before', async () => {
  const asked: { asset: string; from: number; to: number }[] = [];
  await using stand = await startApi({
    settings: workSite(),
    readings: ({ asset, from, to }) => {
      asked.push({ asset, from: from - START, to: to - START });
      return Promise.resolve([]);
    },
  });
  const id = await overrunOutage(stand);
  stand.goTo(24 * HOUR);
  await stand.asPerson('eva').get(reportPath(id, 'html'));
  // Ten minutes before it was to begin, one minute after it ended.
  expect(asked).toEqual([{ asset: 'MAIN', from: 110 * MIN, to: 301 * MIN }]);
});

test('planned work and a check are not called an emergency, a real or a false one', async () => {
  await using stand = await startApi({ settings: workSite() });
  const planned = await overrunOutage(stand);
  const check = await calledOffCheck(stand);
  const eva = stand.asPerson('eva');
  for (const [id, title, outcome] of [
    [planned, '计划工作记录', '完成'],
    [check, '检查记录', '取消'],
  ] as const) {
    const { body } = await eva.get(reportPath(id, 'html', 'zh'));
    expect(body).toContain(title);
    expect(body).toContain(`<dt>结论</dt><dd>${outcome}</dd>`);
    expect(body).toContain(`结束，${outcome}`);
    for (const word of ['应急事件', '属实', '误报']) expect(body).not.toContain(word);
  }
  const page = (await eva.get(reportPath(check, 'html'))).body;
  expect(page).toContain('Record of a check');
  expect(page).toContain('<dt>Outcome</dt><dd>Called off</dd>');
});

test('as data it holds the notices and the actions too', async () => {
  await using stand = await startApi({ settings: workSite() });
  const id = await endedFlooding(stand);
  const { body } = await stand.asPerson('eva').get(reportPath(id, 'json'));
  expect(body.notices).toEqual((await stand.asPerson('eva').get(`/notices?incident=${id}`)).body);
  expect(body.actions).toMatchObject([{ text: 'a new seal', state: 'open', incident: id }]);
});

test.each([
  ['zh', 'an aftermath', endedFlooding],
  ['en', 'an aftermath', endedFlooding],
  ['zh', 'planned work', overrunOutage],
  ['en', 'planned work', overrunOutage],
] as const)('the document says what the page says, in %s, of %s', async (language, _, work) => {
  await using stand = await startApi({ settings: workSite() });
  const id = await work(stand);
  const eva = stand.asPerson('eva');
  const page = await readPage(browser, (await eva.get(reportPath(id, 'html', language))).body);
  const document = await fetchDocx(stand, eva, reportPath(id, 'docx', language));
  expect(document.headings).toEqual(page.headings);
  expect(document.lines).toEqual(page.lines);
  expect(document.rows.map((cells) => cells.map((cell) => cell.join('\n')))).toEqual(page.rows);
  expect(page.rows.length).toBeGreaterThan(15);
});
