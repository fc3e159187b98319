import { expect, test } from 'vitest';
import { SITE } from '../support/small-site.ts';
import { type StandIn, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';

const DAY = 86_400_000;
const site = { ...SITE, settings: { ...SITE.settings, drillEvery: '180d' } };

/** What is said of drills, by somebody whose access outlives the days of a test. */
async function drills(stand: StandIn) {
  const { body } = await stand.asProgram('viewer').get('/readiness');
  return body.filter(({ finding }: { finding: string }) => finding === 'drill-overdue');
}

test('an overdue drill is told with what to do, until one was held', async () => {
  await using stand = await startApi({ settings: { ...nightSite(), site } });
  expect(await drills(stand)).toEqual([
    {
      finding: 'drill-overdue',
      gravity: 'plan',
      what: {
        zh: '预案“flooding”从未演练过，应每180天一次',
        en: 'The playbook "flooding" has never been drilled; it is due every 180 days',
      },
      do: {
        zh: '事先通知后演练：报告该事件，走完步骤，按“测试”结案',
        en: 'Announce a drill and hold it: report the event, work its steps, close it as a test',
      },
    },
  ]);
  const report = { playbook: 'flooding', area: 'corridor', source: 'phone' };
  const gina = stand.asPerson('gina');
  const { id, version } = (await gina.send('POST', '/incidents', report)).body;
  const closing = { version, outcome: 'test', reason: 'a drill' };
  await gina.send('POST', `/incidents/${id}/close`, closing);
  expect(await drills(stand)).toEqual([]);
  stand.goTo(200 * DAY);
  const [{ what }] = await drills(stand);
  expect(what.en).toBe(
    'The playbook "flooding" was last drilled 200 days ago; it is due every 180 days',
  );
});
