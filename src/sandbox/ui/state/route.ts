/** A place in the workspace, as its address says it. */
export interface Place {
  channel: string;
  /** The message to show and light up. */
  ts: string | null;
  thread: string | null;
}

/** Reads `/archives/C1/p1700000000000100?thread_ts=…`; null for any other address. */
export function parsePath(path: string): Place | null {
  const url = new URL(path, 'http://workspace.invalid');
  const match = /^\/archives\/([A-Z0-9]+)(?:\/p(\d{16}))?\/?$/.exec(url.pathname);
  if (!match?.[1]) return null;
  const digits = match[2];
  const thread = url.searchParams.get('thread_ts');
  return {
    channel: match[1],
    ts: digits ? `${digits.slice(0, 10)}.${digits.slice(10)}` : null,
    thread: thread && /^\d+\.\d+$/.test(thread) ? thread : null,
  };
}

export function formatPath({ channel, ts, thread }: Place): string {
  const message = ts ? `/p${ts.replace('.', '')}` : '';
  return `/archives/${channel}${message}${thread ? `?thread_ts=${thread}` : ''}`;
}

/** The place that a link in a message leads to, when it leads inside this workspace. */
export function placeOfLink(href: string, homes: string[]): Place | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  return homes.includes(url.origin) ? parsePath(url.pathname + url.search) : null;
}

/** The address of this page under `home`, when it was opened as `localhost` instead; else null. */
export function sameHost(address: string, home: string): string | null {
  const here = new URL(address);
  const there = new URL(home);
  if (here.hostname !== 'localhost' || here.port !== there.port) return null;
  if (there.hostname === 'localhost') return null;
  return `${there.origin}${here.pathname}${here.search}`;
}
