/** Shows: practice P-53. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csv } from '../../src/api/evidence/csv.ts';
import type { CoreSettings } from '../../src/core/settings.ts';
import { runChild } from '../support/child.ts';
import { DEBIAN_PYTHON } from '../support/debian-packages.ts';
import { photographed, versionOf } from './flooded-site.ts';
import { START, type StandIn, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';
import { DOT_PNG } from './photos.ts';

const READER = new URL('./read-zip.py', import.meta.url).pathname;

interface Unpacked {
  bytes: number;
  sha256: string;
  text: string | null;
  rows: string[][] | null;
}

async function unpack(
  { base, asPerson }: StandIn,
  user: string,
  path: string,
): Promise<Record<string, Unpacked>> {
  const response = await fetch(`${base}/api/v1${path}`, { headers: asPerson(user).headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  const input = new Uint8Array(await response.arrayBuffer());
  const { code, output, stdout } = await runChild(DEBIAN_PYTHON, [READER], { input });
  if (code !== 0) throw new Error(output);
  return JSON.parse(stdout);
}

/** Where fred, who may see personal data, is a manager. */
function settings(): CoreSettings {
  const site = nightSite();
  const people = site.people!.people.map((one) =>
    one.id === 'fred' ? { ...one, access: 'manager' as const } : one,
  );
  return { ...site, people: { ...site.people!, people } };
}

const evidence = (id: string, rest = '') => `/incidents/${id}/evidence?language=en${rest}`;

test('all there is of an incident, each file as its list says', async () => {
  const reading = { min: 0, mean: 0.25, max: 1, last: true, quality: 'good' as const };
  await using site = await startApi({
    settings: settings(),
    readings: async ({ from }) => [{ at: from, ...reading }],
  });
  const [id, photo] = await photographed(site, 'faces', [DOT_PNG]);
  const files = await unpack(site, 'fred', evidence(id));
  expect(Object.keys(files)).toEqual(
    [
      'report-zh.html',
      'report-en.html',
      'record.json',
      'calls.csv',
      'notices.csv',
      'telemetry.csv',
      'photos/1.png',
      'contents.json',
    ].map((name) => `${id}/${name}`),
  );
  const file = (name: string) => files[`${id}/${name}`]!;
  const { files: listed, proof } = JSON.parse(file('contents.json').text!);
  for (const { name, bytes, sha256 } of listed) {
    expect(file(name), name).toMatchObject({ bytes, sha256 });
  }
  expect(listed).toHaveLength(7);
  expect(proof).toMatchObject({ hash: expect.any(String) });
  expect(file('photos/1.png').sha256).toBe(photo!.split('.')[0]);
  expect(JSON.parse(file('record.json').text!).incident.id).toBe(id);
  expect(file('report-zh.html').text).toContain('<html lang="zh-CN"');
  const from = new Date(START - 10 * 60_000).toISOString();
  expect(file('telemetry.csv').rows).toEqual([
    ['asset', 'signal', 'unit', 'from (UTC)', 'min', 'mean', 'max', 'last', 'quality'],
    ['W1', 'wet', '', from, '0', '0.25', '1', 'true', 'good'],
  ]);
  const [head, first] = file('calls.csv').rows!;
  expect(head).toEqual(['Time', 'Person', 'Message', 'Channel', 'State']);
  expect(first).toEqual([
    '2026-11-23 08:00:00',
    'gina',
    expect.stringContaining('Leak 1'),
    'console',
    expect.anything(),
  ]);
});

test('without personal data nobody who was there is shown, whoever asks', async () => {
  await using site = await startApi({ settings: settings() });
  const [id, photo] = await photographed(site, 'faces', [DOT_PNG]);
  const files = await unpack(site, 'fred', evidence(id, '&personal=no'));
  const said = JSON.stringify(files);
  expect(Object.keys(files).filter((name) => name.includes('photos'))).toEqual([]);
  expect(said).not.toContain(photo!.split('.')[0]);
  expect(said).not.toContain(DOT_PNG.toString('base64'));
});

test('homes are named, or counted one by one without their names', async () => {
  await using site = await startApi({ settings: settings() });
  site.say({ 'W1.wet': true });
  const eva = site.asPerson('eva');
  const [{ id }] = (await eva.get('/incidents?open=true')).body;
  const version = await versionOf(site, id);
  const sent = await eva.send('POST', `/incidents/${id}/steps/F-7.tell`, {
    version,
    action: 'done',
  });
  expect(sent.status).toBe(200);
  const named = await unpack(site, 'fred', evidence(id));
  const homes = (files: Record<string, Unpacked>) =>
    files[`${id}/notices.csv`]!.rows!.slice(1).map((row) => row[3]);
  expect(homes(named)).toEqual(['Unit 1', 'Shop 2']);
  const unnamed = await unpack(site, 'fred', evidence(id, '&personal=no'));
  expect(homes(unnamed)).toEqual(['Home 1', 'Shop 2']);
  const said = Object.values(unnamed).map(({ text }) => text ?? '');
  expect(said.filter((text) => text.includes('Unit 1') || text.includes('"U1"'))).toEqual([]);
});

test('a photo that was lost is said to be lost, and the rest is given', async () => {
  await using site = await startApi({ settings: settings() });
  const [id, photo] = await photographed(site, 'photos', [DOT_PNG]);
  rmSync(join(site.folder, 'attachments', photo!));
  const files = await unpack(site, 'fred', evidence(id));
  const { files: listed } = JSON.parse(files[`${id}/contents.json`]!.text!);
  expect(listed.at(-1)).toEqual({ name: 'photos/1.png', lost: true });
});

test('it takes a manager', async () => {
  await using site = await startApi({ settings: settings() });
  const [id] = await photographed(site, 'photos', [DOT_PNG]);
  expect((await site.asProgram('engineer').get(evidence(id))).status).toBe(403);
});

test('a table says what was written, and runs nothing', () => {
  expect(
    csv([
      ['a', 'b'],
      ['x,"y"', -1.5],
      ['=cmd()', undefined],
      ['-', '两\n行'],
    ]),
  ).toBe('\ufeffa,b\r\n"x,""y""",-1.5\r\n\'=cmd(),\r\n\'-,"两\n行"\r\n');
});
