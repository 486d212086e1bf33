import type { Around } from '../../action/settle.ts';
import { isDay, settleValue, startValue } from '../../action/value.ts';
import type { AttachedStep, IncidentView } from '../../incident/types.ts';
import { strftime } from '../../lib/strftime.ts';
import type { Parameter } from '../../runbook/model.ts';
import { foundBy } from './lookup-value.ts';

/** A parameter with what the form opens with. */
export interface Asked {
  parameter: Parameter;
  /** A day reads `2026-11-22` here, whatever the command wants. */
  value: string | null;
  /** Where the value comes from: "the alert's `namespace`"; null where the runbook states it. */
  because: string | null;
  /** What else it may be: several alerts that do not agree, or one that the runbook contradicts. */
  others: string[];
}

/** Values for a form, best first: a lookup that ran, the runbook's own word, the alerts, today. */
export function suggestValues(
  view: IncidentView,
  attached: AttachedStep | null,
  parameters: Parameter[],
  { now }: Pick<Around, 'now'>,
): Asked[] {
  return parameters.map((parameter) => {
    const found = foundBy(view, attached, parameter.name);
    const fits = found !== null && 'value' in settleValue(parameter, found);
    if (fits && !parameter.secret) {
      return { parameter, value: found, because: 'the lookup above', others: [] };
    }
    const said = fromAlerts(view, parameter);
    const own = parameter.default;
    const [only, ...more] = said.values;
    const sure = only !== undefined && more.length === 0;
    if (own !== null && !(sure && parameter.alertFirst)) {
      return { parameter, value: own, because: null, others: said.values.filter((v) => v !== own) };
    }
    if (sure) {
      return { parameter, value: only, because: `the alert's \`${said.label}\``, others: [] };
    }
    const today = parameter.type?.kind === 'date' ? startOf(parameter, now) : null;
    const because = today === null ? null : 'today in UTC';
    return { parameter, value: today, because, others: said.values };
  });
}

const MOST = 5;

/** Distinct values of the first label that any alert has; alerts that still fire speak alone. */
function fromAlerts(view: IncidentView, parameter: Parameter): { label: string; values: string[] } {
  const firing = view.alerts.filter(({ status }) => status === 'firing');
  const alerts = firing.length > 0 ? firing : view.alerts;
  for (const label of parameter.labels ?? []) {
    const values = alerts.flatMap(({ labels, annotations }) => {
      const said = own(labels, label) ?? own(annotations, label);
      const value = said === null ? '' : withoutPort(parameter, label, said.trim());
      return 'value' in settleValue(parameter, value) && !value.includes('\n') ? [value] : [];
    });
    if (values.length > 0) return { label, values: [...new Set(values)].slice(0, MOST) };
  }
  return { label: '', values: [] };
}

/** `instance` is where Prometheus asks: the host with the exporter's port, which nothing else wants. */
function withoutPort(parameter: Parameter, label: string, value: string): string {
  if (label !== 'instance' || /instance/i.test(parameter.name)) return value;
  return value.replace(/:\d{1,5}$/, '');
}

function startOf(parameter: Parameter, now: Date): string | null {
  const { type } = parameter;
  if (type?.kind === 'date' && isDay(type.format)) return strftime('%F', now, 'utc');
  return startValue(parameter, now);
}

function own(map: Record<string, string>, name: string): string | null {
  return Object.hasOwn(map, name) ? (map[name] ?? null) : null;
}
