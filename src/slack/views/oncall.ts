import type { OnCallLevel, OnCallNow, OnCallPerson } from '../../flow/oncall/on-call.ts';
import { formatDuration } from '../../lib/duration.ts';
import { actions, button, context, type Message, message, sizedSections } from './blocks.ts';
import { anyOf, capitalise, code, line, person, when } from './text.ts';

/** Who is paged for each service, level by level, and until when they are on call. */
export function onCallMessage(services: OnCallNow[], now: Date): Message {
  const title = services.length === 1 ? `On call for ${services[0]?.service}` : 'On call';
  if (services.length === 0) {
    return message(title, [context('No service is configured: add a folder with a service.yaml.')]);
  }
  return message(line(title, 200), [
    ...sizedSections(services.map((service) => row(service, now))),
    actions([
      button('Cover me', 'cover', {}),
      button('Swap', 'swap', {}),
      button('Override', 'override', { schedule: null }),
      button('Coming turns', 'show-turns', { schedule: null }),
    ]),
  ]);
}

function row({ service, policy, pages, levels }: OnCallNow, now: Date): string {
  const name = `*${line(service, 80)}*`;
  if (policy === null) return `${name}: nobody is paged, it has no escalation policy.`;
  const which =
    pages === null
      ? ''
      : `, pages for ${anyOf(
          pages.map((word) => line(word.toUpperCase(), 20)),
          'and',
        )} only`;
  return [
    `${name} (policy ${code(policy, 60)}${which})`,
    ...levels.map((level, index) => levelRow(level, index + 1, now)),
  ].join('\n');
}

function levelRow(
  { name, waitMs, people, also, only }: OnCallLevel,
  number: number,
  now: Date,
): string {
  const all = [
    ...people.slice(0, 5).map((one) => personText(one, now)),
    ...also.slice(0, 5).map((target) => line(target, 80)),
  ];
  const who = all.join('; ') || '*nobody now*, so the next level is paged at once';
  const wait = all.length === 0 ? '' : ` · waits ${formatDuration(waitMs)}`;
  const times = only === null ? '' : ` · only ${line(only, 150)}`;
  return `${number}. ${capitalise(line(name, 80))}: ${who}${wait}${times}`;
}

function personText({ user, until, next, instead }: OnCallPerson, now: Date): string {
  const then = next === null ? '' : `, then ${person(next)}`;
  if (until !== null) return `${person(user)} until ${when(until, now)}${then}`;
  if (instead === null) return person(user);
  return `${person(user)}, next in line since ${person(instead)} is paged already`;
}
