import type { IncidentView } from '../../incident/types.ts';
import { limits, shorten } from '../limits.ts';
import { plainLine } from './text.ts';

/** A channel topic is plain text: no mentions, no formatting. It holds no time, so that it seldom changes. */
export function topicText({ incident }: IncidentView): string {
  const words = [
    incident.severity.toUpperCase(),
    incident.status,
    plainLine(incident.service, 60),
    plainLine(incident.title, 200),
  ];
  return shorten(words.join(' · ').replaceAll('<', '‹').replaceAll('>', '›'), limits.topic);
}
