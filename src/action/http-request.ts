import { z } from 'zod';
import { parametersIn } from '../runbook/template.ts';

const name = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
/** Set by the connection itself; `host` would lead to another service at the same address. */
const ofTheConnection =
  /^(?:host|connection|content-length|transfer-encoding|upgrade|te|trailer|expect|keep-alive|proxy-.*)$/i;

const HeaderName = z
  .string()
  .regex(name, { error: 'the name of a header' })
  .refine((text) => !ofTheConnection.test(text), 'another header: this one is for the connection');

/** Scheme and host stand as they are; behind them `{{…}}` may fill a part of the path or the query. */
const Address = z
  .string({ error: 'an address that begins with http:// or https://' })
  .max(2000)
  .superRefine((text, context) => {
    const message = mistakeInAddress(text);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

const Text = z.string().max(4000);

/** One call of a service's own interface. `$NAME` in a header is a variable that only the worker reads. */
export const HttpRequest = z
  .strictObject({
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
    url: Address,
    headers: z.record(HeaderName, Text.regex(/^[^\r\n\0]*$/, { error: 'one line' })).optional(),
    /** Any value; a text that is one number's `{{name}}` and nothing else is sent as a number. */
    json: z.unknown().optional(),
    form: z.record(z.string().min(1).max(200), Text).optional(),
    body: z.string().max(65_536).optional(),
    /** Statuses that mean success: any from 200 to 299 when left out. */
    expect: z.array(z.number().int().min(100).max(599)).min(1).max(20).optional(),
    /** How many redirects within the same host are followed. */
    redirects: z.number().int().min(0).max(5).default(0),
  })
  .superRefine((request, context) => {
    const bodies = (['json', 'form', 'body'] as const).filter((key) => request[key] !== undefined);
    const [first, second] = bodies;
    if (first && second) {
      const message = `one of json, form and body: there is ${first} already`;
      context.addIssue({ code: 'custom', path: [second], message });
    }
    if (first && (request.method === 'GET' || request.method === 'HEAD')) {
      const message = `POST, PUT, PATCH or DELETE: ${request.method} takes no ${first}`;
      context.addIssue({ code: 'custom', path: ['method'], message });
    }
    if (request.body !== undefined && parametersIn(request.body).length > 0) {
      const message = 'json or form where a parameter is filled in: they keep it one value';
      context.addIssue({ code: 'custom', path: ['body'], message });
    }
  });
export type HttpRequest = z.infer<typeof HttpRequest>;

function mistakeInAddress(text: string): string | null {
  const origin = /^https?:\/\/[^/?#]*/.exec(text)?.[0];
  if (origin === undefined) return 'an address that begins with http:// or https://';
  if (/[{}]/.test(origin))
    return 'an address whose host is written out: a parameter may fill path and query only';
  if (origin.includes('@')) return 'an address without a password: put it into a header as $NAME';
  if (text.includes('#')) return 'an address without `#`';
  return URL.canParse(text) ? null : 'an address such as http://127.0.0.1:8080/api/restart';
}
