import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { World } from '../world.ts';
import { Args } from './args.ts';
import { dispatch } from './dispatch.ts';

/** `/api/<method>`: bodies as form or JSON, reads also as GET. */
export function apiRouter(world: World): Hono {
  const router = new Hono();
  router.use(
    bodyLimit({
      maxSize: 1_000_000,
      onError: (context) => context.json({ ok: false, error: 'invalid_form_data' }),
    }),
  );
  router.all('/:method', async (context) => {
    const values = await readValues(context);
    if (typeof values === 'string') return context.json({ ok: false, error: values });
    const answer = await dispatch(world, {
      method: context.req.param('method'),
      args: new Args(values),
      token: tokenOf(context, values),
      get: context.req.method === 'GET',
      signal: context.req.raw.signal,
    });
    return context.json(answer.body, answer.status as ContentfulStatusCode, answer.headers);
  });
  return router;
}

/** The arguments, or the error that Slack has for what the body is. */
async function readValues(context: Context): Promise<Record<string, unknown> | string> {
  const query = context.req.query();
  if (context.req.method === 'GET') return query;
  const type = context.req.header('content-type') ?? '';
  if (type.startsWith('application/json')) {
    const body: unknown = await context.req.json().catch(() => null);
    const isRecord = typeof body === 'object' && body !== null && !Array.isArray(body);
    return isRecord ? { ...query, ...body } : 'invalid_json';
  }
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { ...query, ...Object.fromEntries(new URLSearchParams(await context.req.text())) };
  }
  if (type.startsWith('multipart/form-data')) {
    const form = await context.req.parseBody().catch(() => null);
    return form ? { ...query, ...form } : 'invalid_form_data';
  }
  return type === '' ? query : 'invalid_post_type';
}

function tokenOf(context: Context, values: Record<string, unknown>): string | null {
  const header = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '');
  if (header?.[1]) return header[1];
  // An app-level token counts only in the header.
  return typeof values.token === 'string' && !values.token.startsWith('xapp-')
    ? values.token
    : null;
}
