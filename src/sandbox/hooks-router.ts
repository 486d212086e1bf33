import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { respond } from './acts/respond.ts';
import { SlackError } from './slack-error.ts';
import { maxFileBytes } from './state/files.ts';
import type { World } from './world.ts';

/** The addresses that Slack hands out: response_urls, and where the bytes of a file go and come from. */
export function hooksRouter(world: World): Hono {
  const router = new Hono();
  router.use('/hooks/*', bodyLimit({ maxSize: 1_000_000 }));
  router.post('/hooks/:kind/:key', async (context) => {
    const detail: unknown = await context.req.json().catch(() => null);
    const entry = { direction: 'from_bot', name: 'response_url', detail } as const;
    try {
      respond(world, world.hooks.use(context.req.param('key')), detail);
      world.journal.add({ ...entry, ok: true });
      return context.text('ok');
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      world.journal.add({ ...entry, ok: false, error: error.error });
      const gone = error.error.endsWith('_url');
      return context.json({ ok: false, error: error.error, ...error.extra }, gone ? 404 : 400);
    }
  });
  router.use('/upload/*', bodyLimit({ maxSize: maxFileBytes }));
  router.post('/upload/v1/:place', async (context) => {
    const bytes = await uploaded(context.req.raw);
    const taken = world.files.fill(context.req.param('place'), bytes);
    return taken ? context.text(`OK - ${bytes.length}`) : context.text('not found', 404);
  });
  router.get('/files/:id/:name', (context) => {
    const file = world.files.get(context.req.param('id'));
    if (!file?.bytes) return context.text('not found', 404);
    return context.body(new Uint8Array(file.bytes), 200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
    });
  });
  return router;
}

/** The bytes, alone or as the one file of a form. */
async function uploaded(request: Request): Promise<Buffer> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return Buffer.from(await request.arrayBuffer());
  const form = await request.formData();
  const file = [...form.values()].find((entry) => typeof entry !== 'string');
  return file ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
}
