/** A real mail server (Debian's python3-aiosmtpd) on a free port of this machine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, runChild, startChild } from '../support/child.ts';
import { findFreePort } from '../support/free-port.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait.ts';

export interface Mail {
  from: string;
  to: string[];
  tls: boolean;
  /** The client's port: the same for two mails over one connection. */
  peer: number;
  user: unknown;
  content: string;
}

export interface MailServer extends AsyncDisposable {
  readonly port: number;
  readonly certificate: string;
  mails(): Mail[];
  /** The server says what it took a moment after it has taken it. */
  arrived(count: number): Promise<Mail[]>;
}

export async function startMailServer(
  mode: 'plain' | 'starttls' | 'tls',
  login: readonly string[] = [],
): Promise<MailServer> {
  const port = await findFreePort();
  const folder = createTempFolder('mail');
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  if (mode !== 'plain') await makeCertificate(cert, key);
  const script = new URL('./smtp-server.py', import.meta.url).pathname;
  const files = mode === 'plain' ? [] : [cert, key];
  // Debian's own Python, to which its package belongs.
  const child = await startChild('/usr/bin/python3', [script, `${port}`, mode, ...files, ...login]);
  await child.waitForOutput(/READY/);
  return {
    port,
    certificate: mode === 'plain' ? '' : readFileSync(cert, 'utf8'),
    mails: () => readMails(child),
    arrived: (count) =>
      waitFor(`${count} mails`, () => {
        const mails = readMails(child);
        return mails.length >= count ? mails : undefined;
      }),
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}

function readMails(child: Child): Mail[] {
  const lines = child
    .stdout()
    .split('\n')
    .filter((line) => line.startsWith('MAIL '));
  return lines.map((line) => JSON.parse(line.slice('MAIL '.length)));
}

async function makeCertificate(cert: string, key: string): Promise<void> {
  const { code, output } = await runChild('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    ...['-keyout', key, '-out', cert],
  ]);
  if (code !== 0) throw new Error(`openssl: ${output}`);
}

/** Header, plain text and HTML of a mail, decoded by Python's own parser. */
export async function readMail(mail: Mail): Promise<Record<string, string>> {
  const program = [
    'import sys, json, email, email.policy',
    'mail = email.message_from_string(sys.stdin.read(), policy=email.policy.default)',
    'parts = {p.get_content_type(): p.get_content() for p in mail.walk() if not p.is_multipart()}',
    'print(json.dumps({**{k.lower(): str(v) for k, v in mail.items()}, **parts}))',
  ].join('\n');
  const { stdout } = await runChild('/usr/bin/python3', ['-c', program], { input: mail.content });
  return JSON.parse(stdout);
}
