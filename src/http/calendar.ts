import { digest } from '../lib/ids.ts';
import type { HttpApp } from './app.ts';
import { createKeyCheck } from './hook-keys.ts';

export interface CalendarOptions {
  /** What a calendar is called, by its key, as it is now. */
  keys: () => Map<string, string>;
  /** The calendar as a file; null when there is none any more. */
  write: (name: string) => Promise<string | null>;
}

/** `GET /calendar/<key>.ics`. Whoever has no key cannot tell that there is anything. */
export function mountCalendar(app: HttpApp, { keys, write }: CalendarOptions): void {
  const calendarOf = createKeyCheck(keys);
  app.get('/calendar/:file', async (c) => {
    const [, key] = /^(.+)\.ics$/.exec(c.req.param('file')) ?? [];
    const name = calendarOf(key ?? '');
    const text = name === null ? null : await write(name);
    if (text === null) return c.notFound();
    // The hour of the look-up is in each event, and is no change.
    const tag = `"${digest(text.replace(/^DTSTAMP:.*$/gm, ''))}"`;
    c.header('etag', tag);
    c.header('cache-control', 'private, max-age=300');
    if (c.req.header('if-none-match') === tag) return c.body(null, 304);
    return c.body(text, 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="on-call.ics"',
    });
  });
}
