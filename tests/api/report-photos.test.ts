import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launchBrowser } from '../console/browser.ts';
import { correct, reportPath, versionOf } from './flooded-site.ts';
import { type StandIn, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';
import { fetchDocx } from './word-document.ts';

/** One dot, a whole file. */
const DOT = Buffer.from(
  [
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ',
    'AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ].join(''),
  'base64',
);
/** The head of a JPEG, 4 × 3, whose EXIF says: turn it by 90° (orientation 6). */
const SIDEWAYS = Buffer.from(
  [
    'ffd8',
    'ffe10022457869660000',
    '4d4d002a00000008000101120003000000010006000000000000',
    'ffc00011080003000403012200021101031101',
    'ffd9',
  ].join(''),
  'hex',
);
/** The head of a lossy WebP, 1 × 1. */
const WEBP = Buffer.from('524946461a00000057454250565038200e000000300100009d012a0100010002', 'hex');
/** It begins like a PNG and ends there. */
const STUMP = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** A flooding whose record names these photos; resolves to its id and theirs. */
async function photographed(
  site: StandIn,
  field: 'photos' | 'faces',
  photos: readonly Buffer[],
): Promise<[incident: string, ...photos: string[]]> {
  site.say({ 'W1.wet': true });
  const eva = site.asPerson('eva');
  const [{ id }] = (await eva.get('/incidents?open=true')).body;
  const ids: string[] = [];
  for (const photo of photos) {
    ids.push((await eva.send('POST', `/incidents/${id}/attachments`, photo)).body.id);
  }
  const version = await versionOf(site, id);
  const sent = { version, action: 'answer', fields: { [field]: ids } };
  const { status, body } = await eva.send('POST', `/incidents/${id}/steps/F-1.report`, sent);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return [id, ...ids];
}

const sha256 = (photo: string) => photo.split('.')[0];

test('the record’s photos stand in the page under its policy, and in the document', async () => {
  await using site = await startApi({ settings: nightSite() });
  const [id, photo] = await photographed(site, 'photos', [DOT]);
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
  const [id] = await photographed(site, 'photos', [SIDEWAYS, DOT]);
  const { pictures } = await fetchDocx(site, site.asPerson('vic'), reportPath(id, 'docx'));
  expect(pictures.map(({ turn }) => turn)).toEqual([90, 0]);
});

test('photos of personal fields are for those with the right to personal data', async () => {
  await using site = await startApi({ settings: nightSite() });
  const [id, photo] = await photographed(site, 'faces', [DOT]);
  const seenBy = async (user: string) => {
    const caller = site.asPerson(user);
    const { body } = await caller.get(reportPath(id, 'html'));
    const { pictures } = await fetchDocx(site, caller, reportPath(id, 'docx'));
    return [body.includes(DOT.toString('base64')), body.includes('●●●'), pictures.length];
  };
  expect(await seenBy('fred')).toEqual([true, false, 1]);
  expect(await seenBy('vic')).toEqual([false, true, 0]);
  const { body } = await site.asPerson('vic').get(reportPath(id, 'html'));
  expect(body, 'not even its name').not.toContain(sha256(photo!));
});

test('a photo that was replaced stays in the report', async () => {
  await using site = await startApi({ settings: nightSite() });
  const [id, dot, sideways] = await photographed(site, 'photos', [DOT, SIDEWAYS]);
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
  const [id, gone] = await photographed(site, 'photos', [DOT, STUMP, WEBP]);
  rmSync(join(site.folder, 'attachments', gone!));
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
