import { type Severity, severities } from '../service/service.ts';
import { type EscalateWords, readEscalate, readSnooze } from './command-paging.ts';
import { clip, mentioned, takeNumber, takeNumberBeforeWords } from './command-words.ts';

/** What `/incident …` asks for. */
export type IncidentCommand =
  | { verb: 'declare'; severity: Severity; service: string | null; title: string }
  | { verb: TargetVerb; number: number | null }
  | { verb: 'resolve'; number: number | null; words: string | null }
  | ({ verb: 'escalate'; number: number | null } & EscalateWords)
  | { verb: 'snooze'; number: number | null; ms: number }
  /** Without a severity: the form. */
  | { verb: 'severity'; severity: Severity | null; number: number | null }
  | { verb: 'lead'; user: string; number: number | null }
  | { verb: 'note'; words: string; number: number | null }
  | { verb: 'list' | 'help' | 'form' };

type TargetVerb = 'ack' | 'take' | 'unsnooze' | 'reopen' | 'status' | 'timeline' | 'mitigate';

/** What was understood, what is wrong, and an example; `draft` carries what was typed into the form. */
export interface Misunderstood {
  problem: string;
  example: string;
  draft: { severity?: string; service?: string; title?: string } | null;
}

export interface Vocabulary {
  services: readonly string[];
  /** Every word for a severity, `critical` and `p0` among them, and the level each means. */
  words: ReadonlyMap<string, Severity>;
  policies: readonly string[];
}

const aliases: Record<string, string> = {
  acknowledge: 'ack',
  close: 'resolve',
  resolved: 'resolve',
  new: 'declare',
  create: 'declare',
  sev: 'severity',
  page: 'escalate',
  ls: 'list',
  record: 'timeline',
};

const verbs = [
  'declare',
  'ack',
  'take',
  'snooze',
  'unsnooze',
  'resolve',
  'reopen',
  'mitigate',
  'severity',
  'lead',
  'note',
  'escalate',
  'status',
  'timeline',
  'list',
  'help',
];

/** Reads what was typed after `/incident`. */
export function readIncidentCommand(
  text: string,
  vocabulary: Vocabulary,
): IncidentCommand | Misunderstood {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const [first = '', ...rest] = words;
  const verb = aliases[first.toLowerCase()] ?? first.toLowerCase();
  switch (verb) {
    case '':
      return { verb: 'form' };
    case 'declare':
      return readDeclare(rest, vocabulary);
    case 'ack':
    case 'take':
    case 'unsnooze':
    case 'reopen':
    case 'status':
    case 'timeline':
    case 'mitigate':
      return readTarget(verb, rest);
    case 'resolve': {
      const { number, left } = takeNumberBeforeWords(rest);
      return { verb, number, words: left.join(' ') || null };
    }
    case 'escalate': {
      const { number, left } = takeNumberBeforeWords(rest);
      return { verb, number, ...readEscalate(left, vocabulary.policies) };
    }
    case 'snooze':
      return readSnooze(rest);
    case 'severity':
      return readSeverity(rest, vocabulary);
    case 'lead':
      return readLead(rest);
    case 'note':
      return readNote(rest);
    case 'list':
    case 'help':
      return { verb };
    default:
      return {
        problem: `\`${clip(first)}\` is not something \`/incident\` can do. It knows ${verbs.join(', ')}.`,
        example: '/incident declare p1 checkout is down',
        draft: { title: text.trim() },
      };
  }
}

export function isMisunderstood(value: IncidentCommand | Misunderstood): value is Misunderstood {
  return 'problem' in value;
}

function readDeclare(
  words: string[],
  { services, words: known }: Vocabulary,
): IncidentCommand | Misunderstood {
  const [first, ...afterSeverity] = words;
  if (first === undefined) return { verb: 'form' };
  const severity = known.get(first.toLowerCase());
  if (severity === undefined) {
    return {
      problem: `\`${clip(first)}\` is not a severity; use one of ${severities.join(', ')}. The rest was understood as the title.`,
      example: `/incident declare p1 ${clip(words.join(' '))}`,
      draft: { title: words.join(' ') },
    };
  }
  const [maybe = ''] = afterSeverity;
  const service = services.find((name) => name === maybe.toLowerCase()) ?? null;
  const title = (service === null ? afterSeverity : afterSeverity.slice(1)).join(' ');
  if (title === '') {
    const understood =
      service === null ? severity.toUpperCase() : `${severity.toUpperCase()} for ${service}`;
    return {
      problem: `${understood} was understood, but the title is missing: say in a few words what is broken.`,
      example: `/incident declare ${severity}${service ? ` ${service}` : ''} nothing is being sent`,
      draft: { severity, ...(service && { service }) },
    };
  }
  return { verb: 'declare', severity, service, title };
}

function readTarget(verb: TargetVerb, words: string[]): IncidentCommand | Misunderstood {
  const { number, left } = takeNumber(words);
  if (left.length === 0) return { verb, number };
  return {
    problem: `\`${verb}\` takes an incident's number or nothing, not \`${clip(left.join(' '))}\`.`,
    example: `/incident ${verb} 12`,
    draft: null,
  };
}

function readSeverity(
  words: string[],
  { words: known }: Vocabulary,
): IncidentCommand | Misunderstood {
  const { number, left } = takeNumber(words);
  const severity = known.get((left[0] ?? '').toLowerCase());
  if (left.length === 0) return { verb: 'severity', severity: null, number };
  if (severity !== undefined && left.length === 1) return { verb: 'severity', severity, number };
  return {
    problem: `\`${clip(left.join(' ') || '(nothing)')}\` is not a severity; use one of ${severities.join(', ')}.`,
    example: '/incident severity p2',
    draft: null,
  };
}

function readLead(words: string[]): IncidentCommand | Misunderstood {
  const { number, left } = takeNumber(words);
  const user = mentioned(left[0]);
  if (user !== undefined && left.length === 1) return { verb: 'lead', user, number };
  return {
    problem: `\`lead\` needs one person, and \`${clip(left.join(' ') || '(nothing)')}\` names none: type @ and pick the name.`,
    example: '/incident lead @ada',
    draft: null,
  };
}

function readNote(words: string[]): IncidentCommand | Misunderstood {
  const { number, left } = takeNumberBeforeWords(words, 0);
  if (left.length > 0) return { verb: 'note', words: left.join(' '), number };
  return {
    problem: 'A note needs some words.',
    example: '/incident note the queue is draining again',
    draft: null,
  };
}
