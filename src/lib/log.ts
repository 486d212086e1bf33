import { type Logger, pino } from 'pino';

export type Log = Logger;

/**
 * Structured logs on standard error, so that standard output stays for people. Every line goes through
 * `redact`, with whatever errors of other people's libraries carry along; a line is JSON before and after.
 */
export function createLog(level: string, redact: (line: string) => string): Log {
  return pino(
    { level, hooks: { streamWrite: redact }, base: null },
    pino.destination({ dest: 2, sync: true }),
  );
}
