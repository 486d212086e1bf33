import type { WebClientOptions } from '@slack/web-api';
import type { Redactor } from '../../action/redact.ts';

export type SlackFetch = NonNullable<WebClientOptions['fetch']>;

/** The only way to Slack: calls, forms and private answers alike. No secret leaves through it. */
export function redactingFetch(
  redactor: Pick<Redactor, 'text'>,
  send: SlackFetch = fetch,
): SlackFetch {
  return (url, init) =>
    typeof init?.body === 'string'
      ? send(url, { ...init, body: clean(init.body) })
      : send(url, init);

  function clean(body: string): string {
    if (/^\s*[{[]/.test(body)) return text(body);
    const fields = new URLSearchParams(body);
    for (const [name, content] of [...fields])
      if (name !== 'token') fields.set(name, text(content));
    return fields.toString();
  }

  /** Blocks are JSON in a field, and the value of a button is JSON in that. */
  function text(content: string): string {
    if (!/^\s*[{[]/.test(content)) return redactor.text(content);
    try {
      return JSON.stringify(deep(JSON.parse(content)));
    } catch {
      return redactor.text(content);
    }
  }

  function deep(content: unknown): unknown {
    if (typeof content === 'string') return text(content);
    if (Array.isArray(content)) return content.map(deep);
    if (typeof content !== 'object' || content === null) return content;
    return Object.fromEntries(Object.entries(content).map(([name, inner]) => [name, deep(inner)]));
  }
}
