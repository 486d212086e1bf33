import { expect, test } from 'vitest';
import { edited, home, sound } from './home.ts';

const organisation: [from: string, to: string, ...messages: string[]][] = [
  ['U0BOB', 'bob', '3:28: people.bob.slack is "bob"; use a Slack user id such as U012ABCDEF'],
  [
    'U0BOB',
    'xoxb-1-a',
    '3:28: people.bob.slack is "xoxb-…"; use a Slack user id such as U012ABCDEF',
  ],
  [
    'U0BOB',
    'U0ANN',
    '3:28: people.bob.slack is "U0ANN", which is ann already; give each person their own Slack id',
  ],
  [
    'U0BOB }',
    'U0BOB, contacts: { phone: 0151 23, pagerduty: abc }, rules: { p1: [{ by: email }, { by: fax }] } }',
    '3:54: people.bob.contacts.phone is "0151 23"; use a number in international form such as "+4915112345678"',
    '3:74: people.bob.contacts.pagerduty is "abc"; use the name of a variable that holds the key, such as $ANN_PAGERDUTY_KEY',
    '3:101: people.bob.rules.p1[0].by is "email", but nothing says where that mail goes; write `email` into people.bob.contacts',
    '3:116: people.bob.rules.p1[1].by is "fax"; use one of slack, email, sms, voice, webhook, pagerduty, opsgenie',
  ],
  [
    'cafe: none',
    'quiet_broken_by: [p0]\nwebhooks: { pager: { url: "http://pager.example.com", secret: $PAGER } }',
    '12:19: quiet_broken_by[0] is "p0", which is no severity; did you mean "p1"? use one of p1, p2, p3, p4',
    '13:27: webhooks.pager.url is no https:// address; use https://',
    '13:63: webhooks.pager.secret reads the variable PAGER, which is not set; set it before the start',
  ],
  [
    'cafe: none',
    'digest_chanel: ops',
    '12:1: digest_chanel is no key that Runbell knows; did you mean "digest_channel"?',
  ],
  [
    '[ann, bob]',
    '[ann, bob], user_group: "@sre", handoff_messages: maybe',
    '5:46: schedules.primary.user_group is "@sre"; use the handle of a Slack user group, without @, or its id',
    '5:72: schedules.primary.handoff_messages is "maybe"; use one of on, off',
  ],
  [
    '[ann, bob]',
    '[ann, rob]',
    '5:28: schedules.primary.people[1] is "rob", which is nobody in people; did you mean "bob"? use one of ann, bob',
  ],
  [
    '[ann, bob] }',
    '[ann, bob], zone: Berlin }',
    '5:40: schedules.primary.zone is "Berlin"; use an IANA time zone such as Europe/Berlin',
  ],
  [
    '[ann, bob] }',
    '[ann, bob], turn: monthly }',
    '5:40: schedules.primary.turn is "monthly"; use one of hour, day, week, month',
  ],
  [
    '[ann, bob] }',
    '[ann, bob], only: [{ days: [mon-fri], from: 9:00 }] }',
    '5:50: schedules.primary.only[0].days[0] is "mon-fri"; use days such as [mon, wed] or [mon..fri]',
    '5:66: schedules.primary.only[0].from is "9:00"; use a time of day such as 09:00',
  ],
  [
    '[ann, bob] }',
    '[ann, bob], start: 2026-01-05T09:00, handoff: 10:00 }',
    '5:68: schedules.primary.handoff is "10:00"; use the time of day in `start` alone, or `start: 2026-01-05` and this',
  ],
  [
    '{ people: [ann, bob] }',
    '{ layers: [{ people: [ann, rob] }, { shifts: [{ days: [sat], person: eve }] }] }',
    '5:39: schedules.primary.layers[0].people[1] is "rob", which is nobody in people; did you mean "bob"? use one of ann, bob',
    '5:81: schedules.primary.layers[1].shifts[0].person is "eve", which is nobody in people; use one of ann, bob',
  ],
  [
    '[ann, bob] }',
    '[ann, bob], layers: [{ people: [ann] }] }',
    '5:34: schedules.primary has both people and layers; keep the one that you mean',
  ],
  [
    'schedule:primary',
    'schedule:primry',
    '9:33: policies.standard.levels[0].page[0] is "schedule:primry", which is no schedule; did you mean "schedule:primary"? use one of ann, bob, schedule:primary',
  ],
  [
    '["schedule:primary"]',
    'schedule:primary',
    '9:32: policies.standard.levels[0].page is "schedule:primary"; use a list',
  ],
  [
    'wait: 5m }',
    'wait: 5m, when: { severity: [p9], days: [monday], zone: Berlin } }',
    '9:83: policies.standard.levels[0].when.severity[0] is "p9", which is no severity; did you mean "p1"? use one of p1, p2, p3, p4',
    '9:95: policies.standard.levels[0].when.days[0] is "monday"; use days such as [mon, wed] or [mon..fri]',
    '9:110: policies.standard.levels[0].when.zone is "Berlin"; use `service`, `person`, or an IANA time zone such as Europe/Berlin',
  ],
  [
    '["schedule:primary"], wait: 5m }',
    '["webhook:wall", "group:sre", "channel:#ops"], wait: 5m, ack: all, round_robin: true }',
    '9:33: policies.standard.levels[0].page[0] is "webhook:wall", which is no webhook; there is no webhook yet: add one',
    '9:94: policies.standard.levels[0].ack is "all"; use one, since only one person is paged at a time',
  ],
  [
    'wait: 5m }',
    'wait: 5m }\n    next_policy: other\n  other: { next_policy: standard, levels: [{ name: x, page: [ann], wait: 5m }] }',
    '10:18: policies.standard.next_policy is "other", which leads back: standard, other, standard; remove it',
    '11:25: policies.other.next_policy is "standard", which leads back: other, standard, other; remove it',
  ],
  [
    'wait: 5m }',
    'wait: 5m }\n    next_policy: nobody',
    '10:18: policies.standard.next_policy is "nobody", which is no policy; there is no policy yet: add one',
  ],
  [
    'wait: 5m',
    'wait: 300',
    '9:60: policies.standard.levels[0].wait is 300; use a duration such as 30s, 5m or 1h30m',
  ],
  [
    'wait: 5m',
    'wait: 5 min',
    '9:60: policies.standard.levels[0].wait is "5 min"; use a duration such as 30s, 5m or 1h30m',
  ],
  [
    'wait: 5m',
    'wait: 5s',
    '9:60: policies.standard.levels[0].wait is "5s"; use a duration from 10s to 7d',
  ],
  [
    '    levels:',
    '    page: [p1, p5]\n    levels:',
    '8:16: policies.standard.page[1] is "p5", which is no severity; did you mean "p1"? use one of p1, p2, p3, p4',
  ],
  [
    'default_service: shop',
    'default_service: shpo',
    '11:18: default_service is "shpo", which is no service; use shop',
  ],
  ['default_service: shop', '', '1:1: default_service is missing; add it: the name of a service'],
  [
    'bob: {',
    'Bob B: {',
    '3:3: "Bob B" is no name for an entry of people; use a name of lower-case letters, digits and -',
    '5:28: schedules.primary.people[1] is "bob", which is nobody in people; use one of ann, Bob B',
  ],
  ['cafe: none', 'approval_minutes: 0', '12:19: approval_minutes is 0; use at least 1'],
  [
    'cafe: none',
    'commands: [{ program: ctl, class: readonly, example: ctl show }]',
    '12:35: commands[0].class is "readonly", which makes `ctl show` safer to run: Runbell calls it mutating; add `safer: true` if you know that it is, as it will then run with fewer approvals',
  ],
  [
    'cafe: none',
    'commands: [{ program: ctl, words: wipe, class: destructive, example: ctl show }]',
    '12:70: commands[0].example is "ctl show", which is mutating, not destructive; give an example that begins with the program and has its words',
  ],
];

