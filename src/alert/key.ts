import { digest } from '../lib/ids.ts';
import type { Alert } from './types.ts';

/** Says that two alerts are one: the same condition, told again. The version lets the scheme change later. */
export function alertKey(alert: Pick<Alert, 'source' | 'key'>): string {
  return `v1:${alert.source}:${alert.key}`;
}

/** Says that two alerts belong to one incident: those of one rule on one service do. */
export function incidentKey(service: string, alert: Pick<Alert, 'name'>): string {
  return `v1:${service}:${fold(alert.name)}`;
}

/** Long names keep their start for people and get a digest for the rest. */
function fold(name: string): string {
  const folded = name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  return folded.length <= 120 ? folded : `${folded.slice(0, 100)}-${digest(folded)}`;
}
