import { askOverride } from '../src/flow/oncall/ask-override.ts';
import { memberOf } from '../src/flow/oncall/member-of.ts';
import { onCallNow } from '../src/flow/oncall/on-call.ts';
import { readOverrideWords } from '../src/flow/oncall/override-words.ts';
import { readRota } from '../src/flow/oncall/rota.ts';
import { showTurns } from '../src/flow/oncall/show-turns.ts';
import { suggestOverride } from '../src/flow/oncall/suggest-override.ts';
import { suggestSwap, suggestTurns } from '../src/flow/oncall/suggest-turns.ts';
import { sendCodes, takeCode } from '../src/flow/page/verify-contact.ts';
import { readWording } from '../src/flow/simulate/read-wording.ts';
import { simulate } from '../src/flow/simulate/simulate.ts';
import { simulationGround } from '../src/flow/simulate/simulation-ground.ts';
import { isUnderstood, suppose } from '../src/flow/simulate/suppose.ts';
import { isRefusal } from '../src/lib/refusal.ts';
import { note } from '../src/slack/views/blocks.ts';
import { coverModal } from '../src/slack/views/cover.ts';
import { onCallHelpMessage } from '../src/slack/views/help.ts';
import { onCallMessage } from '../src/slack/views/oncall.ts';
import { overrideModal } from '../src/slack/views/override.ts';
import { enteredText } from '../src/slack/views/override-told.ts';
import { type Command, type CommandCall, type Reply, reply } from '../src/slack/views/reply.ts';
import { turnsMessage } from '../src/slack/views/shown-turns.ts';
import { notUnderstoodMessage, simulationMessage } from '../src/slack/views/simulation.ts';
import { swapModal } from '../src/slack/views/swap.ts';
import { masked, verifyModal } from '../src/slack/views/verify.ts';

export default {
  name: '/oncall',
  description: 'Who is on call, now and next',
  usage:
    '[service] | cover | override [schedule] [@person] [for <duration>] | show [schedule] | simulate [service] [severity] [time] [zone] [ack <duration>] | swap | verify [code] | help',
  run,
} satisfies Command;

async function run(call: CommandCall): Promise<Reply> {
  const [first = '', ...rest] = call.text.trim().split(/\s+/);
  if (first.toLowerCase() === 'verify') return verify(call, rest.join(''));
  if (first.toLowerCase() === 'help') return reply(onCallHelpMessage());
  if (first.toLowerCase() === 'cover') return cover(call);
  if (first.toLowerCase() === 'swap') return swap(call);
  if (first.toLowerCase() === 'override') return override(call, rest);
  if (first.toLowerCase() === 'show') return coming(call, rest[0] ?? null);
  if (first.toLowerCase() === 'simulate') return simulated(call, rest.join(' '));
  return whoIsOnCall(call);
}

/** Who would be paged, by the decisions that the bot would take. */
async function simulated({ world, incident }: CommandCall, words: string): Promise<Reply> {
  const { directory, store, members, provided } = world;
  const now = world.clock.now();
  const wording = readWording(words, directory, incident?.service ?? null);
  if ('what' in wording) return reply(notUnderstoodMessage(wording));
  const supposed = suppose(directory, wording, now);
  if (!isUnderstood(supposed)) return reply(notUnderstoodMessage(supposed));
  const rota = await readRota(directory, store.overrides, supposed.at);
  const ground = await simulationGround(
    { directory, rota, store, members, ...(provided && { provided }) },
    supposed.service.service,
  );
  return reply(simulationMessage(simulate(ground, supposed), supposed, now));
}

/** Who is on call in the two weeks to come. */
async function coming({ world, user }: CommandCall, schedule: string | null): Promise<Reply> {
  const name = schedule?.toLowerCase() ?? null;
  const shown = await showTurns(world, { schedule: name, from: null }, user);
  return reply(isRefusal(shown) ? note(shown.text) : turnsMessage(shown));
}

/** Asks who takes a turn of theirs. */
async function cover({ world, user }: CommandCall): Promise<Reply> {
  const member = memberOf(world.directory, user);
  if (isRefusal(member)) return reply(note(member.text));
  const turns = await suggestTurns(world, member);
  if (isRefusal(turns)) return reply(note(turns.text));
  return { kind: 'modal', view: coverModal(turns, world.clock.now()) };
}

/** Asks one person for one of their turns. */
async function swap({ world, user }: CommandCall): Promise<Reply> {
  const member = memberOf(world.directory, user);
  if (isRefusal(member)) return reply(note(member.text));
  const turns = await suggestSwap(world, member);
  if (isRefusal(turns)) return reply(note(turns.text));
  return { kind: 'modal', view: swapModal(world.directory, turns, world.clock.now()) };
}

/** Enters an override at once when person and end were typed; opens its form otherwise. */
async function override({ world, user }: CommandCall, words: string[]): Promise<Reply> {
  const member = memberOf(world.directory, user);
  if (isRefusal(member)) return reply(note(member.text));
  const read = readOverrideWords(words, Object.keys(world.directory.schedules));
  if (isRefusal(read)) return reply(note(read.text));
  const draft = await suggestOverride(world, read, user);
  if (isRefusal(draft)) return reply(note(draft.text));
  if (draft.user === null || read.until === null)
    return { kind: 'modal', view: overrideModal(world.directory, draft) };
  const entered = await askOverride(world, { ...draft, user: draft.user }, user);
  return reply(note(isRefusal(entered) ? entered.text : enteredText(entered, draft.user)));
}

/** Proves that a number or a mail address of the files is theirs: first sends a code, then takes it. */
async function verify({ world, user }: CommandCall, code: string): Promise<Reply> {
  if (code === '') {
    const sent = await sendCodes(world, user);
    return isRefusal(sent) ? reply(note(sent.text)) : { kind: 'modal', view: verifyModal(sent) };
  }
  const proved = await takeCode(world, user, code);
  return reply(note(isRefusal(proved) ? proved.text : `✓ ${masked(proved)} is verified.`));
}

async function whoIsOnCall({ world, text, incident }: CommandCall): Promise<Reply> {
  const asked = text.trim().toLowerCase() || incident?.service || '';
  const services = [...world.directory.services.values()];
  const chosen = asked === '' ? services : services.filter(({ service }) => service === asked);
  if (chosen.length === 0) {
    const known = services.map(({ service }) => service).join(', ');
    return reply(
      note(
        `No service is called \`${asked.replaceAll('`', "'").slice(0, 40)}\`. Try \`/oncall\` alone, or one of: ${known}.`,
      ),
    );
  }
  const now = world.clock.now();
  const rota = await readRota(world.directory, world.store.overrides, now);
  return reply(
    onCallMessage(
      chosen.map((service) => onCallNow(world.directory, rota, service, now)),
      now,
    ),
  );
}
