import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { methodTable } from '../../src/sandbox/methods/table.ts';
import * as sandbox from '../../src/sandbox/seed/app.ts';
import { loadCommands } from '../../src/slack/commands.ts';

const Manifest = z.object({
  display_information: z.object({ name: z.string().max(35), description: z.string().max(140) }),
  features: z.object({
    shortcuts: z.array(z.record(z.string(), z.string())),
    slash_commands: z.array(
      z.object({
        command: z.string().max(32),
        description: z.string(),
        usage_hint: z.string().max(1000),
        should_escape: z.literal(true),
      }),
    ),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
    interactivity: z.object({ is_enabled: z.literal(true) }),
    socket_mode_enabled: z.literal(true),
  }),
});

const root = path.join(import.meta.dirname, '..', '..');
const manifest = Manifest.parse(
  parse(readFileSync(path.join(root, 'slack-manifest.yaml'), 'utf8')),
);
const scopes = manifest.oauth_config.scopes.bot;
const slack = sources('src/slack');
const called = methodTable.filter(
  ({ method }) => slack.includes(`'${method}'`) || slack.includes(`client.${method}(`),
);

test('the manifest has the commands of the folder commands/, word for word', async () => {
  const commands = await loadCommands();

  expect(manifest.features.slash_commands).toEqual(
    commands.map(({ name, description, usage }) => ({
      command: name,
      description,
      usage_hint: usage,
      should_escape: true,
    })),
  );
});

test('the local workspace is set up as the manifest sets up a real one', () => {
  const names = manifest.features.slash_commands.map(({ command }) => command);

  expect(sandbox.slashCommands.map(({ command }) => command).toSorted()).toEqual(names);
  expect(manifest.features.shortcuts).toEqual(sandbox.shortcuts);
  expect(sandbox.app.name).toBe(manifest.display_information.name);
  expect(sandbox.botScopes).toEqual(expect.arrayContaining(scopes));
  expect(sandbox.botEvents).toEqual(
    expect.arrayContaining(manifest.settings.event_subscriptions.bot_events),
  );
});

test('the scanner sees the methods that the bot calls', () => {
  const names = called.map(({ method }) => method);

  expect(names).toEqual(expect.arrayContaining(['chat.postMessage', 'views.open', 'pins.add']));
});

test('every method that the bot calls has its scope', () => {
  const missing = called.filter(
    (entry) => entry.scopes.length > 0 && !entry.scopes.some((scope) => scopes.includes(scope)),
  );

  expect(missing).toEqual([]);
});

test('every scope is asked for because of something that the bot does', () => {
  // Scopes that belong to no method: what lets commands in, and where messages may go.
  const beside = ['commands', 'chat:write.public'];
  const needed = new Set([...beside, ...called.flatMap((entry) => entry.scopes)]);

  expect(scopes.filter((scope) => !needed.has(scope))).toEqual([]);
});

test('the bot is sent the events and shortcuts that it listens to, and no others', () => {
  const events = [...slack.matchAll(/\.event\(\s*'([\w.]+)'/g)].map(([, name]) => name);
  const shortcuts = [...slack.matchAll(/\.shortcut\(\s*'(\w+)'/g)].map(([, name]) => name);

  // What is subscribed as `message.channels` arrives as `message`.
  const sent = manifest.settings.event_subscriptions.bot_events.map((name) =>
    name.replace(/^message\..+/, 'message'),
  );

  expect(sent.toSorted()).toEqual(events.toSorted());
  expect(manifest.features.shortcuts.map(({ callback_id }) => callback_id).toSorted()).toEqual(
    shortcuts.toSorted(),
  );
});

/** All files of a folder as one text; the table of rates names methods that are not called. */
function sources(folder: string): string {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && path.basename(file) !== 'rates.ts')
    .map((file) => readFileSync(path.join(root, folder, file), 'utf8'))
    .join('\n');
}
