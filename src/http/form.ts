import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { readBody } from './read-body.ts';

const limits = { maxBytes: 64 * 1024, timeoutMs: 10_000 };

/** The fields of a form that was sent; null when it did not come whole. */
export async function readForm(
  c: Context<{ Bindings: HttpBindings }>,
): Promise<Record<string, string> | null> {
  const body = await readBody(c.env.incoming, limits);
  return 'text' in body ? Object.fromEntries(new URLSearchParams(body.text)) : null;
}

/** Foreign text inside HTML or XML. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
