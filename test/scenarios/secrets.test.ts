import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { survives } from '../../bench/redaction/score.ts';
import { leaks } from '../../bench/redaction/secrets.ts';
import type { Action } from '../../src/action/catalogue.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { withClient } from '../harness/pg.ts';

const table = leaks();
const phrase = 'a value without any shape';
const literal = 'literal-hunter2';
let bot: TestBot;
let folder: string;

const action = (title: string, run: string[], more: Partial<Action> = {}): Action =>
  ({ title, run, class: 'readonly', timeout: 30_000, ...more }) as Action;

beforeAll(async () => {
  process.env.SHOP_PHRASE = phrase;
  folder = await mkdtemp(join(tmpdir(), 'runbell-table-'));
  const file = join(folder, 'table.txt');
  await writeFile(file, table.map(({ text }) => text).join('\n\n'));
  const settings = join(folder, 'settings.txt');
  await writeFile(settings, 'nothing-known-as-secret');
  bot = await startTestBot({
    change: ({ services }) => {
      const shop = services.get('emailops')!;
      shop.target = {
        name: 'emailops-host',
        env: ['PATH', 'SHOP_PHRASE'],
        secrets: ['SHOP_PHRASE'],
      };
      shop.actions = {
        table: action('Print the table', ['cat', file]),
        phrase: action('Print the phrase', ['env'], { reveals_secrets: false }),
        shown: action('Print settings', ['cat', settings], { reveals_secrets: true }),
        literal: action('Print a literal', ['printf', `%s\\n`, `password=${literal}`]),
      };
    },
  });
  bot.slack.anyMessage();
});

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const olive = () => bot.slack.as('U0ONCALL');

test('no secret of the table survives in Slack, in the database, in a file or in the record', async () => {
  const { number } = (await bot.alert(
    'ContainerUnhealthy',
    { job: 'emailops', note: 'password=typed-in-a-label' },
    'firing',
    'The login postgres://shop:typed-in-a-title@db fails',
  ))!;
  const room = olive().incident(number);
  for (const title of ['Print the table', 'Print the phrase', 'Print a literal']) {
    await room.step(`*${title}*`).press(title);
    await room.step(`*${title}*`).shows('✓ Done');
  }
  const channel = (await room.find()).name;
  await olive().types(channel, '/incident note the token=Typed1nANote and more');
  await room.sees('Note by');
  await bot.settled();

  const places = {
    Slack: JSON.stringify(await fromBot()),
    database: await allOfDatabase(),
    artifacts: await artifacts(),
  };
  for (const [place, text] of Object.entries(places)) {
    expect(text.length, place).toBeGreaterThan(1000);
    for (const leak of table) {
      expect(survives(leak, text), `${leak.name} in ${place}`).toBe(false);
      expect(survives(leak, unescaped(text)), `${leak.name} in ${place}`).toBe(false);
    }
    for (const secret of [phrase, literal, 'typed-in-a-label', 'typed-in-a-title', 'Typed1nANote'])
      expect(text.includes(secret), `${secret} in ${place}`).toBe(false);
  }
  expect(places.artifacts.match(/\[redacted [0-9a-f]{4}]/g)?.length).toBeGreaterThan(table.length);
});

test('what may show secrets posts that it ended and how, and none of what it wrote', async () => {
  const { number } = (await bot.alert('Settings', { job: 'emailops' }))!;
  const step = olive().incident(number).step('*Print settings*');
  await step.press('Print settings');
  await step.shows('exit 0');
  await bot.settled();
  expect(JSON.stringify(await fromBot()).includes('nothing-known-as-secret')).toBe(false);
  expect(await artifacts()).toContain('nothing-known-as-secret');
});

/** Whatever the bot has sent, and all that stands in the workspace. */
async function fromBot() {
  const { log } = await bot.slack.get<{ log: { direction: string }[] }>('/_control/log');
  const state = await bot.slack.state();
  const messages = [];
  for (const { id } of [...state.channels, ...state.users])
    messages.push(await bot.slack.messages(id));
  return { sent: log.filter(({ direction }) => direction === 'from_bot'), state, messages };
}

/** Every column of every table that can hold a text. */
function allOfDatabase(): Promise<string> {
  return withClient(bot.databaseUrl, async (client) => {
    const { rows: columns } = await client.query(
      `select quote_ident(table_name) as name, quote_ident(column_name) as col
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema = 'public' and table_type = 'BASE TABLE' and data_type in ('text', 'jsonb', 'json', 'character varying', 'ARRAY')`,
    );
    const texts: string[] = [];
    for (const { name, col } of columns) {
      const { rows } = await client.query(
        `select ${col}::text as text from ${name} where ${col} is not null`,
      );
      texts.push(...rows.map(({ text }) => `${name}.${col}: ${text}`));
    }
    return texts.join('\n');
  });
}

async function artifacts(): Promise<string> {
  const files = await readdir(join(bot.data, 'artifacts'));
  const texts = files.map((file) => readFile(join(bot.data, 'artifacts', file), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}

function unescaped(text: string): string {
  return text.replaceAll('\\n', '\n').replaceAll('\\"', '"');
}
