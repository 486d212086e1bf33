import { isZone } from '../../oncall/local-time.ts';
import type { Directory } from '../../service/directory.ts';
import { severities } from '../../service/service.ts';
import type { NotUnderstood, Wording } from './suppose.ts';

/** Names of options of the command line: their values say by themselves what they are. */
const FLAG = /^--(service|severity|at|zone)$/;

/**
 * `kindle-sync p1 2026-10-25T02:30 Europe/Berlin ack 7m`, in any order. `standard`: the service that is
 * meant where none is named.
 */
export function readWording(
  text: string,
  directory: Pick<Directory, 'services'>,
  standard: string | null,
): Wording | NotUnderstood {
  const words = text.split(/\s+/).filter((word) => word !== '' && !FLAG.test(word));
  const read: Partial<Wording> = {};
  while (words.length > 0) {
    const word = words.shift() ?? '';
    const kind = kindOf(word, directory) ?? (read.service === undefined ? 'service' : null);
    if (kind === null || read[kind] !== undefined) return notUnderstood(word);
    read[kind] = kind === 'ack' ? (words.shift() ?? '') : word;
  }
  return { ...read, service: read.service ?? standard ?? '' };
}

function kindOf(word: string, { services }: Pick<Directory, 'services'>): keyof Wording | null {
  if (services.has(word)) return 'service';
  if (/^(--)?ack$/i.test(word)) return 'ack';
  if (/^\d{4}-/.test(word)) return 'at';
  const own = [...services.values()].flatMap((service) => Object.keys(service.severities));
  const known = [...severities, ...own].map((one) => one.toLowerCase());
  if (known.includes(word.toLowerCase())) return 'severity';
  return isZone(word) ? 'zone' : null;
}

function notUnderstood(said: string): NotUnderstood {
  const right = 'a service, a severity, a time, a zone and `ack 7m`, each once';
  return { what: 'word', said, right };
}
