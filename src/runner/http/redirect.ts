import type { Dispatcher } from 'undici';
import type { ReadyRequest } from './fill-request.ts';

type Next = { url: string; call: ReadyRequest } | { url: string; refused: string };

/** Where an answer sends us on to; null when it does not. Never to another host: that one was not approved. */
export function nextAddress(
  call: ReadyRequest,
  { statusCode, headers }: Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>,
): Next | null {
  const location = [headers.location ?? ''].flat()[0] ?? '';
  if (!/^30[12378]$/.test(String(statusCode)) || location === '') return null;
  if (!URL.canParse(location, call.url)) return { url: location, refused: 'which is no address' };
  const next = new URL(location, call.url);
  const url = `${next.origin}${next.pathname}`;
  if (next.origin !== new URL(call.url).origin)
    return { url, refused: 'which is another host than the configured one' };
  // As browsers do: only 307 and 308 promise to keep the method.
  const keeps = statusCode === 307 || statusCode === 308 || call.method === 'HEAD';
  const same = { ...call, url: next.href };
  if (keeps) return { url, call: same };
  const withoutBody = call.headers.filter(([name]) => !/^content-/i.test(name));
  return { url, call: { ...same, method: 'GET', body: null, headers: withoutBody } };
}
