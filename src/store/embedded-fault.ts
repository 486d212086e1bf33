import { Fault } from '../lib/fault.ts';

const otherwise = 'or set DATABASE_URL to a PostgreSQL server of your own';

/** One line for the person who starts Runbell: what happened, and what to do about it. */
export function embeddedFault(happened: string, todo: string, cause?: unknown): Fault {
  return new Fault('database-embedded', `${happened}: ${todo}, ${otherwise}.`, { cause });
}

/** Reads what initdb or the server wrote before it gave up, and says the same for people. */
export function explainOutput(output: string, place: { dir: string; log: string }): Fault {
  const known = explanations.find(({ sign }) => sign.test(output));
  const last = lastComplaint(output);
  if (known) return embeddedFault(known.happened(place.dir), known.todo, last);
  return embeddedFault(
    `The embedded database did not start (${last})`,
    `read ${place.log} for the reason`,
  );
}

const explanations: { sign: RegExp; happened: (dir: string) => string; todo: string }[] = [
  {
    sign: /No space left on device|Disk quota exceeded/i,
    happened: (dir) => `The disk that holds the embedded database (${dir}) is full`,
    todo: 'free some space and start again',
  },
  {
    sign: /could not look up effective user ID/i,
    happened: () => `PostgreSQL finds no name for user ${process.getuid?.() ?? ''} on this machine`,
    todo: 'start Runbell as a user who stands in /etc/passwd',
  },
  {
    sign: /EPERM|EROFS/,
    happened: () => 'PostgreSQL refuses to run as root, and root may become nobody else here',
    todo: 'start Runbell as an ordinary user (in a container: --user)',
  },
  {
    sign: /wrong ownership|Permission denied/i,
    happened: (dir) => `The embedded database in ${dir} belongs to another user`,
    todo: 'start Runbell as that user, point RUNBELL_DATA at a folder of your own',
  },
  {
    sign: /error while loading shared libraries|Library not loaded/i,
    happened: () => 'The embedded database misses a library of its own package',
    todo: 'install again with `npm ci`',
  },
  {
    sign: /could not (create|map|open|resize).*shared memory|could not create semaphores/i,
    happened: () => 'This machine gives the embedded database no shared memory',
    todo: 'allow more (in a container: --shm-size=128m)',
  },
  {
    sign: /Execution of PostgreSQL by a user with administrative permissions/i,
    happened: () => 'PostgreSQL refuses to run as an administrator',
    todo: 'start Runbell from an ordinary account',
  },
];

function lastComplaint(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const complaint = lines.findLast((line) => /FATAL|PANIC|error:|could not/i.test(line));
  return (complaint ?? lines.at(-1) ?? 'it ended without a word').trim().slice(0, 300);
}
