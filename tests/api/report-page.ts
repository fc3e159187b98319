/** A report as a page, as a browser shows it. */
import type { Browser } from 'playwright-core';

export interface ReportPage {
  headings: string[];
  /** Paragraphs outside of tables. */
  lines: string[];
  /** The names and values of a fact are a row too. */
  rows: string[][];
}

export async function readPage(browser: Browser, page: string): Promise<ReportPage> {
  const tab = await browser.newPage();
  await tab.setContent(page);
  const texts = (selector: string) => tab.locator(selector).allInnerTexts();
  const rows = [];
  for (const row of await tab.locator('dt, tr').all()) {
    const cells = row.locator('xpath=self::dt | self::dt/following-sibling::dd[1] | th | td');
    rows.push(await cells.allInnerTexts());
  }
  return { headings: await texts('h1, h2'), lines: await texts('p, figcaption div'), rows };
}
