import { decodeEntities } from './entities.ts';
import type { Inline } from './nodes.ts';

/** Reads what stands between `<` and `>`; null when it is none of Slack's forms. */
export function parseAngle(inner: string): Inline | null {
  const bar = inner.indexOf('|');
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? '' : decodeEntities(inner.slice(bar + 1));
  const id = target.slice(1);
  if (/^@[UWB][A-Z0-9]+$/.test(target)) return { kind: 'user', id, label };
  if (/^#[CGD][A-Z0-9]+$/.test(target)) return { kind: 'channel', id, label };
  if (target.startsWith('!')) return special(id, label);
  if (!/^(https?:|mailto:|tel:)/i.test(target)) return null;
  const url = decodeEntities(target);
  return { kind: 'link', url, label: label || url.replace(/^(mailto|tel):/i, '') };
}

function special(target: string, label: string): Inline | null {
  if (/^(here|channel|everyone)$/.test(target)) return { kind: 'broadcast', name: target };
  const [what, first = '', format = '', url = ''] = target.split('^');
  if (what === 'subteam') return { kind: 'usergroup', id: first, label };
  if (what !== 'date' || !/^\d{1,12}$/.test(first)) return null;
  return { kind: 'date', at: Number(first) * 1000, format, fallback: label, url };
}
