import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Home, home } from '../config/home.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';

const files = {
  'runbell.yaml': `people:
  oncall: { name: Olive, slack: U0ONCALL }
  senior: { name: Samir, slack: U0SENIOR }
policies:
  calm: { page: [], levels: [{ name: first, page: [oncall], wait: 5m }] }
hook_keys: { monitoring: practice }
default_service: shop
`,
  'shop/service.yaml': `service: shop
alerts: { job: shop }
escalation: calm
approvers: [oncall, senior]
target: { name: shop-host }
actions:
  flush: { title: Flush, run: [./flush, now] }
`,
  'shop/operations.md': `# Shop

## ShopDown

1. Start it again: \`systemctl restart shop\`
2. Look at it: \`uptime\`

## ShopSlow

1. Start the cache again: \`systemctl restart cache\`

## ShopEmpty

1. Fill it
`,
};
const runbook = 'shop/operations.md';

let folder: Home;
let bot: TestBot;
const restart = 'systemctl restart shop';

beforeEach(async () => {
  folder = await home(files);
  bot = await startTestBot({ home: folder.path });
  bot.slack.anyMessage();
});
afterEach(async () => {
  await bot?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

test('an edit counts within two seconds, for the next alert; an open incident keeps what it began with', async () => {
  const first = await fire('ShopDown');
  await room(first).sees('systemctl restart shop');
  await edit({ [runbook]: files[runbook].replaceAll('systemctl restart', 'launch') });
  await room(await fire('ShopSlow')).sees('launch cache');
  expect((await steps(first))[0]).toContain('systemctl restart shop');

  await edit({
    [runbook]: null,
    'shop/night/x.md': 'not read: too deep',
    'shop/new.md': '# New\n\n## ShopBurning\n\n1. `uptime`\n',
  });
  await room(await fire('ShopBurning')).sees('# ShopBurning');
  const nothing = await fire('ShopEmpty');
  await room(nothing).sees('Actions of');
  expect((await bot.incident(nothing)).incident.procedures).toEqual([]);
});

test('an edited step makes its request void: the approval is refused, and the step says what to do', async () => {
  const number = await fire('ShopDown');
  const step = room(number).step(restart);
  await step.press('Run with approval');
  await step.shows('Waiting for approval');

  // At once, before the bot has looked at the files again by itself.
  await folder.write({ [runbook]: files[runbook].replace(restart, `${restart} --force`) });
  await room(number, 'U0SENIOR').step(restart).press('Approve');
  await bot.slack.as('U0SENIOR').isTold('so the request is void and nothing runs');
  await step.shows('Void: The runbook was edited after this was requested', 5000);
  expect(await runs(number)).toEqual(['void']);
  await room(number).sees('Find the edited procedure with');

  // The old step cannot be asked for again; the edited procedure can be added and used.
  await step.press('Run again with approval');
  await bot.slack.as('U0ONCALL').isTold('what it says now counts');
  expect(await runs(number)).toEqual(['void']);
});

test('a request stands while other parts of its file are edited', async () => {
  const number = await fire('ShopDown');
  const step = room(number).step(restart);
  await step.press('Run with approval');
  await step.shows('Waiting for approval');
  await edit({
    [runbook]: `Read me first.\n\n${files[runbook].replace('restart cache', 'restart caches')}`,
  });
  await room(number, 'U0SENIOR').step(restart).press('Approve');
  await step.shows('Not run in practice');
});

test('an edited action makes its request void, and pressing it again asks for the edited one', async () => {
  const number = await fire('ShopDown');
  await room(number).sees('Actions of').press('Flush');
  await room(number).sees('Waiting for approval');
  await folder.write({
    'shop/service.yaml': files['shop/service.yaml'].replace('[./flush, now]', '[./flush, all]'),
  });
  await eventually('it is void', async () => (await runs(number))[0] === 'void', 5000);
  await room(number).sees('Press it again: that asks for the edited action');
  await room(number).sees('Actions of').press('Flush again');
  await eventually('it is asked for', async () => (await runs(number)).length === 2);
  const [, again] = (await bot.incident(number)).runs;
  expect([again?.state, again?.commandLine]).toEqual(['pending', './flush all']);
});

test('a run that was approved and still waits for its worker is void too', async () => {
  await bot[Symbol.asyncDispose]();
  bot = await startTestBot({ home: folder.path, targets: [] });
  bot.slack.anyMessage();
  const number = await fire('ShopDown');
  const step = room(number).step(restart);
  await step.press('Run with approval');
  await room(number, 'U0SENIOR').step(restart).press('Approve');
  await step.shows('Queued');
  await folder.write({ [runbook]: files[runbook].replace(restart, 'launch shop') });
  await step.shows('Void', 5000);
  expect(await runs(number)).toEqual(['void']);
});

test('a file that breaks keeps its last good version and says so in one message, which is edited when it is mended', async () => {
  const digest = bot.slack.channel('incidents');
  await folder.write({
    'shop/service.yaml': files['shop/service.yaml'].replace('escalation: calm', 'escalation: clam'),
    [runbook]: files[runbook].replace(restart, 'launch shop'),
  });
  const notice = await digest.sees('cannot be taken over', 5000);
  expect(notice.text).toContain('shop/service.yaml:3');
  expect(notice.text).toContain(
    'escalation is "clam", which is no policy in runbell.yaml; use calm',
  );
  expect(notice.text).toMatch(/The version from .* stays in force/);
  expect(await gauge()).toBe(1);
  expect((await fetch(`${bot.bot.url}/readyz`)).status).toBe(200);
  await room(await fire('ShopDown')).sees('launch shop');

  await folder.write({ 'shop/service.yaml': 'service: [' });
  await digest.sees('this is not YAML', 5000);
  await folder.write({ 'shop/service.yaml': files['shop/service.yaml'] });
  const mended = await digest.sees('Mended', 5000);
  expect(mended.message.ts).toBe(notice.message.ts);
  expect(mended.text).not.toContain('cannot be taken over');
  expect(await gauge()).toBe(0);
});

test('keys, approvers and targets of the files count without a restart', async () => {
  await edit({
    'runbell.yaml': files['runbell.yaml'].replace('practice }', 'practice, other: a-new-key }'),
    'shop/service.yaml': files['shop/service.yaml'].replace('[oncall, senior]', '[senior]'),
  });
  const { status } = await bot.post('/hooks/generic/a-new-key', { title: 'x', service: 'shop' });
  expect(status).toBe(202);
  const number = await fire('ShopDown');
  await room(number).step(restart).shows('needs one approval');
  expect(bot.bot.core.world.directory.services.get('shop')?.approvers).toEqual(['senior']);
});

/** Writes the files and waits until the bot goes by them: two seconds, and a little for a busy machine. */
async function edit(changed: Record<string, string | null>): Promise<void> {
  const before = bot.bot.core.world.directory;
  const written = performance.now();
  await folder.write(changed);
  await eventually('the edit is in force', () => bot.bot.core.world.directory !== before, 6000);
  expect(performance.now() - written).toBeLessThan(4000);
}

async function fire(name: string): Promise<number> {
  const opened = await bot.alert(name, { job: 'shop' });
  return opened?.number ?? 0;
}

function room(number: number, user = 'U0ONCALL') {
  return bot.slack.as(user).incident(number);
}

async function runs(number: number): Promise<string[]> {
  return (await bot.incident(number)).runs.map(({ state }) => state);
}

async function steps(number: number): Promise<string[]> {
  const [procedure] = (await bot.incident(number)).incident.procedures;
  return (procedure?.steps ?? []).map(({ step }) => (step.kind === 'command' ? step.text : ''));
}

async function gauge(): Promise<number> {
  const text = await (await fetch(`${bot.bot.url}/metrics`)).text();
  return Number(/^runbell_config_broken (\d+)$/m.exec(text)?.[1]);
}
