import { ladder } from './home.ts';

/** What rows and record say of one incident, in the order of the record. */
export interface Told {
  number: number;
  state: string;
  entries: { kind: string; level: number | null; notification: string | null; twice: boolean }[];
  pages: { id: string; level: number; kind: string; user: string | null }[];
  notifications: { id: string; page: string; means: string; state: string; attempts: number }[];
}

/** What reached people, by the clock of the one who looked. */
export interface Seen {
  /** By the id of the page in Slack, and of the notification at the webhook. */
  arrived: ReadonlyMap<string, readonly number[]>;
  /** When whoever pressed Acknowledge read that they had; null when nobody has. */
  answeredAt: number | null;
  /** How often something died while it went on that may have known what was sent. */
  crashes: number;
}

export interface Verdict {
  found: string[];
  /** Pages that came twice, each of them marked. */
  doubled: number;
}

/** Compares what people got with what the record says that they got. */
export function judge(told: Told, seen: Seen): Verdict {
  const verdicts = told.notifications.map((one) => judgeOne(told, seen, one));
  const doubled = verdicts.reduce((sum, one) => sum + one.doubled, 0);
  return {
    found: [
      ...ended(told, seen),
      ...levels(told),
      ...planned(told),
      ...verdicts.flatMap(({ found }) => found),
      ...(doubled > seen.crashes
        ? [`${doubled} duplicates, and ${seen.crashes} crashes that explain one each`]
        : []),
    ],
    doubled,
  };
}

function ended({ state }: Told, { answeredAt }: Seen): string[] {
  if (state !== 'acknowledged' && state !== 'exhausted') return [`paging is still ${state}`];
  return answeredAt !== null && state !== 'acknowledged'
    ? [`it was acknowledged, and paging is ${state}`]
    : [];
}

/** In the record: each level once, one after the other, all of them unless somebody acknowledged, none after that. */
function levels({ entries, state }: Told): string[] {
  const paged = entries.flatMap(({ kind, level }) => (kind === 'paged' ? [level] : []));
  const found = paged.flatMap((level, at) =>
    level === at ? [] : [`level ${level} was paged where level ${at} was next`],
  );
  if (state === 'exhausted' && paged.length !== ladder.length)
    found.push(`everyone was paged, and that was ${paged.length} of ${ladder.length} levels`);
  const acknowledged = entries.findIndex(({ kind }) => kind === 'acknowledged');
  const later = entries.findLastIndex(({ kind }) => kind === 'paged');
  if (acknowledged !== -1 && later > acknowledged)
    found.push('a level was paged after the acknowledgement in the record');
  return found;
}

/** Every level that was paged has its person and its webhook, and each a way that was taken. */
function planned({ entries, pages, notifications }: Told): string[] {
  const paged = entries.filter(({ kind }) => kind === 'paged');
  const ways = new Set(notifications.map(({ page }) => page));
  return [
    ...paged.flatMap(({ level }) =>
      pages.filter((page) => page.level === level).length === 2
        ? []
        : [`level ${level} has not one page each to a person and a webhook`],
    ),
    ...pages.filter(({ id }) => !ways.has(id)).map(({ id }) => `page ${id} was never sent`),
  ];
}

function judgeOne(
  { entries, pages, state: paging }: Told,
  { arrived, answeredAt }: Seen,
  { id, page: pageId, means, state, attempts }: Told['notifications'][number],
): Verdict {
  const page = pages.find((one) => one.id === pageId);
  const name = `level ${page?.level} ${page?.user ?? 'webhook'} by ${means}, page ${pageId}`;
  const times = arrived.get(means === 'slack' ? pageId : id) ?? [];
  const marks = entries.filter((one) => one.notification === id && one.twice).length;
  const found: string[] = [];
  const stopped = paging === 'acknowledged' && state === 'cancelled';
  if (times.length === 0 && !stopped) found.push(`${name}: missed, recorded as ${state}`);
  if (times.length > 0 && state !== 'delivered' && !(stopped && attempts > 0))
    found.push(`${name}: arrived, recorded as ${state}`);
  for (const at of times)
    if (answeredAt !== null && at > answeredAt)
      found.push(
        `${name}: arrived ${Math.round(at - answeredAt)} ms after the acknowledgement was answered`,
      );
  const doubled = Math.max(0, times.length - 1);
  if (doubled > 0 && marks === 0) found.push(`${name}: arrived ${times.length} times, not marked`);
  return { found, doubled: marks > 0 ? doubled : 0 };
}
