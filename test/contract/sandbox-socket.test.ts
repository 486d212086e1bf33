import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { startApp, until, type Workspace, workspace } from './sandbox-harness.ts';

interface Frame {
  type: string;
  reason?: string;
  envelope_id?: string;
  retry_attempt?: number;
  retry_reason?: string;
  accepts_response_payload?: boolean;
  num_connections?: number;
  payload?: { event?: { type: string; reaction?: string }; event_id?: string; trigger_id?: string };
}

const quick = { timing: { ackMs: 100, retryMs: [0, 50, 100], triggerMs: 100 } };

test('the first frame is hello, a command may carry an answer and an event may not', async () => {
  await using space = await workspace();
  const socket = await connect(space);
  expect(socket.frames[0]).toMatchObject({ type: 'hello', num_connections: 1 });
  void space.post('command', { user: 'U0DEV', channel: 'general', command: '/oncall' });
  const command = await socket.next('slash_commands');
  expect(command).toMatchObject({ accepts_response_payload: true });
  expect(command).not.toHaveProperty('retry_attempt');
  socket.ack(command);
  await mark(space, 'eyes');
  const event = await socket.next('events_api');
  expect(event).toMatchObject({
    accepts_response_payload: false,
    retry_attempt: 0,
    retry_reason: '',
    payload: { event: { type: 'reaction_added' } },
  });
});

test('an event without acknowledgement comes three more times and then no more', async () => {
  await using space = await workspace(quick);
  const socket = await connect(space);
  await mark(space, 'eyes');
  await until(() => socket.events().length === 4, 'four deliveries');
  expect(socket.events().map(({ retry_attempt }) => retry_attempt)).toEqual([0, 1, 2, 3]);
  expect(socket.events().map(({ retry_reason }) => retry_reason)).toEqual([
    '',
    'timeout',
    'timeout',
    'timeout',
  ]);
  expect(new Set(socket.events().map(({ payload }) => payload?.event_id)).size).toBe(1);
  await mark(space, 'tada');
  await until(() => socket.events().length === 8, 'four deliveries of the second');
  const eyes = socket.events().filter(({ payload }) => payload?.event?.reaction === 'eyes');
  expect(eyes).toHaveLength(4);
});

test('an acknowledged event does not come again', async () => {
  await using space = await workspace(quick);
  const socket = await connect(space);
  await mark(space, 'eyes');
  socket.ack(await socket.next('events_api'));
  await mark(space, 'tada');
  await until(() => socket.events().some(({ retry_attempt }) => retry_attempt === 2), 'a retry');
  const eyes = socket.events().filter(({ payload }) => payload?.event?.reaction === 'eyes');
  expect(eyes).toHaveLength(1);
});

test('events raised while no socket was open come later, in order, as retries', async () => {
  await using space = await workspace();
  for (const name of ['one', 'two', 'three']) await mark(space, name);
  const socket = await connect(space);
  await until(() => socket.events().length === 3, 'three events');
  expect(socket.events().map(({ payload }) => payload?.event?.reaction)).toEqual([
    'one',
    'two',
    'three',
  ]);
  expect(socket.events().map(({ retry_attempt }) => retry_attempt)).toEqual([1, 1, 1]);
});

test('a command with no socket open fails at once and tells the member', async () => {
  await using space = await workspace();
  const body = { user: 'U0DEV', channel: 'general', command: '/oncall' };
  expect(await space.post('command', body)).toEqual({ ok: false, error: 'dispatch_failed' });
  expect(await space.ephemerals('U0DEV')).toMatchObject([
    { text: '/oncall failed with the error "dispatch_failed"' },
  ]);
});

test('each envelope goes to one of the connections, and the eleventh is sent away', async () => {
  await using space = await workspace({ limits: 'off' });
  const sockets: Awaited<ReturnType<typeof connect>>[] = [];
  for (let count = 0; count < 10; count += 1) sockets.push(await connect(space));
  const eleventh = await connect(space);
  expect(await eleventh.next('disconnect')).toMatchObject({ reason: 'too_many_websockets' });
  await mark(space, 'eyes');
  await until(() => sockets.some((socket) => socket.events().length > 0), 'the event');
  expect(sockets.flatMap((socket) => socket.events())).toHaveLength(1);
});

