import { asWritten } from '../../action/http-writer.ts';
import type { HttpPlan, HttpText, LateSource } from '../../action/run.ts';
import type { Environment } from '../preflight.ts';

/** A call with everything in its place, as it goes over the wire. */
export interface ReadyRequest {
  method: HttpPlan['method'];
  url: string;
  headers: [name: string, value: string][];
  body: string | null;
  expect: number[] | null;
  redirects: number;
  /** What must not be seen in any output. */
  secrets: string[];
}

/** Puts in what only the worker knows; a string is the one line that says what is missing. */
export function fillRequest(
  plan: HttpPlan,
  environment: Environment,
  open: (sealed: string) => string | null,
): ReadyRequest | string {
  const secrets: string[] = [];
  const headers: [string, string][] = [];
  for (const { name, value } of plan.headers) {
    const filled = fill(value, environment, open, secrets);
    if (typeof filled === 'object') return filled.problem;
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(filled))
      return `the header ${name} would hold a line break or another character that no header can`;
    headers.push([name, filled]);
  }
  const body = plan.body === null ? null : fill(plan.body, environment, open, secrets);
  if (typeof body === 'object' && body !== null) return body.problem;
  const { method, url, expect, redirects } = plan;
  return { method, url, headers, body, expect, redirects, secrets };
}

function fill(
  { text, late = [] }: HttpText,
  environment: Environment,
  open: (sealed: string) => string | null,
  secrets: string[],
): string | { problem: string } {
  let filled = text;
  // From the end, so that what is put in does not move the places before it.
  for (const { at, length, from, as } of late.toReversed()) {
    const found = sourceValue(from, environment, open);
    if (typeof found === 'object') return found;
    secrets.push(found);
    filled = filled.slice(0, at) + asWritten(found, as) + filled.slice(at + length);
  }
  return filled;
}

function sourceValue(
  from: LateSource,
  environment: Environment,
  open: (sealed: string) => string | null,
): string | { problem: string } {
  if ('sealed' in from) {
    const problem = `the secret in it was sealed with another key: give this worker the file vault.key from the bot's RUNBELL_DATA, then ask again`;
    return open(from.sealed) ?? { problem };
  }
  const value = environment[from.environment]?.trim();
  return value || { problem: `\`$${from.environment}\` is not set: set it for the worker` };
}
