import type { Gap } from '../../flow/oncall/gaps.ts';
import { context, type Message, message, note, section } from './blocks.ts';
import { anyOf, capitalise, code, line, person, when } from './text.ts';

/** That pages find nobody, for whoever can put somebody there. */
export function gapNotice({ schedule, until, next, levels }: Gap, now: Date): Message {
  const end = until === null ? '' : ` until ${when(until, now)}`;
  const then = next === null ? '' : `, then ${person(next)} is`;
  const title = `⚠ *Nobody is on call* for ${code(schedule, 60)}${end}${then}.`;
  return message(title, [
    section(title),
    section(
      capitalise(`${levelsText(levels)} has nobody, so pages go on to the next level at once.`),
    ),
    context(
      '`/oncall override` gives the time to somebody. Where it is meant so, `when` of the level says it. This message changes when it is over.',
    ),
  ]);
}

/** The same message once somebody is on call, or nothing depends on it any more. */
export function noGapNotice(schedule: string, now: Date): Message {
  return note(
    `✓ ${code(schedule, 60)} has no gap any more that pages would fall into, since ${when(now, now)}.`,
  );
}

function levelsText(levels: Gap['levels']): string {
  const services = new Map<string, string[]>();
  for (const { service, level } of levels)
    services.set(level, [...(services.get(level) ?? []), line(service, 60)]);
  const texts = [...services].map(
    ([level, names]) => `*${line(level, 80)}* of ${anyOf(names, 'and')}`,
  );
  return anyOf(texts, 'and');
}
