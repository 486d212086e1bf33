import { serviceFor } from '../../alert/route.ts';
import type { Alert } from '../../alert/types.ts';
import { fold } from '../match/fold.ts';
import type { Matcher } from '../match.ts';
import { finding, type LintFinding, startOf } from './finding.ts';
import type { Source } from './source.ts';

/** One alert of a Prometheus rule file, and where it stands. */
export interface AlertRule {
  file: string;
  line: number;
  column: number;
  name: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

type Services = { service: string; alerts: Record<string, string> }[];

/** Alert rules that would open a channel without a single procedure. */
export function withoutProcedure(
  rules: AlertRule[],
  services: Services,
  matcher: Matcher,
): LintFinding[] {
  return rules.flatMap((rule) => {
    const alert = asFired(rule);
    // Most labels come from the expression, so a rule often cannot say which service it is about.
    const routed = serviceFor(alert, services, '').service;
    const service = routed === '' ? null : routed;
    if (matcher.forAlert(alert, service, 1).length > 0) return [];
    const where = service === null ? 'no runbook' : `no runbook of ${service}`;
    const [nearest] = matcher.nearest(`${rule.name} ${alert.title}`, service, 1);
    const near = nearest ? `; the nearest is "${nearest.procedure.title}" in ${nearest.file}` : '';
    const what = `${where} has a procedure for the alert ${rule.name}${near}`;
    return [finding('alert-without-procedure', rule.file, rule, what)];
  });
}

/**
 * An alert that two procedures of one service name as theirs. Other services may have one of the same
 * name: its labels tell whose it is.
 */
export function duplicateAlerts(sources: Source[]): LintFinding[] {
  const first = new Map<string, string>();
  return sources.flatMap((source) =>
    source.runbook.procedures.flatMap((procedure) => {
      const names = new Map(procedure.alerts.map((name) => [fold(name), name]));
      return [...names].flatMap(([folded, name]) => {
        const key = JSON.stringify([source.service, folded]);
        const place = startOf(source, procedure.startLine);
        const other = first.get(key);
        if (other === undefined) {
          first.set(key, `${source.file}:${place.line}`);
          return [];
        }
        const what = `${name} has a procedure already, at ${other}`;
        return [finding('duplicate-alert', source.file, place, what)];
      });
    }),
  );
}

function asFired({ name, labels, annotations }: AlertRule): Alert {
  return {
    source: 'alertmanager',
    key: name,
    status: 'firing',
    name,
    title: annotations.summary ?? annotations.title ?? annotations.description ?? name,
    service: null,
    severity: labels.severity ?? null,
    labels: { alertname: name, ...labels },
    annotations,
    url: null,
    startsAt: null,
  };
}
