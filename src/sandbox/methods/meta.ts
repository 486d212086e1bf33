import { app, team } from '../seed/app.ts';
import type { Method } from './call.ts';

/** Who the app is, and whether the workspace answers at all. */
export const metaMethods = {
  'api.test': ({ args }) => {
    const error = args.text('error');
    return error ? { ok: false, error, args: args.all() } : { args: args.all() };
  },
  'auth.test': ({ world }) => ({
    url: `${world.url}/`,
    team: team.name,
    user: app.handle,
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    is_enterprise_install: false,
  }),
  'apps.connections.open': ({ world }) => ({
    url: `${world.url.replace(/^http/, 'ws')}/link/?ticket=${world.socket.ticket()}&app_id=${app.id}`,
  }),
  'team.info': ({ world }) => ({
    team: {
      id: team.id,
      name: team.name,
      domain: team.domain,
      url: `${world.url}/`,
      email_domain: '',
      icon: { image_default: true },
    },
  }),
} satisfies Record<string, Method>;
