import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.map': 'application/json',
};

/** Nothing from elsewhere, except that the practice panel talks to the bot on this machine. */
const policy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `font-src 'self'`,
  `connect-src 'self' http://127.0.0.1:* http://localhost:*`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

const missing = `<!doctype html><meta charset="utf-8"><title>Local workspace</title>
<p>The workspace runs, but its page was not built. Run <code>npm run prepare</code>, then reload.</p>`;

/** The browser page as Vite built it. A permalink is the same page; it finds the message itself. */
export function pageRouter(): Hono {
  const root = join(packageRoot(), 'dist', 'ui');
  const router = new Hono();
  router.get('*', async (context) => {
    const path = context.req.path;
    const isPage = path === '/' || path.startsWith('/archives/');
    const file = normalize(join(root, isPage ? 'index.html' : decoded(path)));
    const type = types[extname(file)];
    if (!file.startsWith(root + sep) || !type) return context.text('Not found', 404);
    const bytes = await readFile(file).catch(() => null);
    if (!bytes && !isPage) return context.text('Not found', 404);
    return context.body(bytes ? new Uint8Array(bytes) : missing, bytes ? 200 : 503, {
      'content-type': type,
      'cache-control': path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });
  return router;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/';
  }
}

function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) {
    folder = dirname(folder);
  }
  return folder;
}
