import { resolveIncident } from '../../src/flow/incident/respond.ts';
import type { Page, TimelineEntry } from '../../src/incident/types.ts';
import { parseDuration } from '../../src/lib/duration.ts';
import type { Level } from '../../src/oncall/policy.ts';
import { Policy } from '../../src/oncall/policy.ts';
import type { Directory } from '../../src/service/directory.ts';
import { ServiceFile } from '../../src/service/service.ts';
import type { TestBot } from './bot.ts';
import { eventually } from './eventually.ts';

/** One escalation: what it goes by, what people do at which minute, and all that has to happen. */
export interface Case {
  claim: string;
  /** `oncall senior 5m`: whom, and how long; a level of its own is written out. */
  levels: (string | LevelWith)[];
  policy?: Record<string, unknown>;
  /** `critical` is P1, `warning` P3; P2 where nothing is said. */
  severity?: 'critical' | 'warning';
  zone?: string;
  does?: [minute: number, deed: Deed][];
  /** `5 senior`: paged at minute 5. Other words are entries of the timeline. */
  happens: string[];
}

export interface LevelWith extends Partial<Omit<Level, 'when' | 'page' | 'wait'>> {
  is: string;
  when?: Record<string, unknown>;
}

export type Deed = (at: At) => Promise<unknown>;

export interface At {
  bot: TestBot;
  number: number;
  id: string;
  service: string;
}

/** The policies and services of all cases, one of each, beside those of the try-out. */
export function addCases(directory: Directory, cases: readonly Case[]): void {
  for (const [index, { levels, policy, zone }] of cases.entries()) {
    const name = nameOf(index);
    directory.policies[name] = Policy.parse({ ...policy, levels: levels.map(levelOf) });
    const service = ServiceFile.parse({
      service: name,
      alerts: { job: name },
      severities: { critical: 'p1', warning: 'p3' },
      escalation: name,
      target: { name: `${name}-host` },
      ...(zone && { zone }),
    });
    directory.services.set(name, { ...service, runbooks: [] });
  }
}

/**
 * All cases at once, on one clock that is moved by hand from one thing that somebody does to the next.
 * What happened in each, by the minute.
 */
export async function runCases(
  bot: TestBot,
  cases: readonly Case[],
  indexOf: (one: Case) => number,
  start: Date,
  minutes: number,
): Promise<Map<Case, string[]>> {
  const { clock } = bot.bot.core;
  clock.advanceTo(start);
  const began = clock.now();
  const opened = new Map<Case, At>();
  for (const one of cases) opened.set(one, await open(bot, nameOf(indexOf(one)), one));
  await pagesAreOut(bot);
  const marks = [...new Set(cases.flatMap(({ does }) => (does ?? []).map(([minute]) => minute)))];
  for (const mark of [...marks.toSorted((a, b) => a - b), minutes]) {
    await to(bot, new Date(began.getTime() + mark * 60_000));
    for (const one of cases)
      for (const [minute, deed] of one.does ?? [])
        if (minute === mark) await deed(opened.get(one) as At);
    await pagesAreOut(bot);
  }
  const told = new Map<Case, string[]>();
  for (const [one, { number }] of opened) {
    const { timeline, pages } = await bot.incident(number);
    told.set(one, tell(began, timeline, pages));
  }
  const { world } = bot.bot.core;
  for (const { id } of opened.values()) await resolveIncident(world, id, slackOf('oncall'));
  return told;
}

/** A person does it by a slash command, and has got the answer when this returns. */
export function says(person: string, words: string): Deed {
  return async ({ bot, number }) => {
    const someone = bot.slack.as(slackOf(person));
    const [verb = '', ...rest] = words.split(' ');
    await someone.types('general', `/incident ${verb} #${number} ${rest.join(' ')}`.trim());
    await someone.isTold('');
  };
}

export function slackOf(person: string): string {
  return `U0${person.toUpperCase()}`;
}

function levelOf(written: string | LevelWith): Record<string, unknown> {
  const { is, ...rest } = typeof written === 'string' ? { is: written } : written;
  const words = is.split(' ');
  const wait = words.at(-1) ?? '';
  if (parseDuration(wait) === null) throw new Error(`${is} has no wait`);
  const page = words.slice(0, -1);
  return { name: page.join(' and ') || 'nobody', page, wait, ...rest };
}

function nameOf(index: number): string {
  return `case-${index + 1}`;
}

async function open(bot: TestBot, service: string, { severity }: Case): Promise<At> {
  const labels = { job: service, severity: severity ?? 'unknown' };
  const opened = await bot.alert(`Down ${service}`, labels);
  if (opened?.action !== 'opened') throw new Error(`${service} was ${opened?.action}`);
  const found = await bot.bot.core.world.store.incidents.byNumber(opened.number);
  return { bot, number: opened.number, id: found?.id ?? '', service };
}

async function to(bot: TestBot, instant: Date): Promise<void> {
  const seconds = (instant.getTime() - bot.bot.core.clock.now().getTime()) / 1000;
  if (seconds > 0) await bot.advance(`${seconds}s`);
}

async function pagesAreOut(bot: TestBot): Promise<void> {
  await eventually('every page has an outcome', async () => {
    const { page } = await bot.bot.core.world.store.outbox.stats();
    return page.depth === 0;
  });
}

const silent = new Set(['opened', 'paged', 'escalated-by-hand', 'not-paging', 'alert-attached']);

function tell(began: Date, timeline: TimelineEntry[], pages: Page[]): string[] {
  const minute = (at: Date) => (at.getTime() - began.getTime()) / 60_000;
  const said = timeline
    .filter(({ kind }) => !silent.has(kind))
    .map(({ at, kind, actor }) => ({
      at,
      line: `${minute(at)} ${kind}${actor === 'runbell' ? '' : ` ${personOf(actor)}`}`,
    }));
  const rang = pages.map(({ dueAt, user, name, state }) => ({
    at: dueAt,
    line: `${minute(dueAt)} ${user === null ? `#${name}` : personOf(user)}${state === 'sent' ? '' : ` ${state}`}`,
  }));
  return [...said, ...rang]
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ line }) => line);
}

function personOf(user: string): string {
  return user.replace(/^U0/, '').toLowerCase();
}
