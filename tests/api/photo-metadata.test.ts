/** What ExifTool wrote into a photo it does not find again; Chromium sees the same picture. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../console/browser.ts';
import { runChild } from '../support/child.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { photographed } from './flooded-site.ts';
import { type StandIn, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';
import { DOT_PNG, DOT_WEBP, SIDEWAYS_JPEG } from './photos.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(() => browser.close());

/** 64 × 48, in colours that only a profile in the file makes right. */
const DRAW = `async (type) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
  const pen = canvas.getContext('2d', { colorSpace: 'display-p3' });
  const colours = pen.createLinearGradient(0, 0, 64, 48);
  colours.addColorStop(0, 'color(display-p3 1 0 0)');
  colours.addColorStop(1, 'color(display-p3 0 1 0)');
  pen.fillStyle = colours;
  pen.fillRect(0, 0, 64, 48);
  pen.clearRect(0, 0, 8, 8);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, 0.8));
  return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
}`;

/** As it is shown: turned as its Exif says, its colours as its profile says. */
const SHOW = `async ([type, photo]) => {
  const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type }));
  const { width, height } = picture;
  const pen = Object.assign(document.createElement('canvas'), { width, height })
    .getContext('2d', { colorSpace: 'display-p3' });
  pen.drawImage(picture, 0, 0);
  return { width, height, dots: pen.getImageData(0, 0, width, height).data.join() };
}`;

interface Shown {
  width: number;
  height: number;
  dots: string;
}

async function draw(type: string): Promise<Buffer> {
  return Buffer.from(await page.evaluate<string>(`(${DRAW})('${type}')`), 'base64');
}

function show(type: string, photo: Buffer): Promise<Shown> {
  const given = JSON.stringify([type, photo.toString('base64')]);
  return page.evaluate<Shown>(`(${SHOW})(${given})`);
}

/** Words that stand for what nobody is to learn from a photo. */
const SECRETS = ['Acme', 'Phone9', 'somebody', 'Shanghai', '31 deg', '121 deg', '2026:05:04'];
const TAGS = [
  ...['-GPSLatitude=31.2304', '-GPSLatitudeRef=N', '-GPSLongitude=121.4737', '-GPSLongitudeRef=E'],
  ...['-XMP:GPSLatitude=31.2304', '-XMP:City=Shanghai', '-IPTC:City=Shanghai'],
  ...['-EXIF:Make=Acme', '-EXIF:Model=Phone9', '-XMP:Creator=somebody', '-Comment=somebody'],
  ...['-EXIF:DateTimeOriginal=2026:05:04 03:02:01', '-PNG:ModifyDate=2026:05:04 03:02:01'],
];

async function exiftool(photo: Buffer, args: readonly string[]): Promise<[string, Buffer]> {
  const file = join(createTempFolder('photo'), 'photo');
  writeFileSync(file, photo);
  const { code, output, stdout } = await runChild('exiftool', [...args, file]);
  if (code !== 0) throw new Error(output);
  return [stdout, readFileSync(file)];
}

async function tag(photo: Buffer, orientation: number): Promise<Buffer> {
  // `-m`: a format without room for one of the tags takes the others.
  const held = `-EXIF:Orientation#=${orientation}`;
  const [, tagged] = await exiftool(photo, ['-m', '-overwrite_original', ...TAGS, held]);
  return tagged;
}

/** Every tag that it finds, also unknown ones and those of embedded pictures. */
async function readTags(photo: Buffer): Promise<Record<string, unknown>> {
  const [found] = await exiftool(photo, ['-json', '-G1', '-a', '-u', '-U', '-ee3']);
  return JSON.parse(found)[0];
}

async function upload(site: StandIn, photo: Buffer): Promise<{ id: string; stored: Buffer }> {
  const [incident, id] = await photographed(site, 'photos', [photo]);
  const url = `${site.base}/api/v1/incidents/${incident}/attachments/${id}`;
  const answer = await fetch(url, { headers: site.asPerson('eva').headers });
  return { id: id!, stored: Buffer.from(await answer.arrayBuffer()) };
}

