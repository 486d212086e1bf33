import type { SandboxEvent, State } from '../contract.ts';
import { app, team } from '../seed/app.ts';
import type { World } from '../world.ts';

/** The whole workspace as the page first sees it. */
export function hello(world: World): SandboxEvent {
  const channels = [...world.store.channels.keys()];
  return {
    type: 'hello',
    state: stateOf(world),
    messages: Object.fromEntries(channels.map((id) => [id, world.store.messages(id)])),
    modals: world.views.modals(),
    homes: Object.fromEntries(world.views.homes().map((home) => [home.user, home.blocks])),
  };
}

export function stateOf(world: World): State {
  const { store, workspace } = world;
  return {
    workspace: { ...team, url: world.url },
    app: {
      id: app.id,
      botUserId: app.botUserId,
      name: app.name,
      connected: world.app.connected,
    },
    users: [...store.members.values()].map(({ email: _email, ...member }) => member),
    channels: [...store.channels.values()],
    commands: [...workspace.commands],
    shortcuts: [...workspace.shortcuts],
    practice: world.practiceUrl === null ? null : { url: world.practiceUrl },
  };
}