test.each(organisation)('runbell.yaml with %j instead of %j', async (from, to, ...messages) => {
  await using folder = await home(
    from === 'cafe: none'
      ? { 'runbell.yaml': `${sound['runbell.yaml']}${to}\n` }
      : edited('runbell.yaml', from, to),
  );
  const complaints = await folder.complaints();
  expect(complaints.filter((line) => line.startsWith('runbell.yaml'))).toEqual(
    messages.map((message) => `runbell.yaml:${message}`),
  );
});

const queue = 'queue: { bullmq: mails, url: QUEUE_URL, states: [waiting] }';

const service: [from: string, to: string, ...messages: string[]][] = [
  [
    '{ run: [./rollback] }',
    '{ http: { method: POST, url: "https://ci.example.com/x?token=$CI_TOKEN", headers: { authorization: Bearer 5b1f9c07d2e84a6fb3c1 } }, verify: { http: "https://ops:hunter2hunter2@shop.example.com/" } }',
    '8:112: actions.rollback.http.headers.authorization holds a secret; write the name of a variable of the worker, such as $SHOP_TOKEN, and give the secret to that',
    '8:161: actions.rollback.verify.http holds a secret; take it out: a check that needs one is a command, which reads it from its environment',
  ],
  [
    'escalation: standard',
    'escalation: standrad',
    '3:13: escalation is "standrad", which is no policy in runbell.yaml; use standard',
  ],
  [
    'escalation: standard',
    'escalation:',
    '3:1: escalation is missing; add it: the name of a policy in runbell.yaml',
  ],
  [
    'escalation: standard',
    'escaltion: standard',
    '3:1: escaltion is no key that Runbell knows; did you mean "escalation"?',
  ],
  [
    '[bob]',
    '[bop]',
    '4:13: approvers[0] is "bop", which is nobody in runbell.yaml; did you mean "bob"? use one of ann, bob',
  ],
  [
    'alerts:',
    'severities: { critical: P1 }\nalerts:',
    '2:25: severities.critical is "P1"; did you mean "p1"? use one of p1, p2, p3, p4',
  ],
  ['{ job: shop }', '{ job: 7 }', '2:16: alerts.job is 7; put it in quotes: "7"'],
  [
    'on_failure: rollback',
    'on_failure: rolback',
    '7:44: actions.restart.on_failure is "rolback", which is no action of this service; use rollback',
  ],
  [
    'on_failure: rollback',
    'on_failure: restart',
    '7:44: actions.restart.on_failure is "restart", the action itself; use rollback',
  ],
  [
    'run: [./rollback]',
    'run: [./rollback], target: db-host',
    '8:42: actions.rollback.target is "db-host", which is no target of this service; use shop-host',
  ],
  [
    '$RUNBELL_DATA/shop',
    './shop',
    '5:33: target.cwd is "./shop", which depends on where the bot starts; begin it with /, $RUNBELL_DATA or $RUNBELL_HOME',
  ],
  [
    'DATA/shop }',
    'DATA/shop, umask: 077, nice: 20, grace: 10m }',
    '5:60: target.umask is 77; use three octal digits in quotes, such as "077"',
    '5:71: target.nice is 20; use at most 19',
    '5:82: target.grace is "10m"; use a duration from 1s to 5m',
  ],
  [
    'DATA/shop }',
    `DATA/shop, ssh: { host: -oProxyCommand=id, user: root, key: id_ed25519, host_key: AAAA } }`,
    '5:33: target.cwd is "$RUNBELL_DATA/shop", which depends on where a login there begins; begin it with /, it is a folder of the host',
    '5:66: target.ssh.host is "-oProxyCommand=id"; use a host name or an IP address',
    '5:102: target.ssh.key is "id_ed25519"; use a path that begins with /, $RUNBELL_HOME, $RUNBELL_DATA or the $NAME of a variable',
    '5:124: target.ssh.host_key is "AAAA"; use the public key of the host, such as ssh-ed25519 AAAA…; ssh-keyscan prints it',
  ],
  [
    '$RUNBELL_DATA/shop }',
    '/shop, ssh: { host: web-1, user: root, key: /id } }',
    '5:45: target.ssh is a block of keys; use one of host_key and known_hosts: whoever answers must be proven to be the host',
  ],
  [
    'run: [./rollback]',
    `${queue}, target: web-1 }\ntargets:\n  - { name: web-1, ssh: { host: web-1, user: root, key: /id, known_hosts: /known }`,
    '8:22: actions.rollback.queue but web-1 is reached by ssh, where only commands run; name a target of the worker itself',
  ],
  [
    'run: [./rollback]',
    `run: [./rollback], ${queue}`,
    '8:34: actions.rollback has both run and queue; keep the one that you mean',
  ],
  [
    'run: [./rollback]',
    'title: Nothing',
    '8:13: actions.rollback.run is missing; add it: a list of words such as [./deploy.sh, restart], or `queue` or `http` instead',
  ],
  [
    'run: [./rollback]',
    'rnu: [./rollback]',
    '8:15: actions.rollback.rnu is no key that Runbell knows; did you mean "run"?',
  ],
  [
    'run: [./rollback]',
    'run: ./rollback',
    '8:20: actions.rollback.run is "./rollback"; use a list of words such as [./deploy.sh, restart], or `queue` or `http` instead',
  ],
  [
    'run: [./rollback]',
    queue.replace('QUEUE_URL', '"redis://cache"').replace('waiting', 'waitin'),
    '8:44: actions.rollback.queue.url is "redis://cache"; use the name of an environment variable',
    '8:70: actions.rollback.queue.states[0] is "waitin"; did you mean "waiting"? use one of waiting, prioritized, delayed, failed, completed',
  ],
  [
    'run: [./rollback]',
    `class: readonly, ${queue}`,
    '8:22: actions.rollback.class is "readonly", but it empties a queue; use mutating or destructive',
  ],
  [
    'run: [./rollback]',
    'run: [./rollback], verify: { http: "localhost:80", status: 9000, within: soon }',
    '8:50: actions.rollback.verify.http is "localhost:80"; use an address that begins with http:// or https://',
    '8:74: actions.rollback.verify.status is 9000; use at most 599',
    '8:88: actions.rollback.verify.within is "soon"; use a duration such as 30s, 5m or 1h30m',
  ],
  [
    'escalation: standard',
    'escalation: standard\nescalation: standard',
    '4:1: this key stands twice; keep one of the two',
  ],
  [
    'alerts: { job: shop }',
    'alerts: &all { job: shop }\nseverities: *all',
    '3:13: *all repeats another part of the file; write the value out',
  ],
  ['  restart', '\trestart', '7:1: this line is indented with a tab; use spaces'],
  [sound['shop/service.yaml'], '', '1:1: this is empty; docs/config.md shows what belongs here'],
  [sound['shop/service.yaml'], '- shop\n', '1:1: the file is a list; use a block of keys'],
  [
    sound['shop/service.yaml'],
    'service: shop\n---\nservice: cafe\n',
    '2:1: a second document begins; keep one per file, without ---',
  ],
];

