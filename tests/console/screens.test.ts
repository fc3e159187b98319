/**
 * Every page in both languages, from the wall to the phone, in a busy and in a calm night: drawn
 * without a complaint, without a serious finding of axe (WCAG 2.2 AA), within the screen’s width,
 * and each part within its panel.
 */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { effort } from '../support/effort.ts';
import { findBarriers, findOverflow } from './barriers.ts';
import { DESK, LAPTOP, launchBrowser, PHONE, visit, WALL } from './browser.ts';
import { builtConsole } from './built-console.ts';
import {
  aftermathNight,
  afterNight,
  awayNight,
  busyNight,
  calmNight,
  crowdedNight,
} from './fixtures/night.ts';
import { MockApi } from './mock-api.ts';

const PAGES: Record<string, string> = {
  wall: '/',
  alarms: '/alarms',
  incidents: '/incidents',
  entrapment: '/incidents/I-41',
  flooding: '/incidents/I-42',
  planned: '/incidents/I-51',
  overrun: '/incidents/I-50',
  check: '/incidents/I-52',
  outage: '/incidents/I-45',
  checks: '/work?tab=checks',
  plans: '/work?tab=planned',
  notices: '/work?tab=notices',
  actions: '/work?tab=actions',
  duty: '/duty',
  codes: '/duty/codes',
  arrive: '/arrive/k7m2qx4a',
  readiness: '/readiness',
  ledger: '/ledger',
  coverage: '/coverage',
  devices: '/devices',
  simulation: '/simulation',
  lift: '/asset/A-L1',
  incomer: '/asset/MAIN-U',
};
/** Of a night of its own. */
const NOT_BUSY = ['outage'];
/** Views that a button leads to, of the alarms page unless it says another, and what it brings. */
const PRESSED: Record<string, { zh: RegExp; en: RegExp; shows: string; at?: string }> = {
  shelved: { zh: /^搁置 1$/, en: /^Shelved 1$/, shows: '.alarm-card' },
  suppressed: { zh: /^设计抑制 1$/, en: /^Suppressed by design 1$/, shows: '.alarm-card' },
  stopped: { zh: /^停用 1$/, en: /^Out of service 1$/, shows: '.alarm-card' },
  kpis: { zh: /^报警指标$/, en: /^Alarm figures$/, shows: '.kpi-figures' },
  shelving: { zh: /^搁置$/, en: /^Shelve$/, shows: '[role=dialog] form' },
  stopping: { zh: /^停用$/, en: /^Out of service$/, shows: '[role=dialog] form' },
  registering: {
    zh: /^登记计划$/,
    en: /^Register something planned$/,
    shows: '[role=dialog] form',
    at: '/work?tab=planned',
  },
  leaving: {
    zh: /^离开值班台$/,
    en: /^Leave the desk$/,
    shows: '[role=dialog] .leave-desk',
    at: '/duty',
  },
  adding: {
    zh: /^登记整改$/,
    en: /^Add an action$/,
    shows: '[role=dialog] form',
    at: '/work?tab=actions',
  },
};
/** Those that look different when nothing is wrong, or everything. */
const SHOWN = {
  busy: [...Object.keys(PAGES).filter((name) => !NOT_BUSY.includes(name)), ...Object.keys(PRESSED)],
  calm: [
    'wall',
    'alarms',
    'incidents',
    'simulation',
    'coverage',
    'readiness',
    'ledger',
    'plans',
    'notices',
    'actions',
  ],
  crowded: ['wall', 'incidents'],
  after: ['wall', 'incidents', 'entrapment', 'outage'],
  aftermath: ['wall', 'incidents'],
  away: ['wall', 'duty', 'entrapment'],
};

const LAYOUT = stripTypeScriptTypes(
  readFileSync(new URL('./dom/layout-faults.ts', import.meta.url), 'utf8'),
);
/** To look at the pictures: `SCREENS=/some/folder npx vitest run tests/console`. */
const FOLDER = process.env.SCREENS;
const IS_NIGHT = effort(0, 1) === 1;

let browser: Browser;
let folder: string;
beforeAll(async () => {
  [browser, folder] = await Promise.all([launchBrowser(), builtConsole()]);
}, 180_000);
afterAll(() => browser?.close());

