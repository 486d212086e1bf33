import type { KnownBlock } from '@slack/types';
import type { ShownTurn, ShownTurns } from '../../flow/oncall/show-turns.ts';
import { actions, button, context, type Message, message, section } from './blocks.ts';
import { remove } from './override-told.ts';
import { code, line, person, when } from './text.ts';

/** Who is on call from when on, with gaps and overrides marked; each override can be removed here. */
export function turnsMessage(shown: ShownTurns): Message {
  const title = `On call: ${line(shown.schedule, 60)}`;
  const overrides = shown.turns.some(({ override }) => override !== null);
  return message(title, [
    section(`*${title}* until ${when(shown.until, shown.now)}`),
    ...rows(shown),
    overrides ? context('⇄ an override') : null,
    ...also(shown.others),
    actions([
      button('Later', 'turns-later', at(shown, shown.until), { label: 'The turns after these' }),
      shown.from > shown.now ? button('Back to now', 'turns-now', at(shown, shown.now)) : null,
    ]),
    actions([
      button('Cover me', 'cover', {}),
      button('Swap', 'swap', {}),
      button('Override', 'override', { schedule: shown.schedule }),
    ]),
  ]);
}

/** Turns of the plan stand together; an override is a row of its own, with its button. */
function rows(shown: ShownTurns): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let plain: string[] = [];
  const end = () => {
    if (plain.length > 0) blocks.push(section(plain.join('\n')));
    plain = [];
  };
  for (const turn of shown.turns) {
    if (turn.override === null) {
      plain.push(rowText(turn, shown));
      continue;
    }
    end();
    const button = shown.mayChange ? remove(turn.override, seconds(shown.from)) : undefined;
    blocks.push(section(rowText(turn, shown), button));
  }
  end();
  return blocks;
}

function rowText({ from, user, override, of }: ShownTurn, { now }: ShownTurns): string {
  const begin = from <= now ? 'Now' : when(from, now);
  if (user === null) return `${begin}: ⚠ *nobody*`;
  if (override === null) return `${begin}: ${person(user)}`;
  const { by, reason } = override;
  const instead = of === null ? '' : ` instead of ${person(of)}`;
  return `${begin}: ⇄ ${person(user)}${instead}, by ${person(by)}${reason === null ? '' : `: ${line(reason, 80)}`}`;
}

function also(others: readonly string[]): KnownBlock[] {
  const names = others.slice(0, 5).map((name) => code(`/oncall show ${name}`, 60));
  return names.length === 0 ? [] : [context(`Also: ${names.join(', ')}`)];
}

function at({ schedule }: ShownTurns, from: Date) {
  return { schedule, from: seconds(from) };
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
