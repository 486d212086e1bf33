import type { MiddlewareHandler } from 'hono';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Keeps pages of other sites out: a name that was bent to point here fails the Host check, and a
 * browser says in Origin where a request comes from.
 */
export function guard(): MiddlewareHandler {
  return async (context, next) => {
    const { host, origin } = context.req.header();
    if (!isLoopbackHost(host)) return context.json({ ok: false, error: 'host_not_allowed' }, 403);
    if (origin !== undefined && origin !== `http://${host}`) {
      return context.json({ ok: false, error: 'origin_not_allowed' }, 403);
    }
    await next();
    return;
  };
}

export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && loopback.test(host);
}
