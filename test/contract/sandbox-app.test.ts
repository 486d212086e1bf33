import type { App, BlockAction } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { startApp, until, type Workspace, workspace } from './sandbox-harness.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });

describe.each(['socket', 'http'] as const)('a Bolt app by %s', (mode) => {
  test('goes from a command through a modal to a channel whose button changes its message', async () => {
    await using space = await workspace();
    await using _app = await startApp(space, mode, incidentApp);

    expect(await command(space, 'declare')).toEqual({ ok: true, ack: {} });
    const modal = await until(() => space.modal('U0ONCALL'), 'a modal');
    expect(modal.title.text).toBe('Declare an incident');

    expect(await space.post('submit', { user: 'U0ONCALL', values: {} })).toEqual({
      ok: false,
      error: 'fields_missing',
      errors: { title: 'Please fill in this field.' },
    });

    expect(
      await space.post('submit', { user: 'U0ONCALL', values: { title: 'bad' } }),
    ).toMatchObject({
      ok: true,
      ack: { response_action: 'errors' },
    });
    expect((await space.modal('U0ONCALL'))?.errors).toEqual({ title: 'Say more than that.' });

    await space.post('submit', {
      user: 'U0ONCALL',
      values: { title: 'checkout is down', severity: 'p1', parts: ['api'] },
    });
    expect(await space.modal('U0ONCALL')).toBeNull();
    const card = await until(
      async () => (await space.messages('inc-1')).find((message) => message.blocks),
      'the card',
    );
    expect(card.text).toBe('P1 checkout is down (api) by U0ONCALL');

    const press = { user: 'U0ONCALL', channel: 'inc-1', messageTs: card.ts };
    await space.post('interact', { ...press, action: { action_id: 'ack_incident' } });
    const changed = await until(
      async () =>
        (await space.messages('inc-1')).find(({ text }) => text.startsWith('Acknowledged')),
      'the changed card',
    );
    expect(changed).toMatchObject({ ts: card.ts, text: 'Acknowledged by U0ONCALL: inc 1' });
    expect(changed.edited).toBeUndefined();
  });

  test('answers a command privately through its acknowledgement and later through respond', async () => {
    await using space = await workspace();
    await using _app = await startApp(space, mode, (app) => {
      app.command('/oncall', async ({ ack, respond }) => {
        await ack({ text: 'Looking' });
        await respond('Olive is on call');
        await respond({ response_type: 'in_channel', text: 'Asked who is on call' });
      });
    });
    await space.post('message', {
      user: 'U0DEV',
      channel: 'incidents',
      text: '/oncall kindle-sync',
    });
    await until(async () => (await space.messages('incidents')).length > 0, 'the public answer');
    expect((await space.ephemerals('U0DEV')).map(({ text }) => text).sort()).toEqual([
      'Looking',
      'Olive is on call',
    ]);
    expect(await space.ephemerals('U0ONCALL')).toEqual([]);
    expect(await space.messages('incidents')).toMatchObject([{ text: 'Asked who is on call' }]);
  });

  test('replaces and deletes a private message by its own button', async () => {
    await using space = await workspace();
    await using _app = await startApp(space, mode, (app) => {
      app.action('next', async ({ ack, respond }) => {
        await ack();
        await respond({ replace_original: true, text: 'second', blocks: [button('done')] });
      });
      app.action('done', async ({ ack, respond }) => {
        await ack();
        await respond({ delete_original: true });
      });
    });
    await space.web.chat.postEphemeral({
      channel: 'C0INCIDENTS',
      user: 'U0DEV',
      text: 'first',
      blocks: [button('next')],
    });
    const [first] = await space.ephemerals('U0DEV');
    const press = { user: 'U0DEV', channel: 'incidents', messageTs: first?.ts };
    await space.post('interact', { ...press, action: { action_id: 'next' } });
    await until(async () => (await space.ephemerals('U0DEV'))[0]?.text === 'second', 'the second');
    await space.post('interact', { ...press, action: { action_id: 'done' } });
    await until(async () => (await space.ephemerals('U0DEV')).length === 0, 'nothing left');
  });

  test('hears a mention twice, as app_mention and as message, and its own posts as message', async () => {
    await using space = await workspace();
    const heard: string[] = [];
    await using _app = await startApp(space, mode, (app) => {
      app.event('app_mention', async ({ event, say }) => {
        heard.push(`mention ${event.text}`);
        await say('here');
      });
      app.message(async ({ message }) => {
        heard.push(`message ${'text' in message ? message.text : ''}`);
      });
    });
    await space.post('message', { user: 'U0DEV', channel: 'incidents', text: '@runbell hi' });
    await until(async () => (await space.messages('incidents')).length === 2, 'the answer');
    expect(heard.sort()).toEqual(['mention <@U0RUNBELL> hi', 'message <@U0RUNBELL> hi']);
    const own = (await space.log()).find(
      ({ name, detail }) => name === 'message' && JSON.stringify(detail).includes('"bot_id"'),
    );
    expect(own).toMatchObject({ direction: 'to_bot', ok: true });
  });

  test('answers submissions by updating, pushing and clearing', async () => {
    await using space = await workspace();
    await using _app = await startApp(space, mode, (app) => {
      app.shortcut('declare_incident', async ({ ack, shortcut, client }) => {
        await ack();
        await client.views.open({ trigger_id: shortcut.trigger_id, view: page('one') });
      });
      app.view('page', async ({ ack, view }) => {
        const next = { one: 'two', two: 'three', three: 'four' }[view.private_metadata];
        const deeper = view.private_metadata !== 'one';
        if (next && deeper) await ack({ response_action: 'push', view: page(next) });
        else if (next) await ack({ response_action: 'update', view: page(next) });
        else await ack({ response_action: 'clear' });
      });
    });
    await space.post('shortcut', { user: 'U0DEV', callback_id: 'declare_incident' });
    const first = await until(() => space.modal('U0DEV'), 'the first modal');
    const titles: unknown[] = [];
    for (let step = 0; step < 4; step += 1) {
      await space.post('submit', { user: 'U0DEV' });
      titles.push((await space.modal('U0DEV'))?.title.text ?? null);
    }
    expect(first.title.text).toBe('one');
    expect(titles).toEqual(['two', 'three', 'four', null]);
  });

  test('opens a modal from a shortcut and a Home tab from a visit', async () => {
    await using space = await workspace();
    await using _app = await startApp(space, mode, (app) => {
      app.shortcut('declare_incident', async ({ ack, shortcut, client }) => {
        await ack();
        await client.views.open({ trigger_id: shortcut.trigger_id, view: declareView });
      });
      app.event('app_home_opened', async ({ event, client }) => {
        const blocks = [{ type: 'header' as const, text: plain('Open incidents') }];
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
      });
    });
    await space.post('shortcut', { user: 'U0DEV', callback_id: 'declare_incident' });
    await until(() => space.modal('U0DEV'), 'the modal');
    await space.post('close-modal', { user: 'U0DEV' });
    expect(await space.modal('U0DEV')).toBeNull();
    await space.post('open-home', { user: 'U0DEV' });
    await until(
      async () => (await space.log()).some(({ name, ok }) => name === 'views.publish' && ok),
      'a Home tab',
    );
  });

  test('is complained about when it does not acknowledge in time', async () => {
    await using space = await workspace({ timing: { ackMs: 150 } });
    await using _app = await startApp(space, mode, (app) => {
      app.command('/incident', async () => {});
    });
    expect(await command(space, 'list')).toEqual({ ok: false, error: 'operation_timeout' });
    expect(await space.ephemerals('U0ONCALL')).toMatchObject([
      { text: '/incident failed with the error "operation_timeout"' },
    ]);
  });

  test('gets the same event again when told to be sent twice, with one event id', async () => {
    await using space = await workspace();
    const ids: string[] = [];
    await using _app = await startApp(space, mode, (app) => {
      app.event('reaction_added', async ({ body }) => {
        ids.push(body.event_id);
      });
    });
    const { ts } = await space.web.chat.postMessage({ channel: 'C0INCIDENTS', text: 'x' });
    await space.post('faults', { redeliver: 1 });
    await space.post('reaction', { user: 'U0DEV', channel: 'incidents', ts, name: 'eyes' });
    await until(() => ids.length === 2, 'the second delivery');
    expect(new Set(ids).size).toBe(1);
  });
});

