import type { Refusal } from '../../lib/refusal.ts';

/** Form errors are plain text: mentions would show as ids. */
export function plainText(refusal: Refusal): string {
  return refusal.text
    .replaceAll(/<@(\w+)>/g, '@$1')
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/[`*]/g, '')
    .slice(0, 300);
}
