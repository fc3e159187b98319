/** The built console as the gateway serves it: its files, and its page for every other path. */
import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export function serveConsole(folder: string, path: string, response: ServerResponse): void {
  const asked = join(folder, path);
  const file = extname(path) !== '' && existsSync(asked) ? asked : join(folder, 'index.html');
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  const isNamedByContent = path.startsWith('/assets/');
  response.writeHead(200, {
    'Content-Type': type,
    'Content-Security-Policy': POLICY,
    'Cache-Control': isNamedByContent ? 'max-age=31536000, immutable' : 'no-cache',
  });
  response.end(readFileSync(file));
}

/** As strict as the gateway may be: no script but its own. Ant Design writes style elements. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "frame-ancestors 'none'",
].join('; ');
