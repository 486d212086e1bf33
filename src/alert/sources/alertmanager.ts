import { z } from 'zod';
import { digest } from '../../lib/ids.ts';
import { readAnnotations, readLabels } from '../labels.ts';
import { readStatus } from '../status.ts';
import { cleanLine, firstLine, scalar, webAddress } from '../text.ts';
import type { Alert } from '../types.ts';
import { type ItemReader, type Read, readItems } from './items.ts';

/**
 * Alertmanager's webhook, version 4. A receiver may replace the body by a template of its own,
 * so every field may be missing or of another type.
 */
export function readAlertmanager(body: unknown): Read {
  const payload = Payload.safeParse(Array.isArray(body) ? { alerts: body } : body);
  const group = payload.success ? payload.data : null;
  const items = group?.alerts ?? groupAsAlert(group);
  if (!group || !items) return { problem: expected };
  const read = readItems(items, (item, note) => readAlert(item, group, note), expected);
  if ('problem' in read) return read;
  const cutOff = Number(group.truncatedAlerts);
  if (!(cutOff > 0)) return read;
  const note = `Alertmanager left out ${cutOff} more alerts of this group (max_alerts of the receiver)`;
  return { ...read, notes: [...read.notes, note] };
}

const expected =
  'expected an Alertmanager webhook (version 4): an object with `alerts`, a list of objects with `status` and `labels`';

const Payload = z.object({
  alerts: z.array(z.unknown()).optional().catch(undefined),
  status: z.unknown().optional(),
  commonLabels: z.unknown().optional(),
  commonAnnotations: z.unknown().optional(),
  externalURL: z.unknown().optional(),
  truncatedAlerts: z.unknown().optional(),
});

const Item = z.object({
  status: z.unknown().optional(),
  labels: z.unknown().optional(),
  annotations: z.unknown().optional(),
  startsAt: z.unknown().optional(),
  generatorURL: z.unknown().optional(),
  fingerprint: z.unknown().optional(),
});

type Group = z.infer<typeof Payload>;

function readAlert(
  value: unknown,
  group: Group,
  note: (text: string) => void,
): ReturnType<ItemReader> {
  const item = Item.safeParse(value);
  if (!item.success) return { dropped: 'it is not an object' };
  const own = readLabels(item.data.labels);
  const texts = readAnnotations(item.data.annotations);
  if (own.dropped + texts.dropped > 0)
    note('labels or annotations that are not text, or beyond 100, were left out');
  const labels = { ...readLabels(group.commonLabels).map, ...own.map };
  const annotations = { ...readAnnotations(group.commonAnnotations).map, ...texts.map };
  const title = firstLine(
    [
      annotations.summary,
      annotations.title,
      annotations.description,
      annotations.message,
      labels.alertname,
    ],
    200,
  );
  if (title === null) return { dropped: 'it has neither an `alertname` label nor a summary' };
  const name = firstLine([labels.alertname], 200) ?? title;
  return {
    source: 'alertmanager',
    key: keyOf(item.data.fingerprint, labels, title),
    status: statusOf(item.data.status, group, note),
    name,
    title,
    service: null,
    severity: firstLine([labels.severity, labels.priority], 60),
    labels,
    annotations,
    url: webAddress([item.data.generatorURL, group.externalURL]),
    startsAt: readInstant(item.data.startsAt),
  } satisfies Alert;
}

/** A template may drop `alerts` and keep what they have in common: better one alert than none. */
function groupAsAlert(group: Group | null): unknown[] | null {
  if (!group || Object.keys(readLabels(group.commonLabels).map).length === 0) return null;
  return [{ status: group.status }];
}

function statusOf(own: unknown, group: Group, note: (text: string) => void): Alert['status'] {
  const word = scalar(own) ?? scalar(group.status) ?? 'firing';
  const status = readStatus(word);
  if (status === null) note(`status \`${cleanLine(word, 40)}\` is unknown and was taken as firing`);
  return status ?? 'firing';
}

function keyOf(fingerprint: unknown, labels: Record<string, string>, title: string): string {
  const given = cleanLine(scalar(fingerprint) ?? '', 200);
  if (given !== '') return given;
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return digest(sorted.length > 0 ? sorted : title);
}

/** Go writes an unset time as `0001-01-01T00:00:00Z`. */
function readInstant(value: unknown): Date | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return null;
  const instant = new Date(value);
  return instant.getTime() > 0 ? instant : null;
}
