import type { Incident } from '../../incident/types.ts';
import { isRefusal } from '../../lib/refusal.ts';
import type { Means } from '../../oncall/contact.ts';
import { escalateIncident } from '../incident/escalate.ts';
import { acknowledgeIncident } from '../incident/respond.ts';
import type { World } from '../ports.ts';
import type { Notification } from './notify-ports.ts';
import { recordFailure } from './record-delivery.ts';

/** What somebody does about a page from a phone. */
type Answer = 'acknowledge' | 'escalate';

/** What to say to a text message; null says nothing, since a stranger is told nothing. */
export async function answerText(world: World, from: string, text: string): Promise<string | null> {
  const user = await ownerOf(world, from);
  if (user === null) return null;
  const [, word = '', number] = /^\s*(ack\w*|4|esc\w*|6)\b\s*#?(\d{1,9})?/i.exec(text) ?? [];
  if (word === '')
    return 'Reply 4 to acknowledge or 6 to escalate what you were last paged for, or 4 12 for incident 12.';
  const answer = /^(4|a)/i.test(word) ? 'acknowledge' : 'escalate';
  const incidents =
    number === undefined
      ? await lastOf(world, 'sms', from)
      : [await world.store.incidents.byNumber(Number(number))].flatMap((one) => one ?? []);
  if (incidents.length === 0)
    return number === undefined
      ? 'No page was sent to this number yet.'
      : `There is no incident ${number}.`;
  return answerAll(world, incidents, user, answer);
}

/** What to say on a call after a key was pressed; null: the key means nothing. */
export async function answerKey(
  world: World,
  id: string,
  to: string,
  digits: string,
): Promise<string | null> {
  const { notifications } = world.store;
  const called = await notifications.byId(id);
  if (called?.user == null || called.address !== to) return 'This page is not known any more.';
  if (digits !== '4' && digits !== '6') return null;
  const said = [called, ...(await notifications.led(id))];
  const incidents = await incidentsOf(world, said);
  return answerAll(world, incidents, called.user, digits === '4' ? 'acknowledge' : 'escalate');
}

/** What a provider reports later about something it had taken. */
export async function reportStatus(
  world: World,
  id: string,
  ref: string,
  why: string,
): Promise<void> {
  const { notifications } = world.store;
  const sent = await notifications.byId(id);
  if (sent === null || sent.ref !== ref) return;
  for (const one of [sent, ...(await notifications.led(id))]) await recordFailure(world, one, why);
}

async function answerAll(
  world: World,
  incidents: readonly Incident[],
  user: string,
  answer: Answer,
): Promise<string> {
  const told: string[] = [];
  for (const { id, number } of incidents) {
    const result =
      answer === 'acknowledge'
        ? await acknowledgeIncident(world, id, user)
        : await escalateIncident(world, id, user);
    const done = answer === 'acknowledge' ? 'Acknowledged' : 'Escalated';
    told.push(isRefusal(result) ? plainWords(world, result.text) : `${done} incident ${number}.`);
  }
  return told.join(' ').slice(0, 600);
}

async function lastOf(world: World, means: Means, address: string): Promise<Incident[]> {
  return incidentsOf(world, await world.store.notifications.lastTo(means, address));
}

async function incidentsOf(
  { store }: World,
  notifications: readonly Notification[],
): Promise<Incident[]> {
  const ids = [...new Set(notifications.map(({ incidentId }) => incidentId))];
  const found = await Promise.all(ids.map((id) => store.incidents.byId(id)));
  return found.flatMap((incident) => incident ?? []);
}

/** Whose number it is, as the files say and as was proved; never a guess. */
async function ownerOf({ directory, store }: World, number: string): Promise<string | null> {
  const owners = Object.values(directory.people).filter(
    ({ contacts }) => contacts?.phone === number || contacts?.voice === number,
  );
  const [owner] = owners;
  if (owner === undefined || owners.length > 1) return null;
  if (directory.contacts_trusted) return owner.slack;
  const proofs = await store.contacts.of(owner.slack);
  const proved = proofs.some((one) => one.address === number && one.verifiedAt !== null);
  return proved ? owner.slack : null;
}

/** Slack's markup as it is said and written elsewhere. */
export function plainWords({ directory }: World, text: string): string {
  const nameOf = (id: string) =>
    Object.values(directory.people).find(({ slack }) => slack === id)?.name ?? 'somebody';
  return text
    .replaceAll(/<@(\w+)>/g, (_, id: string) => nameOf(id))
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<#\w+(\|[^>]*)?>/g, 'its channel')
    .replaceAll(/[`*]/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
