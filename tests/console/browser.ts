/** Chromium for the tests: one for each test file, a fresh profile for each page. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Chromium as a person has it, and the same build without a window of its own: half the work. */
const CHROMIUM = '/usr/bin/chromium';
const CHROMIUM_SHELL = '/usr/bin/chromium-headless-shell';
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const WALL = { width: 1920, height: 1080 };
/** A desk's monitor, and the smallest one that duty rooms still have. */
export const DESK = { width: 1600, height: 1000 };
export const LAPTOP = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

export function launchBrowser(executablePath = CHROMIUM_SHELL): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGUMENTS, headless: true });
}

export function launchWholeBrowser(): Promise<Browser> {
  return launchBrowser(CHROMIUM);
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What the page's console and its uncaught errors said. */
  complaints: string[];
}

interface VisitOptions {
  size?: { width: number; height: number };
  language?: 'zh' | 'en';
  brightness?: 'dark' | 'light';
}

export async function visit(
  browser: Browser,
  url: string,
  { size = WALL, language = 'zh', brightness = 'dark' }: VisitOptions = {},
): Promise<Visit> {
  const isPhone = size.width < 700;
  const context = await browser.newContext({
    viewport: size,
    hasTouch: isPhone,
    reducedMotion: 'reduce',
  });
  const preferences = JSON.stringify({ language, brightness });
  await context.addInitScript(
    `localStorage.setItem('dutywatch.preferences', ${JSON.stringify(preferences)})`,
  );
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, context, complaints };
}
