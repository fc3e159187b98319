/** A page of the console over the mock's night: opened for one test, and gone with it. */
import type { Browser, Page } from 'playwright-core';
import { waitFor } from '../support/wait.ts';
import { type Visit, visit, WALL } from './browser.ts';
import { busyNight, type Night } from './fixtures/night.ts';
import { MockApi } from './mock-api.ts';

export interface Scene extends AsyncDisposable, Visit {
  mock: MockApi;
}

export interface SceneOptions {
  night?: (now: number) => Night;
  size?: typeof WALL;
  /** Who is signed in; `null`: nobody. */
  me?: object | null;
}

export async function openScene(
  { browser, folder }: { browser: Browser; folder: string },
  path: string,
  { night = busyNight, size = WALL, me = {} }: SceneOptions,
): Promise<Scene> {
  const signedIn = me === null ? {} : { me };
  const mock = await MockApi.start({ night: night(Date.now()), console: folder, ...signedIn });
  const seen = await visit(browser, mock.url + path, { size });
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
