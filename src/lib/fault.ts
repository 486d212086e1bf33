/**
 * The world failing: a dead dependency, a full disk, a refused call.
 * Retried only when `retry` says so; every `code` is explained in docs/errors.md.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly retry: boolean;
  /** Milliseconds the other side asked us to wait before the next try. */
  readonly retryAfterMs: number | null;

  constructor(
    code: FaultCode,
    message: string,
    options: { retry?: boolean; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.retry = options.retry ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

export const faultCodes = [
  'config-invalid',
  'port-in-use',
  'database-unreachable',
  'database-embedded',
  'database-migration',
  'queue-unreachable',
  'slack-unreachable',
  'slack-rate-limited',
  'slack-refused',
  'page-undelivered',
  'sandbox-page-missing',
] as const;

export type FaultCode = (typeof faultCodes)[number];