/** Of the file system, of ExifTool, and what the picture itself is coded with. */
const OF_THE_PICTURE = /^(SourceFile|ExifTool|System|File|Composite|JFIF|PNG|RIFF|ICC.*)(:|-|$)/;

test.each(['image/jpeg', 'image/png', 'image/webp'])(
  'an %s loses its place, its camera and its day, and stays the picture it was',
  async (type) => {
    const tagged = await tag(await draw(type), 6);
    const before = await readTags(tagged);
    expect(before['Composite:GPSPosition'], 'it has a place').toContain('31 deg');
    await using site = await startApi({ settings: nightSite() });
    const { stored } = await upload(site, tagged);

    const after = await readTags(stored);
    expect(Object.keys(after).filter((name) => !OF_THE_PICTURE.test(name))).toEqual([
      'IFD0:Orientation',
    ]);
    expect(after).toMatchObject({ 'IFD0:Orientation': 'Rotate 90 CW' });
    expect(after).toMatchObject({ 'ICC_Profile:ProfileDescription': expect.any(String) });
    for (const secret of SECRETS) {
      expect(JSON.stringify(before) + tagged.toString('latin1')).toContain(secret);
      expect(JSON.stringify(after) + stored.toString('latin1')).not.toContain(secret);
    }
    expect(await show(type, stored)).toEqual(await show(type, tagged));
  },
);

test('a photo that was taken sideways is still shown upright', async () => {
  await using site = await startApi({ settings: nightSite() });
  const tagged = await tag(await draw('image/jpeg'), 6);
  const { stored } = await upload(site, tagged);
  expect(await show('image/jpeg', stored)).toMatchObject({ width: 48, height: 64 });
});

test('an upright photo that had nothing beside its picture is stored as it came', async () => {
  await using site = await startApi({ settings: nightSite() });
  const plain = await draw('image/jpeg');
  const { id, stored } = await upload(site, plain);
  expect(stored).toEqual(plain);
  expect((await upload(site, await tag(plain, 1))).id, 'and once, tagged or not').toBe(id);
});

test.each(['image/jpeg', 'image/png', 'image/webp'])(
  'what a phone appends to an %s, such as a film with a place of its own, is not stored',
  async (type) => {
    await using site = await startApi({ settings: nightSite() });
    const photo = await draw(type);
    const film = await tag(await draw('image/jpeg'), 1);
    const alone = await upload(site, photo);
    expect((await upload(site, Buffer.concat([photo, film]))).id).toBe(alone.id);
  },
);

test('what is no whole picture is refused, whatever it is called, and not stored', async () => {
  await using site = await startApi({ settings: nightSite() });
  site.say({ 'W1.wet': true });
  const eva = site.asPerson('eva');
  const [{ id }] = (await eva.get('/incidents')).body;
  const half = (photo: Buffer) => photo.subarray(0, photo.length / 2);
  const flipped = Buffer.from(DOT_PNG);
  flipped[flipped.length - 20]! ^= 1;
  for (const [sent, why] of [
    ['a text that is named photo.jpg', 'none of them'],
    ['', 'none of them'],
    [half(SIDEWAYS_JPEG), 'a JPEG that breaks off'],
    [half(DOT_PNG), 'a PNG that breaks off'],
    [half(DOT_WEBP), 'a WebP that breaks off'],
    [flipped, 'a PNG with no whole chunk'],
    [Buffer.from('ffd8ffd9', 'hex'), 'a JPEG without a picture'],
  ] as const) {
    const named = { 'Content-Type': 'image/jpeg' };
    const reply = await eva.send('POST', `/incidents/${id}/attachments`, sent, named);
    expect([reply.status, reply.body.code], why).toEqual([415, 'invalid']);
    expect(reply.body.detail).toContain(`a whole JPEG, PNG or WebP picture; this is ${why}`);
  }
  expect(readdirSync(join(site.folder, 'attachments'))).toEqual([]);
});
