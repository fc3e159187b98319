/** A flooding whose first form was filled in and corrected: something to report on. */
import { START, type StandIn } from './gateway-stand-in.ts';

/** The engineer fills in the first form a minute late, then corrects it. */
export async function workFlooding(site: StandIn, fields: object = {}): Promise<string> {
  site.say({ 'W1.wet': true });
  const eva = site.asPerson('eva');
  const [{ id }] = (await eva.get('/incidents?open=true')).body;
  site.goTo(60_000);
  await eva.send('POST', `/incidents/${id}/steps/F-1.report`, {
    version: await versionOf(site, id),
    action: 'done',
    fields: { foundAt: START + 20_000, caller: '张三 13800000000', ...fields },
  });
  await correct(site, id, {
    field: 'foundAt',
    value: START + 10_000,
    reason: '<b>the clock</b> was slow',
  });
  return id;
}

/** A flooding whose record names these photos; resolves to its id and theirs. */
export async function photographed(
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

export async function correct(site: StandIn, id: string, correction: object): Promise<void> {
  const version = await versionOf(site, id);
  const sent = { version, ...correction };
  const { status, body } = await site
    .asPerson('eva')
    .send('POST', `/incidents/${id}/correct`, sent);
  if (status !== 200) throw new Error(JSON.stringify(body));
}

export async function versionOf(site: StandIn, id: string): Promise<number> {
  return (await site.asPerson('eva').get(`/incidents/${id}`)).body.version;
}

export function reportPath(id: string, format: 'html' | 'docx' | 'json', language = 'en'): string {
  return `/incidents/${id}/report?format=${format}&language=${language}`;
}