test('a ticket opens one connection', async () => {
  await using space = await workspace();
  const url = await ticket(space);
  await connect(space, url);
  await expect(connect(space, url)).rejects.toThrow('401');
});

test('both sides may ping', async () => {
  await using space = await workspace({ timing: { pingMs: 30 } });
  const socket = await connect(space);
  await until(() => socket.pings() > 1, 'pings from the workspace');
  const pong = new Promise((resolve) => socket.raw.once('pong', resolve));
  socket.raw.ping();
  await pong;
});

test('a trigger opens one modal within its time and says by name why not', async () => {
  await using space = await workspace(quick);
  const socket = await connect(space);
  const trigger = async () => {
    void space.post('shortcut', { user: 'U0DEV', callback_id: 'declare_incident' });
    const seen = socket.frames.length;
    const frame = await until(() => socket.frames.slice(seen).find((each) => each.payload));
    socket.ack(frame);
    return frame.payload?.trigger_id ?? '';
  };
  const open = (id: string) => space.web.views.open({ trigger_id: id, view: { ...view } });
  const first = await trigger();
  expect(await open(first)).toMatchObject({ ok: true });
  await expect(open(first)).rejects.toThrow('exchanged_trigger_id');
  await expect(open('1.2.3')).rejects.toThrow('invalid_trigger_id');
  const late = await trigger();
  const issued = Date.now();
  await until(() => Date.now() > issued + 110);
  await expect(open(late)).rejects.toThrow('expired_trigger_id');
});

test('a Bolt app comes back by itself after a disconnect and gets what happened meanwhile', async () => {
  await using space = await workspace();
  const heard: string[] = [];
  await using _app = await startApp(space, 'socket', (app) => {
    app.event('reaction_added', async ({ event }) => {
      heard.push(event.reaction);
    });
  });
  await space.post('faults', { dropSocket: true });
  await mark(space, 'eyes');
  expect(heard).toEqual([]);
  await until(() => heard.includes('eyes'), 'the event after the reconnect', 12_000);
});

test('while sockets are refused none can be opened, and afterwards they can', async () => {
  await using space = await workspace();
  await space.post('faults', { refuseSocket: true });
  await expect(connect(space)).rejects.toThrow('503');
  await space.post('faults', {});
  await connect(space);
});

const view = {
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: 'Declare' },
  blocks: [{ type: 'divider' as const }],
};

/** A member reacts to a message in #incidents, which the app subscribed to. */
async function mark(space: Workspace, name: string): Promise<void> {
  const where = { channel: 'incidents', user: 'U0DEV' };
  const [message] = await space.messages('incidents');
  const ts = message?.ts ?? (await space.post('message', { ...where, text: 'x' })).message?.ts;
  await space.post('reaction', { ...where, ts, name });
}

async function ticket(space: Workspace): Promise<string> {
  const response = await fetch(`${space.apiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${space.appToken}` },
  });
  return ((await response.json()) as { url: string }).url;
}

async function connect(space: Workspace, url?: string) {
  const raw = new WebSocket(url ?? (await ticket(space)));
  onTestFinished(() => raw.terminate());
  const frames: Frame[] = [];
  let pings = 0;
  raw.on('ping', () => {
    pings += 1;
  });
  raw.on('message', (data) => frames.push(JSON.parse(String(data))));
  await new Promise((resolve, reject) => {
    raw.once('message', resolve);
    raw.once('error', reject);
  });
  const of = (type: string) => frames.filter((frame) => frame.type === type);
  const events = () =>
    of('events_api').filter(({ payload }) => payload?.event?.type === 'reaction_added');
  return {
    raw,
    frames,
    events,
    pings: () => pings,
    next: (type: string) =>
      until(() => (type === 'events_api' ? events()[0] : of(type)[0]), `a frame of ${type}`),
    ack: ({ envelope_id }: Frame) => raw.send(JSON.stringify({ envelope_id, payload: {} })),
  };
}