function command(space: Workspace, text: string) {
  return space.post('command', {
    user: 'U0ONCALL',
    channel: 'general',
    command: '/incident',
    text,
  });
}

function button(actionId: string) {
  return {
    type: 'actions' as const,
    elements: [{ type: 'button' as const, action_id: actionId, text: plain(actionId), value: '1' }],
  };
}

const option = (value: string) => ({ text: plain(value.toUpperCase()), value });

function page(name: string) {
  return {
    type: 'modal' as const,
    callback_id: 'page',
    private_metadata: name,
    title: plain(name),
    submit: plain('Next'),
    blocks: [{ type: 'divider' as const }],
  };
}

const declareView = {
  type: 'modal' as const,
  callback_id: 'declare',
  title: plain('Declare an incident'),
  submit: plain('Declare'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'title',
      label: plain('Title'),
      element: { type: 'plain_text_input' as const, action_id: 'value' },
    },
    {
      type: 'input' as const,
      block_id: 'severity',
      label: plain('Severity'),
      element: {
        type: 'static_select' as const,
        action_id: 'value',
        options: [option('p1'), option('p2')],
        initial_option: option('p2'),
      },
    },
    {
      type: 'input' as const,
      block_id: 'parts',
      optional: true,
      label: plain('Parts'),
      element: {
        type: 'checkboxes' as const,
        action_id: 'value',
        options: [option('api'), option('web')],
      },
    },
  ],
};

function incidentApp(app: App): void {
  app.command('/incident', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: declareView });
  });
  app.view('declare', async ({ ack, view, body, client }) => {
    const { title, severity, parts } = view.state.values;
    if (title?.value?.value === 'bad') {
      await ack({ response_action: 'errors', errors: { title: 'Say more than that.' } });
      return;
    }
    await ack();
    const { channel } = await client.conversations.create({ name: 'inc-1' });
    const id = channel?.id ?? '';
    await client.conversations.invite({ channel: id, users: body.user.id });
    const chosen = parts?.value?.selected_options?.map(({ value }) => value).join();
    await client.chat.postMessage({
      channel: id,
      text: `${severity?.value?.selected_option?.text.text} ${title?.value?.value} (${chosen}) by ${body.user.id}`,
      blocks: [button('ack_incident')],
    });
  });
  app.action<BlockAction>('ack_incident', async ({ ack, body, client }) => {
    await ack();
    const text = `Acknowledged by ${body.user.id}: inc ${(body.actions[0] as { value: string }).value}`;
    await client.chat.update({
      channel: body.channel?.id ?? '',
      ts: body.message?.ts ?? '',
      text,
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
    });
  });
}
