/** A page of the console over the mock's night: opened for one test, and gone with it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { launchBrowser, type Visit, visit, WALL } from './browser.ts';
import { builtConsole } from './built-console.ts';
import { busyNight, type Night } from './fixtures/night.ts';
import { MockApi } from './mock-api.ts';

export interface Scene extends AsyncDisposable, Visit {
  mock: MockApi;
}

export interface SceneOptions {
  night?: (now: number) => Night;
  size?: typeof WALL;
  language?: 'zh' | 'en';
  /** Who is signed in; `null`: nobody. */
  me?: object | null;
}

/** One browser and one built console for all tests of a file; opens a scene in them. */
export function stage(): (path: string, options?: SceneOptions) => Promise<Scene> {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    [browser, folder] = await Promise.all([launchBrowser(), builtConsole()]);
  }, 180_000);
  afterAll(() => browser?.close());
  return (path, options = {}) => openScene({ browser, folder }, path, options);
}

async function openScene(
  { browser, folder }: { browser: Browser; folder: string },
  path: string,
  { night = busyNight, size = WALL, language = 'zh', me = {} }: SceneOptions,
): Promise<Scene> {
  const signedIn = me === null ? {} : { me };
  const mock = await MockApi.start({ night: night(Date.now()), console: folder, ...signedIn });
  const seen = await visit(browser, mock.url + path, { size, language });
  return {
    ...seen,
    mock,
    [Symbol.asyncDispose]: async () => {
      await seen.context.close();
      await mock[Symbol.asyncDispose]();
    },
  };
}

/** The stream has been heard, so that nothing counts as old. */
export function live(page: Page): Promise<void> {
  return page
    .getByText(/数据 \d/)
    .first()
    .waitFor();
}

export function received(mock: MockApi, path: RegExp) {
  return waitFor(`a call to ${path}`, () => mock.received.find((call) => path.test(call.path)));
}
