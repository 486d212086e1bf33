import { type Message, message, section } from './blocks.ts';

const commands = [
  ['/incident', 'opens the form'],
  [
    '/incident declare p1 kindle-sync books are not delivered',
    'severity, service (optional), title',
  ],
  ['/incident ack', 'you take it; paging stops'],
  ['/incident take', 'takes it over from whoever has it'],
  ['/incident snooze 30m', 'yours until then; then paging starts again (`unsnooze`: now)'],
  ['/incident escalate need a database person', 'pages the next level now'],
  ['/incident escalate level 2', 'or `@ada`, or `policy:support`: pages them now'],
  ['/incident mitigate', 'the harm has stopped, the cause has not'],
  ['/incident resolve restarted the service', 'it is over'],
  ['/incident reopen', 'it is back; paging starts again'],
  ['/incident severity p2', 'raising it starts paging again'],
  ['/incident lead @ada', 'who leads'],
  ['/incident note queue is draining', 'puts a line on the record'],
  ['/incident status', 'how it stands'],
  ['/incident timeline', 'all that happened'],
  ['/incident list', 'what is open'],
  ['/runbook search emails are not sent', 'finds a procedure'],
  ['/runbook show KindleSyncDown', 'reads one'],
  ['/oncall kindle-sync', 'who is on call'],
  ['/oncall show primary', 'who is on call in the next two weeks'],
  ['/oncall cover', 'asks who takes a turn of yours'],
  ['/oncall swap', 'asks somebody for one of their turns'],
  ['/oncall override primary @ada for 4h', 'puts somebody on call; alone it opens a form'],
  ['/oncall simulate kindle-sync p1', 'who would be paged, and when'],
  ['/oncall verify', 'proves that a number or a mail address is yours'],
] as const;

export function helpMessage(): Message {
  const lines = commands.map(([command, words]) => `\`${command}\` ${words}`);
  return message('How to talk to Runbell', [
    section(
      `*What you can type*\nIn an incident's channel they mean that incident; elsewhere name one: \`/incident ack 12\`.`,
    ),
    section(lines.join('\n')),
  ]);
}

/** The part of it about who is on call. */
export function onCallHelpMessage(): Message {
  const lines = commands
    .filter(([command]) => command.startsWith('/oncall'))
    .map(([command, words]) => `\`${command}\` ${words}`);
  return message('Who is on call', [
    section(['`/oncall` who is on call now and next', ...lines].join('\n')),
  ]);
}