/** From the largest to the smallest: a page is drawn once and follows the size of its window. */
const DESKTOP = { wall: WALL, desk: DESK, laptop: LAPTOP };
const HAND = { phone: PHONE };
const ALL_VIEWS = (['zh', 'en'] as const).flatMap((language) =>
  (['dark', 'light'] as const).flatMap((brightness) => [
    { language, brightness, on: 'desktop' as const, sizes: DESKTOP },
    { language, brightness, on: 'phone' as const, sizes: HAND },
  ]),
);
type View = (typeof ALL_VIEWS)[number];
/** On every change each language is seen in one brightness on the desktop, in the other in hand. */
const VIEWS = ALL_VIEWS.filter(
  ({ language, brightness, on }) =>
    IS_NIGHT || ((language === 'zh') === (brightness === 'dark')) === (on === 'desktop'),
);
/**
 * What keeps somebody from using a page depends on its colours and on its room, hardly on its
 * language: on every change one light desk and one dark phone are asked.
 */
function isAudited({ language }: View, size: string): boolean {
  return (IS_NIGHT || language === 'en') && (size === 'desk' || size === 'phone');
}

const NIGHTS = {
  busy: busyNight,
  calm: calmNight,
  crowded: crowdedNight,
  after: afterNight,
  aftermath: aftermathNight,
  away: awayNight,
};
const SCENES = [
  ...VIEWS.map((view) => ({ ...view, night: 'busy' }) as const),
  ...VIEWS.filter(({ brightness }) => brightness === 'dark').map(
    (view) => ({ ...view, night: 'calm' }) as const,
  ),
  // The bar is the fuller in English.
  ...VIEWS.filter(({ language }) => language === 'en').map(
    (view) => ({ ...view, night: 'crowded' }) as const,
  ),
  ...VIEWS.map((view) => ({ ...view, night: 'after' }) as const),
  ...VIEWS.map((view) => ({ ...view, night: 'away' }) as const),
  ...VIEWS.filter(({ on }) => on === 'desktop').map(
    (view) => ({ ...view, night: 'aftermath' }) as const,
  ),
];

test.each(SCENES)(
  'a $night night on the $on in $language ($brightness)',
  async (view) => {
    const { night, language, brightness, sizes } = view;
    const scene = NIGHTS[night](Date.now());
    await using mock = await MockApi.start({ night: scene, me: {}, console: folder });
    const [largest] = Object.values(sizes);
    const { page, context, complaints } = await visit(browser, mock.url, {
      size: largest!,
      language,
      brightness,
    });
    const findings: string[] = [];
    for (const name of SHOWN[night]) {
      const pressed = PRESSED[name];
      await page.setViewportSize(largest!);
      await page.goto(mock.url + (PAGES[name] ?? pressed?.at ?? '/alarms'));
      await settle(page);
      if (pressed) await press(page, pressed[language], pressed.shows);
      for (const [on, size] of Object.entries(sizes)) {
        await resize(page, size);
        if (FOLDER !== undefined) {
          await page.screenshot({ path: `${FOLDER}/${night}-${name}-${on}-${language}.png` });
        }
        const barriers = [
          ...(isAudited(view, on) ? await findBarriers(page) : []),
          ...(await findOverflow(page)),
          ...(await page.evaluate<string[]>(LAYOUT)),
          ...(name === 'wall' && on === 'wall' ? await findScroll(page) : []),
        ];
        findings.push(...barriers.map((barrier) => `${name} on the ${on}: ${barrier}`));
      }
    }
    expect(findings, 'SCREENS=/some/folder shows the pictures').toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  },
  120_000,
);

/** Drawn anew: what watches its size is told in the first frame, and is drawn by the next. */
async function resize(page: Page, size: typeof WALL): Promise<void> {
  const shown = page.viewportSize();
  if (shown?.width === size.width && shown.height === size.height) return;
  await page.setViewportSize(size);
  const frame = 'new Promise((drawn) => requestAnimationFrame(drawn))';
  await page.evaluate(`${frame}.then(() => ${frame})`);
}

async function press(page: Page, name: RegExp, shows: string): Promise<void> {
  await page.getByRole('button', { name }).first().click();
  await page.locator(shows).first().waitFor();
}

/** Loaded, fed by the stream, and drawn. */
async function settle(page: Page): Promise<void> {
  await page.locator('main').waitFor();
  await page.locator('.state-bar').waitFor({ state: 'detached' });
  await page
    .getByText(/数据 \d|data \d/)
    .first()
    .waitFor();
  if (new URL(page.url()).pathname === '/') await page.locator('.level-water').first().waitFor();
}

/** Nobody scrolls the duty room's wall: it hangs where no hand reaches. */
async function findScroll(page: Page): Promise<string[]> {
  const main = "document.querySelector('main')";
  const lines = await page.evaluate<number>(`${main}.scrollHeight - ${main}.clientHeight`);
  return lines > 0 ? [`${lines} lines higher than the screen`] : [];
}
