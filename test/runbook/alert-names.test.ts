import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

function alertsOf(text: string, file = 'ops.md'): string[] {
  return parseRunbook(file, text).alerts;
}

test.each([
  [
    'a heading that says what is wrong',
    '# A\n\n## QueueStuckTooLong\n\nLook.\n',
    ['QueueStuckTooLong'],
  ],
  [
    'a heading with the parts of an alert below it',
    '# TicketShopWatch\n\n## Meaning\n\nA.\n\n## Impact\n\nB.\n',
    ['TicketShopWatch'],
  ],
  [
    'a heading with its state',
    '# DiskFillingUp [Deprecated]\n\n## Meaning\n\nA.\n',
    ['DiskFillingUp'],
  ],
  ['a heading that says so', '# Alert: Disk is nearly full\n\nLook.\n', ['Disk is nearly full']],
  ['the heading of a runbook', '# Runbook: QueueBacklogHigh\n\nLook.\n', ['QueueBacklogHigh']],
  [
    'a quoted heading',
    '# A\n\n## "Last snapshot failed" alert\n\nLook.\n',
    ['Last snapshot failed'],
  ],
  ['a label', '# A\n\n## B\n\n**Alert:** `QueueStuck`\n\nLook.\n', ['QueueStuck']],
  [
    'a label among others on lines of their own',
    '# A\n\n**Alert Name:** `ReplicaLagHigh`\n**Component:** CheckoutService\n**Severity:** high\n',
    ['ReplicaLagHigh'],
  ],
  [
    'a label with a name of small letters',
    '# A\n\n## B\n\nAlert name: replica_lag_high\n',
    ['replica_lag_high'],
  ],
  [
    'what fires it',
    '# A\n\n## B\n\nFired by QueueStuck and QueueSlow.\n',
    ['QueueStuck', 'QueueSlow'],
  ],
])('%s gives the name', (_, text, names) => {
  expect(alertsOf(text)).toEqual(names);
});

test.each([
  ['a product', '# A\n\n## PostgreSQL\n\nRun `df -h`.\n'],
  ['a kind of object', '# A\n\n## LoadBalancer\n\nRun `df -h`.\n'],
  ['a function', '# A\n\n## sendMessage\n\nRun `df -h`.\n'],
  ['a sentence about alerts', '# A\n\n## B\n\nAlert path: a POST to sendMessage of the bot.\n'],
])('%s is no alert', (_, text) => {
  expect(alertsOf(text)).toEqual([]);
});

test.each([
  ['alerts/disk-full.md', ['Disk full']],
  ['alerts/README.md', []],
  ['alerts/helpers/toolbox.md', []],
])('the title of %s is an alert: %j', (file, names) => {
  expect(alertsOf('# Disk full\n\nRun `df -h`.\n', file)).toEqual(names);
});
