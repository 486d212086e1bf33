import { type Logger, pino } from 'pino';

export type Log = Logger;

const censor = '[redacted]';

const secretPaths = [
  'token',
  'password',
  'secret',
  'authorization',
  '*.token',
  '*.password',
  '*.secret',
  '*.authorization',
  '*.headers.authorization',
];

/** Slack tokens and passwords in addresses, which errors of other people's libraries carry along. */
const secretShapes =
  /\b(?:xoxe\.)?(?:xox[a-z]|xapp)-[\w-]{6,}|(?<=:\/\/[^\s:/?#@"]{0,256}:)[^\s/?#"]+(?=@)/g;

/** Structured logs on standard error, so that standard output stays for people. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      redact: { paths: secretPaths, censor },
      hooks: { streamWrite: (line) => line.replace(secretShapes, censor) },
      base: null,
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
