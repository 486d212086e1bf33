import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import { SlackError } from '../slack-error.ts';
import { asModal } from '../state/views.ts';
import type { World } from '../world.ts';
import { commandBody, runCommand } from './command.ts';
import { eventStream } from './events.ts';
import { interact, interactBody } from './interact.ts';
import { actor, channelFor } from './lookup.ts';
import { memberBody, setMember, setUsergroup, usergroupBody } from './members.ts';
import * as messages from './messages.ts';
import { closeBody, closeModal, runShortcut, shortcutBody } from './modal.ts';
import * as settings from './settings.ts';
import { stateOf } from './state.ts';
import { submit, submitBody } from './submit.ts';

/** `/_control/*`: what the page and the tests do. The shapes stand in contract.ts. */
export function controlRouter(world: World): Hono {
  const router = new Hono();
  router.use(bodyLimit({ maxSize: 1_000_000 }));
  router.onError((error, context) => {
    if (!(error instanceof SlackError)) throw error;
    return context.json({ ok: false, error: error.error, ...error.extra }, 400);
  });
  reads(router, world);
  const on = <Shape extends z.ZodType>(
    path: string,
    shape: Shape,
    act: (body: z.output<Shape>) => unknown,
  ) => router.post(path, (context) => accept(context, shape, act));
  on('/message', messages.messageBody, (body) => messages.sendMessage(world, body));
  on('/edit-message', messages.editBody, (body) => messages.editMessage(world, body));
  on('/delete-message', messages.deleteBody, (body) => messages.removeMessage(world, body));
  on('/reaction', messages.reactionBody, (body) => messages.toggleReaction(world, body));
  on('/command', commandBody, (body) => runCommand(world, body));
  on('/interact', interactBody, (body) => interact(world, body));
  on('/submit', submitBody, (body) => submit(world, body));
  on('/shortcut', shortcutBody, (body) => runShortcut(world, body));
  on('/close-modal', closeBody, (body) => closeModal(world, body));
  on('/open-home', settings.homeBody, (body) => settings.openHome(world, body));
  on('/faults', settings.faultsBody, (body) => settings.setFaults(world, body));
  on('/member', memberBody, (body) => setMember(world, body));
  on('/usergroup', usergroupBody, (body) => setUsergroup(world, body));
  on('/mode', settings.modeBody, (body) => settings.setMode(world, body));
  router.post('/reset', (context) => {
    settings.reset(world);
    return context.json({ ok: true });
  });
  return router;
}

function reads(router: Hono, world: World): void {
  router.get('/state', (context) => context.json({ ok: true, ...stateOf(world) }));
  router.get('/log', (context) => context.json({ ok: true, log: world.journal.all() }));
  router.get('/events', (context) => eventStream(world, context.req.raw.signal));
  router.get('/messages/:channel', (context) => {
    const channel = channelFor(world, context.req.param('channel'));
    return context.json({ ok: true, messages: world.store.messages(channel.id) });
  });
  router.get('/modal/:user', (context) => {
    const view = world.views.top(actor(world, context.req.param('user')).id);
    return context.json({ ok: true, modal: view ? asModal(view) : null });
  });
  router.get('/ephemeral/:user', (context) => {
    const member = actor(world, context.req.param('user'));
    return context.json({ ok: true, messages: world.store.ephemerals(member.id) });
  });
}

/** A form from another page cannot send this content type without asking the browser first. */
async function accept<Shape extends z.ZodType>(
  context: Context,
  shape: Shape,
  act: (body: z.output<Shape>) => unknown,
): Promise<Response> {
  if (!/^application\/json\b/.test(context.req.header('content-type') ?? '')) {
    return context.json({ ok: false, error: 'content_type_must_be_json' }, 415);
  }
  const parsed = shape.safeParse(await context.req.json().catch(() => undefined));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') || 'body';
    return context.json({ ok: false, error: `${field}: ${issue?.message ?? 'invalid'}` }, 400);
  }
  const answer = await act(parsed.data);
  if (typeof answer !== 'object' || answer === null) return context.json({ ok: true });
  const refused = 'error' in answer && answer.error === 'fields_missing';
  return context.json(answer, refused ? 400 : 200);
}
