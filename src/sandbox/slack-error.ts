/** Slack's "no": one snake_case word and what goes with it on the wire. Answered, never logged as a bug. */
export class SlackError extends Error {
  readonly error: string;
  readonly extra: Record<string, unknown>;

  constructor(error: string, extra: Record<string, unknown> = {}) {
    super(error);
    this.name = 'SlackError';
    this.error = error;
    this.extra = extra;
  }
}

export function no(error: string, extra: Record<string, unknown> = {}): never {
  throw new SlackError(error, extra);
}
