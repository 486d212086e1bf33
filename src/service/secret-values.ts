import { createSecretFinder } from '../action/redact-find.ts';
import { plainForm } from '../action/redact-mark.ts';
import { isInnocent, isRandom } from '../action/secret-innocent.ts';
import { isAddress } from '../oncall/calendar.ts';
import type { Directory } from './directory.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Shorter ones stand in too many words to be taken out of them, unless the file says that they are secret. */
const shortest = 6;

/**
 * Values that must never be seen: of variables marked as secret, of variables named like secrets, what
 * rules find in any other variable, such as a password in an address, the keys of alert senders, of
 * calendars and of contacts.
 */
export function secretValues(env: Environment, directory: Directory): string[] {
  const marked = markedNames(directory).flatMap((name) => env[name]?.trim() ?? []);
  const named = Object.entries(env).flatMap(([name, value]) =>
    value && isSecretVariable(name, value.trim()) ? value.trim() : [],
  );
  const inside = Object.values(env).flatMap((value) => secretsIn(value ?? ''));
  const found = [
    ...named,
    ...inside,
    ...directory.hookKeys.keys(),
    ...ofCalendars(directory),
    ...ofContacts(directory),
  ].filter(
    (value) =>
      value.length >= shortest && !isInnocent(value) && !commonplace.has(value.toLowerCase()),
  );
  return [...new Set([...marked, ...found])].filter((value) => value !== '');
}

/** Whoever knows the address of a calendar can read it. */
function ofCalendars({ calendar_keys: keys, schedules }: Directory): string[] {
  const read = Object.values(schedules).flatMap(({ calendar }) => calendar?.from ?? []);
  return [...Object.values(keys).map(({ key }) => key), ...read.filter(isAddress)];
}

/** Whoever knows them can page in the team's name; an address of a webhook is often its only key. */
function ofContacts({ people, webhooks }: Directory): string[] {
  const keys = Object.values(people).flatMap(({ contacts }) => contacts?.pagerduty ?? []);
  return [...keys, ...Object.values(webhooks).flatMap(({ url, secret }) => [url, secret])];
}

/** Variables that the files call secret, whatever their names. */
function markedNames({ secrets, services }: Directory): string[] {
  const targets = [...services.values()].flatMap(({ target, targets }) => [target, ...targets]);
  return [...new Set([...secrets, ...targets.flatMap((target) => target.secrets ?? [])])];
}

const find = createSecretFinder([]);

function secretsIn(text: string): string[] {
  return find(text).flatMap(({ start, to }) => {
    const secret = text.slice(start, to);
    return [secret, plainForm(secret)];
  });
}

function isSecretVariable(name: string, value: string): boolean {
  if (/^(?:OLD)?PWD$/.test(name) || aboutIt.test(name)) return false;
  return secretName.test(name) || (/KEY$/i.test(name) && isRandom(value));
}

const secretName =
  /pass(?:word|wd|phrase|code)|(?:^|_)(?:pass|pwd|pw)$|secret|token|credential|(?:api|access|private|secret|signing|encryption|master|licen[cs]e|account|auth|deploy|client|storage|shared|webhook|routing|integration)_?key$|cookie$/i;

/** `TOKEN_FILE` holds no token. */
const aboutIt =
  /_(?:FILE|PATH|DIR|NAME|ARN|URL|URI|ID|TTL|TYPE|LENGTH|COUNT|LIMIT|ENDPOINT|HOST|PORT|USER|USERNAME|ENABLED|PROVIDER|ALGORITHM|EXPIR\w*|VERSION|PREFIX|HEADER|REGION|POLICY|STORE)$/i;

/** Known to everybody, and part of too many other words: `postgres` names a user, a host and a program. */
const commonplace = new Set(
  `practice password passwd changeme change-me secret default example admin administrator root guest user
   username test testing tester postgres postgresql mysql mariadb redis mongo mongodb rabbitmq minio
   minioadmin elastic grafana runbell local localhost development production staging sandbox
   123456 1234567 12345678 123456789 qwerty letmein welcome`.split(/\s+/),
);
