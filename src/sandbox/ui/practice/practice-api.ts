import { asList, asObject, asString, type Json } from '../read.ts';

export interface Practice {
  now: Date | null;
  offsetMs: number;
  alerts: SampleAlert[];
  fleet: FleetItem[];
}

export interface SampleAlert {
  id: string;
  service: string;
  title: string;
  severity: string;
  hint: string;
}

export interface FleetItem {
  id: string;
  title: string;
  state: string;
  actions: { id: string; title: string }[];
}

/** Null when the bot does not answer. */
export async function readPractice(url: string): Promise<Practice | null> {
  try {
    const response = await fetch(`${url}/practice`);
    if (!response.ok) return null;
    const body = asObject(await response.json());
    return {
      now: readTime(body.now),
      offsetMs: Number(body.offsetMs) || 0,
      alerts: asList(body.alerts).map(readAlert),
      fleet: asList(body.fleet).map(readItem),
    };
  } catch {
    return null;
  }
}

export interface Told {
  ok: boolean;
  text: string;
}

/** Asks the bot to do something; the answer in words, its own where it has some. */
export async function askPractice(url: string, body: Json, done: string): Promise<Told> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = asObject(await response.json().catch(() => null));
    const ok = response.ok && answer.ok !== false;
    const words = asString(ok ? answer.said : answer.error);
    return { ok, text: words || (ok ? done : `The bot refused with ${response.status}.`) };
  } catch {
    return { ok: false, text: 'The bot does not answer. Is it still running?' };
  }
}

function readAlert(raw: Json): SampleAlert {
  const { id, service, title, severity, hint } = raw;
  return {
    id: asString(id),
    service: asString(service),
    title: asString(title),
    severity: asString(severity),
    hint: asString(hint),
  };
}

function readItem(raw: Json): FleetItem {
  return {
    id: asString(raw.id),
    title: asString(raw.title),
    state: asString(raw.state),
    actions: asList(raw.actions).map(({ id, title }) => ({
      id: asString(id),
      title: asString(title),
    })),
  };
}

function readTime(value: unknown): Date | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}
