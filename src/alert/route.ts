import type { Severity } from '../service/service.ts';
import { cleanLine } from './text.ts';
import type { Alert } from './types.ts';

export interface Route {
  service: string;
  /** What the people of the incident should know about the choice; null when it is plain. */
  note: string | null;
}

/** Finds the service that an alert is about. Never loses one: what nobody claims goes to `defaultService`. */
export function serviceFor(
  alert: Pick<Alert, 'service' | 'labels'>,
  services: Iterable<{ service: string; alerts: Record<string, string> }>,
  defaultService: string,
): Route {
  const all = [...services];
  const byName = (name: string | null | undefined) =>
    name ? all.find(({ service }) => fold(service) === fold(name)) : undefined;
  const named = byName(alert.service);
  if (named) return { service: named.service, note: null };
  const matched =
    mostSpecific(all, alert.labels) ?? byName(alert.labels.service) ?? byName(alert.labels.job);
  if (matched) {
    const note = alert.service === null ? null : noteOn(alert.service, matched.service);
    return { service: matched.service, note };
  }
  const asked = alert.service ?? alert.labels.service ?? alert.labels.job ?? null;
  return { service: defaultService, note: noteOn(asked, defaultService) };
}

/** Reads the sender's word for how bad it is, by the service's own ladder first. */
export function severityFor(
  alert: Pick<Alert, 'name' | 'severity'>,
  service: {
    alert_severities: Record<string, Severity>;
    severities: Record<string, Severity>;
    default_severity: Severity;
  },
): Severity {
  return (
    lookUp(service.alert_severities, alert.name) ??
    lookUp(service.severities, alert.severity) ??
    lookUp(commonWords, alert.severity) ??
    service.default_severity
  );
}

const commonWords: Record<string, Severity> = {
  ...{ p0: 'p1', p1: 'p1', p2: 'p2', p3: 'p3', p4: 'p4', p5: 'p4' },
  ...{ sev0: 'p1', sev1: 'p1', sev2: 'p2', sev3: 'p3', sev4: 'p4' },
  ...{ critical: 'p1', emergency: 'p1', fatal: 'p1', disaster: 'p1', page: 'p1' },
  ...{ error: 'p2', major: 'p2', high: 'p2' },
  ...{ warning: 'p3', warn: 'p3', average: 'p3', minor: 'p3', medium: 'p3', moderate: 'p3' },
  ...{ info: 'p4', information: 'p4', informational: 'p4', notice: 'p4', low: 'p4' },
};

function mostSpecific<S extends { alerts: Record<string, string> }>(
  services: S[],
  labels: Record<string, string>,
): S | undefined {
  const size = ({ alerts }: S) => Object.keys(alerts).length;
  return services
    .filter((one) => size(one) > 0 && Object.entries(one.alerts).every(([k, v]) => labels[k] === v))
    .sort((a, b) => size(b) - size(a))[0];
}

function lookUp(table: Record<string, Severity>, word: string | null): Severity | undefined {
  if (word === null) return undefined;
  return Object.entries(table).find(([name]) => fold(name) === fold(word))?.[1];
}

function fold(word: string): string {
  return word.trim().toLowerCase();
}

function noteOn(asked: string | null, filedUnder: string): string {
  if (asked === null) return `the alert names no service: filed under \`${filedUnder}\``;
  const quoted = cleanLine(asked, 60).replaceAll('`', "'");
  return `unknown service \`${quoted}\`: filed under \`${filedUnder}\``;
}
