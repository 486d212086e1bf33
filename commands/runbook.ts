import { findRunbook } from '../src/flow/find-runbook.ts';
import { isRefusal } from '../src/lib/refusal.ts';
import { note } from '../src/slack/views/blocks.ts';
import { type Command, type CommandCall, type Reply, reply } from '../src/slack/views/reply.ts';
import { runbookFound, runbookShown } from '../src/slack/views/runbook.ts';

export default {
  name: '/runbook',
  description: 'Find and read a procedure',
  usage: 'search <words> | show <name>',
  run,
} satisfies Command;

const MOST = 5;

async function run({ world, text, incident }: CommandCall): Promise<Reply> {
  const [verb = '', ...rest] = text.trim().split(/\s+/).filter(Boolean);
  const words = rest.join(' ');
  if (verb === 'search' && words !== '') {
    return reply(runbookFound(words, world.matcher.forText(words, null, MOST)));
  }
  if (verb === 'show' && words !== '') {
    const found = findRunbook(world, words, incident?.service ?? null);
    return reply(isRefusal(found) ? note(found.text) : runbookShown(found));
  }
  return reply(note(misunderstood(verb, words)));
}

function misunderstood(verb: string, words: string): string {
  const example = 'Try `/runbook search emails are not sent` or `/runbook show KindleSyncDown`.';
  if (verb === '') return `Say what to look for. ${example}`;
  const clipped = (text: string) => text.replaceAll('`', "'").slice(0, 80);
  if (verb === 'search' || verb === 'show')
    return `\`${verb}\` was understood, but not what to look for. ${example}`;
  return `\`${clipped(verb)}\` is not something \`/runbook\` can do: it can \`search\` and \`show\`. Try \`/runbook search ${clipped(`${verb} ${words}`.trim())}\`.`;
}
