import { changeSeverity, setLead } from '../src/flow/incident/change-severity.ts';
import { declare } from '../src/flow/incident/declare.ts';
import { escalateIncident } from '../src/flow/incident/escalate.ts';
import { snoozeIncident, takeIncident, unsnoozeIncident } from '../src/flow/incident/hold.ts';
import {
  acknowledgeIncident,
  mitigateIncident,
  noteOnIncident,
  reopenIncident,
  resolveIncident,
} from '../src/flow/incident/respond.ts';
import type { World } from '../src/flow/ports.ts';
import {
  type IncidentCommand,
  isMisunderstood,
  readIncidentCommand,
  type Vocabulary,
} from '../src/incident/command.ts';
import type { Incident } from '../src/incident/types.ts';
import { isRefusal, type Refusal, refuse } from '../src/lib/refusal.ts';
import { unreachable } from '../src/lib/unreachable.ts';
import { severities } from '../src/service/service.ts';
import { note } from '../src/slack/views/blocks.ts';
import { confirmation } from '../src/slack/views/confirmation.ts';
import { declareModal } from '../src/slack/views/declare.ts';
import { helpMessage } from '../src/slack/views/help.ts';
import { listMessage } from '../src/slack/views/list.ts';
import { misunderstood } from '../src/slack/views/misunderstood.ts';
import { type Command, type CommandCall, type Reply, reply } from '../src/slack/views/reply.ts';
import { severityModal } from '../src/slack/views/severity.ts';
import { statusMessage } from '../src/slack/views/status.ts';
import { timelineMessage } from '../src/slack/views/timeline.ts';

export default {
  name: '/incident',
  description: 'Declare an incident, take it, resolve it',
  usage:
    'declare <severity> [service] <title> | ack | take | snooze | unsnooze | escalate | resolve | reopen | mitigate | severity | lead | note | status | timeline | list | help',
  run,
} satisfies Command;

async function run(call: CommandCall): Promise<Reply> {
  const { world } = call;
  const command = readIncidentCommand(call.text, vocabularyOf(world));
  if (isMisunderstood(command)) return reply(misunderstood(command));
  switch (command.verb) {
    case 'form':
      return { kind: 'modal', view: declareModal(world.directory, {}) };
    case 'help':
      return reply(helpMessage());
    case 'list':
      return reply(listMessage(await world.store.incidents.open(), world.clock.now()));
    case 'declare':
      return told(
        await declare(world, { ...command, title: named(world, command.title), by: call.user }),
        'Declared',
      );
    default:
      return onIncident(call, command);
  }
}

type Targeted = Exclude<IncidentCommand, { verb: 'form' | 'help' | 'list' | 'declare' }>;

async function onIncident(call: CommandCall, command: Targeted): Promise<Reply> {
  const { world, user } = call;
  const incident = await targetOf(call, command);
  if (isRefusal(incident)) return reply(note(incident.text));
  const { id } = incident;
  switch (command.verb) {
    case 'status': {
      const view = await world.store.incidents.view(id);
      return reply(
        view
          ? statusMessage(view, world.clock.now())
          : note('This incident is not known here any more.'),
      );
    }
    case 'timeline': {
      const shown = await world.store.incidents.timelinePage(id, null);
      return reply(timelineMessage(incident, shown, world.clock.now()));
    }
    case 'ack':
      return told(await acknowledgeIncident(world, id, user), 'Acknowledged');
    case 'mitigate':
      return told(await mitigateIncident(world, id, user), 'Mitigated');
    case 'reopen':
      return told(await reopenIncident(world, id, user), 'Reopened');
    case 'resolve':
      return told(await resolveIncident(world, id, user, command.words), 'Resolved');
    case 'escalate':
      return told(await escalateIncident(world, id, user, command.to, command.words), 'Escalated');
    case 'take':
      return told(await takeIncident(world, id, user), 'Yours now:');
    case 'snooze':
      return told(await snoozeIncident(world, id, user, command.ms), 'Snoozed');
    case 'unsnooze':
      return told(await unsnoozeIncident(world, id, user), 'Paging starts again for');
    case 'severity':
      if (command.severity === null)
        return { kind: 'modal', view: severityModal(id, incident.severity) };
      return told(await changeSeverity(world, id, command.severity, user), 'Severity changed for');
    case 'lead':
      return told(await setLead(world, id, command.user, user), 'Lead set for');
    case 'note':
      return told(await noteOnIncident(world, id, user, command.words), 'Noted on');
    default:
      return unreachable(command);
  }
}

/** The incident that is named, else the one whose channel this is, else the only one that is open. */
async function targetOf(
  { world, incident }: CommandCall,
  { number, verb }: Targeted,
): Promise<Incident | Refusal> {
  if (number !== null) {
    const found = await world.store.incidents.byNumber(number);
    return (
      found ??
      refuse(
        'no-incident',
        `There is no incident ${number}. \`/incident list\` shows the open ones.`,
      )
    );
  }
  if (incident) return incident;
  const open = await world.store.incidents.open();
  const [only] = open;
  if (open.length === 1 && only) return only;
  if (open.length === 0)
    return refuse(
      'none-open',
      `No incident is open, so there is nothing to ${verb}. Name an older one: \`/incident ${verb} 12\`.`,
    );
  return refuse(
    'which',
    `${open.length} incidents are open. Type this in the incident's channel, or name one: \`/incident ${verb} ${only?.number ?? 1}\`.`,
  );
}

function told(result: Incident | Refusal, done: string): Reply {
  return reply(isRefusal(result) ? note(result.text) : confirmation(done, result));
}

/** A title is plain text, where a mention would show as an id. */
function named({ directory }: World, title: string): string {
  const people = Object.values(directory.people);
  return title.replaceAll(
    /<@(\w+)>/g,
    (_, id: string) => `@${people.find(({ slack }) => slack === id)?.name ?? id}`,
  );
}

/** Services and every word that any of them has for a severity. */
function vocabularyOf(world: World): Vocabulary {
  const services = [...world.directory.services.values()];
  const own = services.flatMap((service) => Object.entries(service.severities));
  return {
    policies: Object.keys(world.directory.policies),
    services: services.map(({ service }) => service),
    words: new Map([
      ...own.map(([word, level]) => [word.toLowerCase(), level] as const),
      ...severities.map((level) => [level, level] as const),
    ]),
  };
}
