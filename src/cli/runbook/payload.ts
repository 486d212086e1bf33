import { readAlerts } from '../../alert/sources/index.ts';
import type { Alert } from '../../alert/types.ts';
import { Fault } from '../../lib/fault.ts';
import type { Input } from '../read-input.ts';

/** The alerts in a payload of Alertmanager or in Runbell's own format, told apart by their keys. */
export function alertsIn({ name, text }: Input): Alert[] {
  const body = parse(name, text);
  const read = looksLikeAlertmanager(body)
    ? readAlerts('alertmanager', isRecord(body) && 'labels' in body ? [body] : body)
    : readAlerts('generic', body);
  if ('problem' in read) throw new Fault('config-invalid', `${name}: ${read.problem}`);
  return read.alerts;
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The reason that JavaScript gives quotes the text.
    throw new Fault('config-invalid', `${name} is not JSON; give the body that the sender posts`);
  }
}

/** A webhook, the list that its API answers, or one alert of it. */
function looksLikeAlertmanager(body: unknown): boolean {
  const one: unknown = Array.isArray(body) ? body[0] : body;
  if (!isRecord(one) || 'title' in one) return false;
  return ['alerts', 'commonLabels', 'groupLabels', 'labels'].some((key) => key in one);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
