import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { createSmtp, type SmtpOptions } from '../../src/notify/smtp.ts';
import { findFreePort } from '../support/free-port.ts';
import { message, WALL } from './builders.ts';
import { readMail, startMailServer } from './mail-server.ts';

function smtp(url: string, changes: Partial<SmtpOptions> = {}) {
  const from = 'dutywatch@example.com';
  const channel = createSmtp({ url, from, allowInSimulation: false, ...changes });
  onTestFinished(() => channel.close());
  return channel;
}

const to = (address: string) => message({ recipients: [{ person: 'duty-1', address }] });

/** What a site does with NODE_EXTRA_CA_CERTS. */
function trust(certificate: string): void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, certificate]);
  onTestFinished(() => setDefaultCACertificates(before));
}

test('a mail has a subject, plain text and HTML in the language of its reader', async () => {
  await using server = await startMailServer('plain');
  const channel = smtp(`smtp://127.0.0.1:${server.port}`);
  const delivery = await channel.send(
    message({
      title: { zh: '困人 · A座<1>号梯', en: 'x' },
      text: { zh: '困人 · A座<1>号梯\n请"回复"', en: 'x' },
      url: 'https://duty.example/incidents/I-7?a=1&b=2',
      recipients: [{ person: 'duty-1', address: 'duty-1@example.com' }],
    }),
  );
  expect(delivery).toEqual({ result: 'delivered', receipt: '250 OK queued as 4711' });
  const [mail] = await server.arrived(1);
  expect(mail).toMatchObject({ from: 'dutywatch@example.com', to: ['duty-1@example.com'] });
  const parts = await readMail(mail!);
  expect(parts.subject).toBe('困人 · A座<1>号梯');
  expect(parts.from).toBe('Dutywatch <dutywatch@example.com>');
  expect(parts['auto-submitted']).toBe('auto-generated');
  expect(parts['x-priority']).toBe('1 (Highest)');
  expect(Date.parse(parts.date!)).toBe(WALL);
  expect(parts['text/plain']?.trim().replaceAll('\r\n', '\n')).toBe(
    '困人 · A座<1>号梯\n请"回复"\nhttps://duty.example/incidents/I-7?a=1&b=2',
  );
  expect(parts['text/html']).toContain('<p>困人 · A座&lt;1&gt;号梯<br>请&quot;回复&quot;</p>');
  expect(parts['text/html']).toContain('href="https://duty.example/incidents/I-7?a=1&amp;b=2"');
});

test('mails share a connection, and a second attempt has the Message-ID of the first', async () => {
  await using server = await startMailServer('plain');
  const channel = smtp(`smtp://127.0.0.1:${server.port}`);
  await channel.send(to('a@example.com'));
  await channel.send(to('a@example.com'));
  const [first, second] = await server.arrived(2);
  expect(second!.peer).toBe(first!.peer);
  const ids = await Promise.all([first, second].map((mail) => readMail(mail!)));
  expect(ids[0]!['message-id']).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
  expect(ids[1]!['message-id']).toBe(ids[0]!['message-id']);
});

test('RFC 5321: 4yz is tried again, 5yz is not, and neither stops the next mail', async () => {
  await using server = await startMailServer('plain');
  const channel = smtp(`smtp://127.0.0.1:${server.port}`);
  const busy = await channel.send(to('busy@example.com'));
  expect(busy).toMatchObject({ result: 'retry' });
  expect(busy, 'the server said no').not.toHaveProperty('maybeSent');
  expect(busy).toHaveProperty('reason', expect.stringContaining('450 4.2.1 mailbox busy'));
  const nobody = await channel.send(to('nobody@example.com'));
  expect(nobody).toMatchObject({ result: 'refused' });
  expect(nobody).toHaveProperty('reason', expect.stringContaining('550 5.1.1'));
  expect(await channel.send(to('a@example.com'))).toMatchObject({ result: 'delivered' });
});

test('a connection lost after the data: a retry that may be a repeat', async () => {
  await using server = await startMailServer('plain');
  const channel = smtp(`smtp://127.0.0.1:${server.port}`);
  const delivery = await channel.send(to('drop@example.com'));
  expect(delivery).toMatchObject({ result: 'retry', maybeSent: true });
});

test('nobody listens: a retry, and surely not sent', async () => {
  const channel = smtp(`smtp://127.0.0.1:${await findFreePort()}`);
  const delivery = await channel.send(to('a@example.com'));
  expect(delivery).toMatchObject({ result: 'retry', maybeSent: false });
});

test('a person without an address, or with a list in place of one, is refused', async () => {
  await using server = await startMailServer('plain');
  const channel = smtp(`smtp://127.0.0.1:${server.port}`);
  expect(await channel.send(message())).toMatchObject({ result: 'refused' });
  for (const address of ['a@example.com, b@example.com', 'A <a@example.com>', 'duty-1', '']) {
    expect(await channel.send(to(address)), address).toMatchObject({ result: 'refused' });
  }
  expect(server.mails()).toEqual([]);
});

test('smtp: turns to TLS where the server offers it, and logs in', async () => {
  await using server = await startMailServer('starttls', ['gw', 'secret']);
  trust(server.certificate);
  const login = { user: 'gw', password: 'secret' };
  const channel = smtp(`smtp://localhost:${server.port}`, { login });
  expect(await channel.send(to('a@example.com'))).toMatchObject({ result: 'delivered' });
  expect((await server.arrived(1))[0]).toMatchObject({ tls: true });
});

test('without TLS no password leaves this machine: a retry that names STARTTLS', async () => {
  await using server = await startMailServer('plain', ['gw', 'secret']);
  const login = { user: 'gw', password: 'secret' };
  // Another spelling of 127.0.0.1, which no rule about this machine knows.
  const away = smtp(`smtp://0x7f.1:${server.port}`, { login });
  const delivery = await away.send(to('a@example.com'));
  expect(delivery).toMatchObject({ result: 'retry' });
  expect(delivery).toHaveProperty('reason', expect.stringContaining('STARTTLS'));
  const here = smtp(`smtp://127.0.0.1:${server.port}`, { login });
  expect(await here.send(to('a@example.com'))).toMatchObject({ result: 'delivered' });
});

test('smtps: speaks TLS from the start; a wrong password is refused', async () => {
  await using server = await startMailServer('tls', ['gw', 'secret']);
  trust(server.certificate);
  const url = `smtps://localhost:${server.port}`;
  const good = smtp(url, { login: { user: 'gw', password: 'secret' } });
  expect(await good.send(to('a@example.com'))).toMatchObject({ result: 'delivered' });
  const bad = smtp(url, { login: { user: 'gw', password: 'guess' } });
  const delivery = await bad.send(to('a@example.com'));
  expect(delivery).toMatchObject({ result: 'refused' });
  expect(delivery).toHaveProperty('reason', expect.stringContaining('535'));
});

test('a certificate that nobody vouches for: a retry, and nothing is sent', async () => {
  await using server = await startMailServer('tls');
  const channel = smtp(`smtps://localhost:${server.port}`);
  expect(await channel.send(to('a@example.com'))).toMatchObject({ result: 'retry' });
  expect(server.mails()).toEqual([]);
});
