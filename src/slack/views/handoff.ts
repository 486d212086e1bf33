import type { HandoffNews } from '../../flow/oncall/handoff-news.ts';
import type { Incident } from '../../incident/types.ts';
import { context, type Message, message, section, sizedSections } from './blocks.ts';
import { channelText } from './page.ts';
import { anyOf, code, count, line, person, severityWords, when } from './text.ts';

const MOST = 10;

/** What somebody reads when they are on call from now on, or not any more. */
export function handoffMessage(news: HandoffNews, now: Date): Message {
  const title = news.kind === 'comes' ? comesText(news, now) : leavesText(news, now);
  const shown = news.incidents.toSorted(worstFirst).slice(0, MOST);
  const more = news.incidents.length - shown.length;
  return message(title, [
    section(title),
    ...sizedSections(shown.map((incident) => row(incident, news.user))),
    ...(more > 0 ? [context(`and ${more} more`)] : []),
    ...(shown.length === 0 ? quietText(news) : []).map(context),
    context(news.kind === 'comes' ? OUT : KEPT),
  ]);
}

const OUT =
  'You cannot? `/oncall cover` asks the others, `/oncall override` gives your time to one of them.';
const KEPT = 'What you have acknowledged stays with you until somebody takes it over.';

function comesText({ schedule, until, before, incidents }: HandoffNews, now: Date): string {
  const end = until === null ? '' : ` until ${when(until, now)}`;
  const from = before === null ? 'Nobody was before you.' : `Before you it was ${person(before)}.`;
  return `*You are on call* for ${code(schedule, 60)}${end}. ${from}${openText(incidents)}`;
}

function leavesText({ schedule, onCall, until, next, incidents }: HandoffNews, now: Date): string {
  const left = `*You are not on call any more* for ${code(schedule, 60)}.`;
  const end = until === null ? '' : ` until ${when(until, now)}`;
  if (onCall !== null) return `${left} ${person(onCall)} is${end}.${openText(incidents)}`;
  const then = next === null ? '' : `, then ${person(next)} is`;
  return `${left} ⚠ *Nobody is*${end}${then}.${openText(incidents)}`;
}

function openText(incidents: readonly Incident[]): string {
  return incidents.length === 0
    ? ''
    : ` ${count(incidents.length, 'incident is', 'incidents are')} open:`;
}

function quietText({ services }: HandoffNews): string[] {
  const names = services.map((service) => line(service, 60));
  return names.length === 0 ? [] : [`No incident is open on ${anyOf(names, 'or')}.`];
}

function worstFirst(a: Incident, b: Incident): number {
  return a.severity.localeCompare(b.severity) || b.openedAt.getTime() - a.openedAt.getTime();
}

function row(incident: Incident, reader: string): string {
  const what = `*${incident.number}* ${severityWords(incident.severity)} · ${line(incident.title, 150)} (${line(incident.service, 60)}) · ${channelText(incident)}`;
  return `${what}\n${takenText(incident, reader)}`;
}

function takenText({ status, acknowledgedBy }: Incident, reader: string): string {
  if (status === 'mitigated') return 'Mitigated: the harm has stopped.';
  if (acknowledgedBy === null) return 'Nobody has acknowledged it.';
  return `Acknowledged by ${acknowledgedBy === reader ? 'you' : person(acknowledgedBy)}.`;
}
