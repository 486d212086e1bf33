import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { webhook } from '../harness/bot.ts';
import { freshDatabase } from '../harness/database.ts';
import { table } from '../harness/ledger.ts';
import { runbell } from '../harness/process.ts';
import { openShop } from '../harness/shop.ts';

const undo: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

const runbook = `# Pods of the shop

## ShopPodStuck

\`\`\`bash
# Find the pod
POD=$(ls pods | head -1)
# Wake it
./wake.sh <namespace> $POD <port> backup-$(date +%Y%m%d).tgz $API_TOKEN
# Follow its log
tail -f log.txt
\`\`\`
`;

test('a command opens filled in from the alert and from a lookup, and runs with exactly what was approved', async () => {
  const database = await freshDatabase();
  undo.push(database);
  const shop = await openShop();
  undo.push(shop);
  const env = shop.env(database.url);
  const home = env.RUNBELL_HOME ?? '';
  const work = join(dirname(home), 'work');
  await writeFile(join(home, 'shop/pods.md'), runbook);
  await mkdir(join(work, 'pods/web-1'), { recursive: true });
  await writeFile(join(work, 'log.txt'), 'all is well\n');
  await writeFile(
    join(work, 'wake.sh'),
    '#!/bin/sh\nprintf "%s\\n" "$@" > woken\necho "token $5"\n',
    { mode: 0o755 },
  );
  const bot = runbell(['start'], env);
  undo.push(bot);
  await bot.says('Ready.', 60_000);

  const labels = {
    alertname: 'ShopPodStuck',
    job: 'shop',
    severity: 'critical',
    namespace: 'blue',
  };
  const answer = await fetch(`${bot.url()}/hooks/alertmanager/long-and-random`, {
    method: 'POST',
    body: JSON.stringify(webhook(labels)),
  });
  const { incidents } = (await answer.json()) as { incidents: { number: number }[] };
  const olive = shop.slack.as('U0ONCALL');
  const room = olive.incident(incidents[0]?.number ?? 0);
  await room.sees('ShopPodStuck', 30_000);

  const follow = room.step('Follow its log');
  expect(await follow.text()).toContain('*Runs as* `tail -n 200 log.txt`');
  await follow.press('Run');
  await follow.shows('all is well');

  const find = room.step('Find the pod');
  await find.press('Run');
  await find.shows('`$POD` is `web-1`');

  const wake = room.step('Wake it');
  expect(await wake.text()).toContain('asks for `namespace`, `POD`, `port` and `API_TOKEN`');
  await wake.press('Run with approval…');
  const form = JSON.stringify((await olive.modal('Fill in the command')).blocks);
  expect(form).toContain('"initial_value":"blue"');
  expect(form).toContain("Filled in from the alert's namespace: check it.");
  expect(form).toContain('"initial_value":"web-1"');
  expect(form).toContain('"type":"number_input"');
  const token = 'hunter2-of-the-shop';
  await olive.submits({
    'parameter:namespace': 'Blue!',
    'parameter:port': '99999',
    'parameter:API_TOKEN': token,
  });
  expect((await olive.modal()).errors).toMatchObject({
    'parameter:namespace': 'It is no name: use small letters, digits, - and . only.',
    'parameter:port': 'It is no port: use a whole number from 1 to 65535.',
  });
  await olive.submits({
    'parameter:namespace': 'blue',
    'parameter:port': '8080',
    'parameter:API_TOKEN': token,
  });
  await wake.shows('Waiting for approval');

  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const line = `./wake.sh blue web-1 8080 backup-${day}.tgz '••••••'`;
  await shop.slack.as('U0SENIOR').dm().sees(line);
  expect(JSON.stringify(await table(database.url, 'run'))).not.toContain('hunter2');
  await shop.slack
    .as('U0SENIOR')
    .incident(incidents[0]?.number ?? 0)
    .step('Wake it')
    .press('Approve');
  await wake.shows('token [redacted');
  expect(await readFile(join(work, 'woken'), 'utf8')).toBe(
    `blue\nweb-1\n8080\nbackup-${day}.tgz\n${token}\n`,
  );
  for (const name of ['run', 'timeline', 'outbox', 'incident'])
    expect(JSON.stringify(await table(database.url, name as 'run'))).not.toContain('hunter2');
});
