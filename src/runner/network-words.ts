const words: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'no answer',
  UND_ERR_CONNECT_TIMEOUT: 'no answer',
  UND_ERR_SOCKET: 'connection closed without an answer',
};

/** Why a call got no answer, for people; it may be wrapped in other errors. */
export function networkReason(error: unknown): string {
  const found = innermost(error);
  if (!(found instanceof Error)) return String(found);
  return words[codeOf(found)] ?? (found.message || codeOf(found) || found.name);
}

/** The code of the error at the bottom, empty where it has none. */
export function networkCode(error: unknown): string {
  const found = innermost(error);
  return found instanceof Error ? codeOf(found) : '';
}

function innermost(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  return error instanceof Error && error.cause instanceof Error ? innermost(error.cause) : error;
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}
