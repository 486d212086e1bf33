import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Ground } from '../../chaos/ground.ts';
import { watchPages } from './arrivals.ts';
import { bareDelays } from './bare.ts';
import { HOOK, LEVELS, WAIT_MS } from './home.ts';

/** Milliseconds, one for each page or job. */
export interface Measures {
  /** From the sending of an alert, and from the answer that it is on disk, to its first page at the provider. */
  fromAlert: number[];
  fromAnswer: number[];
  /** From when a later page was due to its arrival at the provider. */
  late: number[];
  bare: number[];
}

/** An alert so often. */
const EVERY_MS = 300;
const WARM_UP = 5;
const ARRIVE_WITHIN_MS = 60_000;

/** So many incidents one after the other after a few to warm up, each of which nobody acknowledges. */
export async function measurePages(ground: Ground, incidents: number): Promise<Measures> {
  const pages = await watchPages(ground.bot.sandbox?.url ?? '');
  const bare = await bareDelays(ground);
  try {
    const sent: Sent[] = [];
    const adding: Promise<void>[] = [];
    const began = performance.now();
    const all = WARM_UP + incidents;
    for (let n = 0; n < all; n += 1) {
      await delay(Math.max(0, began + n * EVERY_MS - performance.now()));
      sent.push(await send(ground, n));
      for (let level = 1; level < LEVELS; level += 1) adding.push(bare.add(level * WAIT_MS));
    }
    await Promise.all(adding);
    await until('pages', () => pages.at.size, all * LEVELS);
    await until('bare jobs', () => bare.late.length, all * (LEVELS - 1));
    const warm = sent.slice(WARM_UP);
    const first = await firstPages(ground.db, warm);
    const later = await laterPages(ground.db, warm);
    const at = (page: string) => pages.at.get(page) ?? Number.NaN;
    return {
      fromAlert: first.map(({ id, sentAt }) => at(id) - sentAt),
      fromAnswer: first.map(({ id, answeredAt }) => at(id) - answeredAt),
      late: later.map(({ id, dueAt }) => at(id) - dueAt),
      bare: bare.late.slice(WARM_UP * (LEVELS - 1)),
    };
  } finally {
    await bare.close();
    await pages.close();
  }
}

interface Sent {
  number: number;
  sentAt: number;
  answeredAt: number;
}

async function send({ bot }: Ground, n: number): Promise<Sent> {
  const labels = { alertname: `ShopDown ${n}`, job: 'shop', severity: 'critical' };
  const alert = { status: 'firing', labels, annotations: { summary: 'ShopDown' } };
  const sentAt = Date.now();
  const response = await fetch(`${bot.url}${HOOK}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version: '4', status: 'firing', alerts: [alert] }),
  });
  const { incidents } = (await response.json()) as { incidents?: { number: number }[] };
  const [opened] = incidents ?? [];
  if (!opened) throw new Error(`the alert opened no incident: ${response.status}`);
  return { number: opened.number, sentAt, answeredAt: Date.now() };
}

async function until(what: string, arrived: () => number, count: number): Promise<void> {
  const deadline = performance.now() + LEVELS * WAIT_MS + ARRIVE_WITHIN_MS;
  while (arrived() < count) {
    if (performance.now() > deadline) throw new Error(`${arrived()} of ${count} ${what} arrived`);
    await delay(100);
  }
}

async function firstPages(db: pg.Pool, sent: readonly Sent[]) {
  const { rows } = await db.query<{ id: string; number: number }>(
    `select page.id, incident.number::integer as number from page
     join incident on incident.id = page.incident_id where page.level = 0`,
  );
  return sent.flatMap((one) => {
    const page = rows.find(({ number }) => number === one.number);
    return page ? [{ ...one, id: page.id }] : [];
  });
}

/** A level is due its wait after the one before it was paged. */
async function laterPages(db: pg.Pool, sent: readonly Sent[]) {
  const { rows } = await db.query<{ id: string; number: number; due: Date }>(
    `select page.id, incident.number::integer as number, before.due_at as due from page
     join page before on before.incident_id = page.incident_id and before.level = page.level - 1
     join incident on incident.id = page.incident_id`,
  );
  const known = new Set(sent.map(({ number }) => number));
  return rows
    .filter(({ number }) => known.has(number))
    .map(({ id, due }) => ({ id, dueAt: due.getTime() + WAIT_MS }));
}
