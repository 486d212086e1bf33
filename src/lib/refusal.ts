/** An expected "no": a value, shown to the person who asked. `text` is one sentence in Slack mrkdwn. */
export interface Refusal {
  readonly refused: true;
  readonly code: string;
  readonly text: string;
}

export function refuse(code: string, text: string): Refusal {
  return { refused: true, code, text };
}

export function isRefusal(value: unknown): value is Refusal {
  return (
    typeof value === 'object' && value !== null && 'refused' in value && value.refused === true
  );
}
