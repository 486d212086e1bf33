import { z } from 'zod';
import { digest } from '../../lib/ids.ts';
import { readAnnotations, readLabels } from '../labels.ts';
import { readStatus } from '../status.ts';
import { cleanLine, firstLine, scalar, webAddress } from '../text.ts';
import type { Alert } from '../types.ts';
import { type ItemReader, type Read, readItems } from './items.ts';

/** Our own plain format, for scripts and senders without a reader: one object, or a list of them. */
export function readGeneric(body: unknown): Read {
  return readItems(Array.isArray(body) ? body : [body], readAlert, expected);
}

const expected =
  'expected an object (or a list of them) with `title`, and if you like `service`, `severity`, `key`, `status`, `labels`, `url`';

const Item = z.object({
  title: z.unknown().optional(),
  name: z.unknown().optional(),
  description: z.unknown().optional(),
  service: z.unknown().optional(),
  severity: z.unknown().optional(),
  key: z.unknown().optional(),
  status: z.unknown().optional(),
  labels: z.unknown().optional(),
  annotations: z.unknown().optional(),
  url: z.unknown().optional(),
});

function readAlert(value: unknown, note: (text: string) => void): ReturnType<ItemReader> {
  const item = Item.safeParse(value);
  if (!item.success || Array.isArray(value)) return { dropped: 'it is not an object' };
  const fields = item.data;
  const title = firstLine([fields.title], 200);
  if (title === null) return { dropped: '`title` is missing or empty' };
  const labels = readLabels(fields.labels);
  const annotations = readAnnotations(fields.annotations);
  const description = readAnnotations({ description: fields.description ?? undefined }).map;
  if (labels.dropped + annotations.dropped > 0)
    note('labels or annotations that are not text, or beyond 100, were left out');
  const service = firstLine([fields.service], 100);
  return {
    source: 'generic',
    // Without the labels: a script that resolves rarely repeats every label it fired with.
    key: firstLine([fields.key], 200) ?? digest([service, title]),
    status: statusOf(fields.status, note),
    name: firstLine([fields.name, labels.map.alertname, title], 200) ?? title,
    title,
    service,
    severity: firstLine([fields.severity, labels.map.severity], 60),
    labels: labels.map,
    annotations: { ...annotations.map, ...description },
    url: webAddress([fields.url]),
    startsAt: null,
  } satisfies Alert;
}

function statusOf(value: unknown, note: (text: string) => void): Alert['status'] {
  const word = scalar(value) ?? 'firing';
  const status = readStatus(word);
  if (status === null) {
    note(
      `status \`${cleanLine(word, 40)}\` is unknown and was taken as firing; use \`firing\` or \`resolved\``,
    );
  }
  return status ?? 'firing';
}