test.each(service)('service.yaml with %j instead of %j', async (from, to, ...messages) => {
  await using folder = await home(edited('shop/service.yaml', from, to));
  const complaints = await folder.complaints();
  const own = complaints.filter((line) => line.startsWith('shop/service.yaml'));
  expect(own).toEqual(messages.map((message) => `shop/service.yaml:${message}`));
});

test('nesting that would exhaust the parser is one mistake', async () => {
  await using folder = await home({ 'shop/service.yaml': '['.repeat(60_000) });
  const complaints = await folder.complaints();
  expect(complaints).toHaveLength(1);
  expect(complaints[0]).toMatch(/^shop\/service\.yaml:1:\d+: this is nested too deeply; /);
});

test('two services of one name, and two that claim the same alerts, are told', async () => {
  await using folder = await home({ 'shop2/service.yaml': sound['shop/service.yaml'] });
  expect(await folder.complaints()).toEqual([
    'shop2/service.yaml:1:10: service is "shop", which shop/service.yaml is already; give each service its own name',
    'shop2/service.yaml:2:1: alerts matches the same labels as shop/service.yaml; use labels that tell the two apart',
  ]);
});

test('the mistakes of all files are told at once, in the order of their lines', async () => {
  await using folder = await home({
    ...edited('runbell.yaml', 'wait: 5m', 'wait: 5'),
    ...edited('shop/service.yaml', 'standard', 'standrd'),
    'cafe/service.yaml': 'service: Cafe\n',
    'cafe/latte.yml': 'ignored',
  });
  expect(await folder.complaints({})).toEqual([
    'runbell.yaml:9:60: policies.standard.levels[0].wait is 5; use a duration such as 30s, 5m or 1h30m',
    'runbell.yaml:10:26: hook_keys.monitoring reads the variable HOOK_KEY, which is not set; set it before the start',
    'cafe/service.yaml:1:1: escalation is missing; add it: the name of a policy in runbell.yaml',
    'cafe/service.yaml:1:1: target is missing; add it: a block of keys',
    'cafe/service.yaml:1:10: service is "Cafe"; use a name of lower-case letters, digits and -, up to 40 characters',
    'shop/service.yaml:3:13: escalation is "standrd", which is no policy in runbell.yaml; use standard',
  ]);
});
