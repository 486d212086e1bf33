import { type Logger, pino } from 'pino';

export type Log = Logger;

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

/** Structured logs on standard error, so that standard output stays for people. */
export function createLog(level: string): Log {
  return pino(
    { level, redact: { paths: secretPaths, censor: '[redacted]' }, base: null },
    pino.destination({ dest: 2, sync: true }),
  );
}
