import type { Alert } from './types.ts';

/** Reads a sender's word for the state; null when it is unknown, so that the reader can say so. */
export function readStatus(word: string): Alert['status'] | null {
  const folded = word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  if (firing.has(folded)) return 'firing';
  return resolved.has(folded) ? 'resolved' : null;
}

const firing = new Set([
  'firing',
  'fire',
  'alerting',
  'alert',
  'alarm',
  'problem',
  'trigger',
  'triggered',
  'open',
  'opened',
  'active',
  'down',
  'critical',
  'error',
  'failed',
  'failing',
  'unhealthy',
  'warning',
]);

const resolved = new Set([
  'resolved',
  'resolve',
  'ok',
  'okay',
  'closed',
  'close',
  'recovered',
  'recovery',
  'clear',
  'cleared',
  'inactive',
  'normal',
  'up',
  'healthy',
  'fixed',
  'success',
]);
