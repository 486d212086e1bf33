import { fillTemplate, parametersIn } from '../runbook/template.ts';
import type { HttpRequest } from './http-request.ts';
import { HttpWriter } from './http-writer.ts';
import type { HttpPlan, HttpText } from './run.ts';
import type { FilledPiece } from './settle.ts';

type Pieces = ReadonlyMap<string, FilledPiece>;

/** The call with its values in their places: percent-encoded in the address, escaped in JSON. */
export function planHttp(
  request: HttpRequest,
  values: Pieces,
  seal: (secret: string) => string,
  /** Parameters that stand alone in JSON as a number. */
  numbers: ReadonlySet<string>,
): HttpPlan {
  const write = () => new HttpWriter(values, seal);
  return {
    method: request.method,
    url: urlOf(request.url, values),
    headers: headersOf(request).map(([name, text]) => ({
      name,
      value: write().header(text).done(),
    })),
    body: bodyOf(request, write, numbers),
    expect: request.expect ?? null,
    redirects: request.redirects,
  };
}

/** Values that fit their parameter, but not the place that they would be put into. */
export function placeProblems(request: HttpRequest, values: Pieces): [string, string][] {
  const found: [string, string][] = [];
  const path = request.url.replace(/^\w+:\/\/[^/?]*/, '').split('?')[0] ?? '';
  for (const segment of path.split('/')) {
    const whole = fillTemplate(segment, (name) => textOf(values, name));
    for (const name of parametersIn(segment)) {
      // Some servers and proxies decode `%2F`, and climb out of the folder that was meant.
      if (/[/\\]/.test(textOf(values, name)))
        found.push([name, 'holds a slash, which would lead elsewhere']);
      else if (/^\.{1,2}$/.test(whole.replaceAll(/%2e/gi, '.')))
        found.push([name, 'is a dot, which would lead elsewhere']);
    }
  }
  for (const name of Object.values(request.headers ?? {}).flatMap(parametersIn)) {
    if (!/^[\x20-\x7e]*$/.test(textOf(values, name)))
      found.push([name, 'holds a character that a header cannot: use plain letters']);
  }
  return found;
}

function urlOf(template: string, values: Pieces): string {
  return new URL(fillTemplate(template, (name) => encodeURIComponent(textOf(values, name)))).href;
}

function headersOf({ headers = {}, json, form, body }: HttpRequest): [string, string][] {
  const given = Object.entries(headers);
  const typed = given.some(([name]) => name.toLowerCase() === 'content-type');
  const type =
    json !== undefined
      ? 'application/json'
      : form !== undefined
        ? 'application/x-www-form-urlencoded'
        : 'text/plain; charset=utf-8';
  const none = json === undefined && form === undefined && body === undefined;
  return typed || none ? given : [['content-type', type], ...given];
}

function bodyOf(
  { json, form, body }: HttpRequest,
  write: () => HttpWriter,
  numbers: ReadonlySet<string>,
): HttpText | null {
  if (json !== undefined) return write().json(json, numbers).done();
  if (form !== undefined) return write().form(form).done();
  return body === undefined ? null : { text: body };
}

function textOf(values: Pieces, name: string): string {
  return values.get(name)?.text ?? '';
}
