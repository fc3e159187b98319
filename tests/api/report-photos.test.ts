import { rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launchBrowser } from '../console/browser.ts';
import { correct, photographed, reportPath } from './flooded-site.ts';
import { startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';
import { DOT_PNG, DOT_WEBP, SIDEWAYS_JPEG } from './photos.ts';
import { fetchDocx } from './word-document.ts';

const sha256 = (photo: string) => photo.split('.')[0];

test('the record’s photos stand in the page under its policy, and in the document', async () => {
  await using site = await startApi({ settings: nightSite() });
  const [id, photo] = await photographed(site, 'photos', [DOT_PNG]);
  const vic = site.asPerson('vic');
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ extraHTTPHeaders: vic.headers });
    const page = await context.newPage();
    await page.goto(`${site.base}/api/v1${reportPath(id, 'html')}`);
    const shown = page.getByRole('img', { name: 'photo 1' });
    expect(await shown.evaluate((image) => (image as unknown as HTMLImage).naturalWidth)).toBe(1);
    expect(await page.getByRole('cell', { name: 'photo 1' }).count(), 'its answer').toBe(1);
  } finally {
    await browser.close();
  }
  const { pictures, rows } = await fetchDocx(site, vic, reportPath(id, 'docx'));
  expect(pictures.map((picture) => picture.sha256)).toEqual([sha256(photo!)]);
  expect(pictures[0]!.description).toContain('photo 1, photos');
  expect(rows.some(([, answer]) => answer?.[0] === 'photo 1')).toBe(true);
});

interface HTMLImage {
  naturalWidth: number;
}

test('a photo that the camera took sideways stands upright in the document', async () => {
  await using site = await startApi({ settings: nightSite() });
  const [id] = await photographed(site, 'photos', [SIDEWAYS_JPEG, DOT_PNG]);
  const { pictures } = await fetchDocx(site, site.asPerson('vic'), reportPath(id, 'docx'));
  expect(pictures.map(({ turn }) => turn)).toEqual([90, 0]);
});

test('photos of personal fields are for those with the right to personal data', async () => {
  await using site = await startApi({ settings: nightSite() });
  const [id, photo] = await photographed(site, 'faces', [DOT_PNG]);
  const seenBy = async (user: string) => {
    const caller = site.asPerson(user);
    const { body } = await caller.get(reportPath(id, 'html'));
    const { pictures } = await fetchDocx(site, caller, reportPath(id, 'docx'));
    return [body.includes(DOT_PNG.toString('base64')), body.includes('●●●'), pictures.length];
  };
  expect(await seenBy('fred')).toEqual([true, false, 1]);
  expect(await seenBy('vic')).toEqual([false, true, 0]);
  const { body } = await site.asPerson('vic').get(reportPath(id, 'html'));
  expect(body, 'not even its name').not.toContain(sha256(photo!));
});

test('a photo that was replaced stays in the report', async () => {
  await using site = await startApi({ settings: nightSite() });
  const [id, dot, sideways] = await photographed(site, 'photos', [DOT_PNG, SIDEWAYS_JPEG]);
  await correct(site, id, { field: 'photos', value: [sideways], reason: 'blurred' });
  const path = reportPath(id, 'docx');
  const { lines, pictures, rows } = await fetchDocx(site, site.asPerson('vic'), path);
  expect(pictures.map((picture) => picture.sha256)).toEqual([sha256(sideways!), sha256(dot!)]);
  expect(lines.some((line) => /^photo 2, .*, before its correction$/.test(line))).toBe(true);
  const answer = rows.find((cells) => cells[1]?.[0] === 'photo 1')?.[1];
  expect(answer?.[1]).toMatch(/^before its correction: photo 2, 1 \(.*: blurred\)$/);
});

test('what cannot be shown is said in its place', async () => {
  await using site = await startApi({ settings: nightSite() });
  const sent = [DOT_PNG, SIDEWAYS_JPEG, DOT_WEBP];
  const [id, gone, spoilt] = await photographed(site, 'photos', sent);
  rmSync(join(site.folder, 'attachments', gone!));
  truncateSync(join(site.folder, 'attachments', spoilt!), 20);
  const vic = site.asPerson('vic');
  const { body } = await vic.get(reportPath(id, 'html'));
  const { lines, pictures } = await fetchDocx(site, vic, reportPath(id, 'docx'));
  expect(pictures).toEqual([]);
  for (const [number, inPage, inDocument] of [
    [1, /photo 1,[^<]* \(it cannot be read\)<\/p>/, /^photo 1, .* \(it cannot be read\)$/],
    [2, /photo 2,[^<]* \(it cannot be read\)<\/p>/, /^photo 2, .* \(it cannot be read\)$/],
    [3, /src="data:image\/webp;base64,/, /^photo 3, .* \(a WebP, which Word does not show/],
  ] as const) {
    expect(body, `photo ${number} in the page`).toMatch(inPage);
    expect(lines, `photo ${number} in the document`).toContainEqual(
      expect.stringMatching(inDocument),
    );
  }
});
