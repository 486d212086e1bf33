import type { AttachedAlert, IncidentView } from '../../incident/types.ts';
import { count, line, link } from './text.ts';

const shown = 5;

/** How many alerts, which, and where to see them. */
export function alertsText({ alerts, incident }: IncidentView): string {
  if (alerts.length === 0) {
    return incident.declaredBy === null ? '*Alerts*: none' : '*Alerts*: none, a person declared it';
  }
  const firing = alerts.filter(({ status }) => status === 'firing');
  const lines = [...firing, ...alerts.filter(({ status }) => status === 'resolved')]
    .slice(0, shown)
    .map(alertLine);
  const more = alerts.length - shown;
  return [
    `*Alerts*: ${firing.length} firing, ${alerts.length - firing.length} resolved`,
    ...lines,
    ...(more > 0 ? [`and ${count(more, 'more', 'more')}`] : []),
  ].join('\n');
}

function alertLine(alert: AttachedAlert): string {
  const mark = alert.status === 'firing' ? '!' : '✓';
  const title = alert.title === alert.name ? '' : ` ${line(alert.title, 150)}`;
  const times = alert.count > 1 ? ` (${count(alert.count, 'time')})` : '';
  return `${mark} ${link(alert.url, alert.name, 100)}${title}${times}`;
}
