import { onCallNow } from '../src/flow/on-call.ts';
import { readRota } from '../src/flow/rota.ts';
import { note } from '../src/slack/views/blocks.ts';
import { onCallMessage } from '../src/slack/views/oncall.ts';
import { type Command, type CommandCall, type Reply, reply } from '../src/slack/views/reply.ts';

export default {
  name: '/oncall',
  description: 'Who is on call, now and next',
  usage: '[service]',
  run,
} satisfies Command;

async function run({ world, text, incident }: CommandCall): Promise<Reply> {
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
