import type { AttachedAlert, IncidentView } from '../../incident/types.ts';
import { limits, size } from '../limits.ts';
import { count, line, link } from './text.ts';

const shown = 5;
const plainLineMax = 300;

/** How many alerts, which, and where to see them. */
export function alertsText({ alerts, incident }: IncidentView): string {
  if (alerts.length === 0) {
    return incident.declaredBy === null ? '*Alerts*: none' : '*Alerts*: none, a person declared it';
  }
  const firing = alerts.filter(({ status }) => status === 'firing');
  const first = [...firing, ...alerts.filter(({ status }) => status === 'resolved')].slice(
    0,
    shown,
  );
  const more = alerts.length - shown;
  return [
    `*Alerts*: ${firing.length} firing, ${alerts.length - firing.length} resolved`,
    ...alertLines(first),
    ...(more > 0 ? [`and ${count(more, 'more', 'more')}`] : []),
  ].join('\n');
}

/** Addresses may be so long that five of them do not fit; the names always do. */
function alertLines(alerts: AttachedAlert[]): string[] {
  let room = limits.sectionText - 200 - alerts.length * plainLineMax;
  return alerts.map((alert) => {
    const linked = alertLine(alert, alert.url);
    if (size(linked) > room + plainLineMax) return alertLine(alert, null);
    room -= size(linked) - plainLineMax;
    return linked;
  });
}

function alertLine(alert: AttachedAlert, url: string | null): string {
  const mark = alert.status === 'firing' ? '!' : '✓';
  const title = alert.title === alert.name ? '' : ` ${line(alert.title, 150)}`;
  const times = alert.count > 1 ? ` (${count(alert.count, 'time')})` : '';
  return `${mark} ${link(url, alert.name, 100)}${title}${times}`;
}
