/** The built console as files, with the headers that keep a browser from running anything else. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { notFound } from './problem.ts';

/** Ant Design writes its styles into the page; scripts come from our own files only. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export const secureHeaders: RequestHandler = (_request, response, next) => {
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'no-referrer');
  next();
};

const NOT_BUILT = `<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>Dutywatch</title></head><body>
<p>值班台尚未构建。请运行 npm run console，然后刷新本页。接口位于 /api/v1。</p>
<p lang="en">The console is not built. Run npm run console, then reload. The API is at /api/v1.</p>
</body></html>
`;

/** `folder`: where the build puts it; it may come later than the program's start. */
export function createConsoleFiles(folder: string): Router {
  const router = Router();
  const index = join(folder, 'index.html');
  // Vite names these files by a hash of their content.
  const assets = express.static(join(folder, 'assets'), {
    immutable: true,
    maxAge: '1y',
  });
  router.use('/assets', assets, ({ originalUrl }) => {
    throw notFound(`file ${originalUrl}`);
  });
  router.use(express.static(folder, { index: false, setHeaders: revalidate }));
  // Pages are the console's own business: each path gets the same file.
  router.get('/{*splat}', (request, response, next) => {
    if (!request.accepts('html')) next();
    else if (existsSync(index))
      response.sendFile('index.html', { root: folder, headers: REVALIDATE });
    else response.type('html').send(NOT_BUILT);
  });
  return router;
}

const REVALIDATE = { 'Cache-Control': 'no-cache' };

function revalidate(response: { setHeader(name: string, value: string): unknown }): void {
  response.setHeader('Cache-Control', REVALIDATE['Cache-Control']);
}
