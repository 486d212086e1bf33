import { findRunbook } from '../src/flow/incident/find-runbook.ts';
import type { World } from '../src/flow/ports.ts';
import type { Incident } from '../src/incident/types.ts';
import { unreachable } from '../src/lib/unreachable.ts';
import { note } from '../src/slack/views/blocks.ts';
import { type Command, type CommandCall, type Reply, reply } from '../src/slack/views/reply.ts';
import { placeOf, procedurePage, standingIn } from '../src/slack/views/runbook.ts';
import {
  runbookCandidates,
  runbookFound,
  runbookNotFound,
} from '../src/slack/views/runbook-found.ts';

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
  if (words !== '' && verb === 'search') return search(world, words);
  if (words !== '' && verb === 'show') return show(world, words, incident);
  return reply(note(misunderstood(verb, words)));
}

function search({ matcher }: World, words: string): Reply {
  const matches = matcher.forText(words, null, MOST);
  return reply(
    matches.length > 0
      ? runbookFound(words, matches)
      : runbookNotFound(`No procedure fits "${words}".`, matcher.nearest(words)),
  );
}

function show(world: World, name: string, incident: Incident | null): Reply {
  const found = findRunbook(world, name, incident?.service ?? null);
  switch (found.kind) {
    case 'one': {
      const place = placeOf(found.match);
      return reply(procedurePage(found.match.procedure, place, 0, standingIn(incident, place)));
    }
    case 'several':
      return reply(runbookCandidates(name, found.matches));
    case 'none':
      return reply(runbookNotFound(`No procedure is called "${name}".`, found.nearest));
    default:
      return unreachable(found);
  }
}

function misunderstood(verb: string, words: string): string {
  const example = 'Try `/runbook search emails are not sent` or `/runbook show KindleSyncDown`.';
  if (verb === '') return `Say what to look for. ${example}`;
  const clipped = (text: string) => text.replaceAll('`', "'").slice(0, 80);
  if (verb === 'search' || verb === 'show')
    return `\`${verb}\` was understood, but not what to look for. ${example}`;
  return `\`${clipped(verb)}\` is not something \`/runbook\` can do: it can \`search\` and \`show\`. Try \`/runbook search ${clipped(`${verb} ${words}`.trim())}\`.`;
}
