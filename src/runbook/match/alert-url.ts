import type { Alert } from '../../alert/types.ts';
import { fileName } from './candidate.ts';
import { fold } from './fold.ts';

/** What `runbook_url` says: a file, as it is compared, and perhaps a heading in it. */
export interface AlertUrl {
  file: string;
  anchor: string;
  folded: string;
}

export function urlOf({ annotations }: Alert): AlertUrl | null {
  const written = annotations.runbook_url ?? annotations.runbook ?? '';
  const [path = '', hash = ''] = written.split('#');
  const file = fileName(decode(path).split('?')[0]?.replace(/\/+$/, '') ?? '');
  const anchor = decode(hash).toLowerCase();
  return file === '' ? null : { file, anchor, folded: fold(anchor) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
