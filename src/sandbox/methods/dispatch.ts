import { setTimeout as sleep } from 'node:timers/promises';
import { SlackError } from '../slack-error.ts';
import { appToken, botToken } from '../tokens.ts';
import type { World } from '../world.ts';
import type { Args } from './args.ts';
import { methodRoutes } from './routes.ts';
import { type MethodEntry, methodTable } from './table.ts';

export interface ApiRequest {
  method: string;
  args: Args;
  token: string | null;
  /** Whether it came with GET. */
  get: boolean;
  signal: AbortSignal;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** How long a call hangs that was told never to answer. */
const longest = 10 * 60_000;

const entries = new Map(methodTable.map((entry) => [entry.method, entry]));

/**
 * Answers a Web API call the way Slack does: every "no" is HTTP 200 with `ok: false`, except for
 * the rate limit. Another status would send the SDK into half an hour of retries.
 */
export async function dispatch(world: World, request: ApiRequest): Promise<ApiAnswer> {
  const answer = (await faulty(world, request)) ?? answered(world, request);
  const { ok, error } = answer.body;
  world.journal.add({
    direction: 'from_bot',
    name: request.method,
    ok: ok === true,
    ...(typeof error === 'string' && { error }),
    detail: { args: request.args.all(), answer: answer.body },
  });
  return answer;
}

function answered(world: World, request: ApiRequest): ApiAnswer {
  try {
    const entry = entries.get(request.method);
    const route = methodRoutes.get(request.method);
    if (!entry || !route) throw new SlackError('unknown_method', { req_method: request.method });
    authenticate(entry, request.token);
    if (request.get && !entry.read) throw new SlackError('invalid_post_type');
    const wait = tooFast(world, entry, request.args);
    if (wait !== null) return rateLimited(wait);
    requireScope(world, entry);
    const body = { ok: true, ...route({ world, args: request.args }) };
    return { status: 200, headers: scopeHeaders(world, entry), body };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { status: 200, headers: {}, body: { ok: false, error: error.error, ...error.extra } };
  }
}

async function faulty(world: World, { method, signal }: ApiRequest): Promise<ApiAnswer | null> {
  const fault = world.faults.take(method);
  if (!fault) return null;
  if (fault.answer === 'ratelimited') return rateLimited(fault.retryAfter ?? 1);
  if (fault.answer === 'http_500') {
    return { status: 500, headers: {}, body: { ok: false, error: 'internal_error' } };
  }
  if (fault.answer === 'delay') {
    await sleep(fault.delayMs ?? 1000, undefined, { signal, ref: false }).catch(() => {});
    return null;
  }
  if (fault.answer === 'timeout') {
    await sleep(longest, undefined, { signal, ref: false }).catch(() => {});
    return { status: 504, headers: {}, body: { ok: false, error: 'request_timeout' } };
  }
  return { status: 200, headers: {}, body: { ok: false, error: fault.answer } };
}

function authenticate(entry: MethodEntry, token: string | null): void {
  if (entry.token === 'none') return;
  if (!token) throw new SlackError('not_authed');
  if (token !== botToken && token !== appToken) throw new SlackError('invalid_auth');
  const expected = entry.token === 'app' ? appToken : botToken;
  if (token !== expected) throw new SlackError('not_allowed_token_type');
}

function tooFast(world: World, entry: MethodEntry, args: Args): number | null {
  if (world.workspace.limits === 'off') return null;
  return world.limits.retryAfter(entry.method, entry.tier, args.text('channel'));
}

function rateLimited(seconds: number): ApiAnswer {
  const headers = { 'retry-after': String(seconds) };
  return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
}

function requireScope(world: World, { scopes }: MethodEntry): void {
  const provided = world.workspace.scopes;
  if (scopes.length === 0 || scopes.some((scope) => provided.includes(scope))) return;
  throw new SlackError('missing_scope', { needed: scopes.join(), provided: provided.join() });
}

function scopeHeaders(world: World, { scopes }: MethodEntry): Record<string, string> {
  return {
    'x-oauth-scopes': world.workspace.scopes.join(),
    'x-accepted-oauth-scopes': scopes.join(),
  };
}
