/**
 * What the browser page and the tests see of the local workspace: the JSON of the control API
 * (`/_control/*`) and of its event stream. Both faces use these shapes and no others.
 */

export interface Member {
  id: string;
  /** Handle, `ada`. */
  name: string;
  real_name: string;
  title: string;
  tz: string;
  is_bot: boolean;
  /** Deactivated; a label in the page. */
  deleted: boolean;
  /** A guest, of several channels or (`ultra`) of one. */
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
}

export interface Usergroup {
  id: string;
  handle: string;
  name: string;
  users: string[];
  disabled?: boolean;
}

export interface Channel {
  id: string;
  name: string;
  /** A direct message has exactly two members and is listed under their names. */
  is_im: boolean;
  is_private: boolean;
  is_archived: boolean;
  topic: string;
  purpose: string;
  members: string[];
  created: number;
  creator: string;
  bookmarks: { id: string; title: string; link: string; emoji: string }[];
  pins: string[];
}

/** A Block Kit block, passed through as the app sent it. */
export type Block = { type: string; block_id?: string } & Record<string, unknown>;

export interface Message {
  channel: string;
  ts: string;
  user: string;
  text: string;
  blocks?: Block[];
  thread_ts?: string;
  /** Replies below this message, counted. */
  reply_count: number;
  bot_id?: string;
  subtype?: string;
  edited?: { user: string; ts: string };
  reactions: { name: string; users: string[] }[];
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
  /** Uploaded by the app; `url` serves the bytes as a download. */
  files?: SharedFile[];
}

export interface SharedFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  size: number;
  url: string;
}

/** Seen by one member only, gone on reload, as in Slack. */
export interface Ephemeral {
  id: string;
  channel: string;
  user: string;
  ts: string;
  text: string;
  blocks?: Block[];
  thread_ts?: string;
}

/** The top of a member's modal stack. */
export interface Modal {
  id: string;
  user: string;
  callback_id: string;
  title: { type: string; text: string };
  submit?: { type: string; text: string };
  close?: { type: string; text: string };
  blocks: Block[];
  /** By block_id, shown under the field; set when the app answered `errors`. */
  errors: Record<string, string>;
}

export interface SlashCommand {
  command: string;
  description: string;
  usage_hint: string;
}

/** `GET /_control/state` */
export interface State {
  workspace: { id: string; name: string; domain: string; url: string };
  app: { id: string; botUserId: string; name: string; connected: boolean };
  users: Member[];
  channels: Channel[];
  commands: SlashCommand[];
  shortcuts: {
    name: string;
    callback_id: string;
    type: 'global' | 'message';
    description: string;
  }[];
  /** Whether the bot serves `/practice/*`; the page then shows the practice panel. */
  practice: { url: string } | null;
}

/**
 * `GET /_control/log` answers `{ ok, log: LogEntry[] }`: every request and event that crossed the
 * border, newest last, at most 1,000. Likewise `GET /_control/messages/:channel` answers
 * `{ ok, messages: Message[] }` (thread replies included), `GET /_control/modal/:user`
 * `{ ok, modal: Modal | null }` and `GET /_control/ephemeral/:user` `{ ok, messages: Ephemeral[] }`.
 * `:channel` is an id or a name; a member's id stands for the direct message between them and the bot.
 */
export interface LogEntry {
  at: number;
  direction: 'from_bot' | 'to_bot';
  /** `chat.postMessage`, `slash_commands`, `block_actions`, … */
  name: string;
  ok: boolean;
  error?: string;
  detail: unknown;
}

/**
 * `GET /_control/events`: server-sent events, one JSON object in each `data:` line. The first is
 * `hello` with everything the page needs; later ones are changes. After a `reset` a new `hello` follows.
 */
export type SandboxEvent =
  | {
      type: 'hello';
      state: State;
      messages: Record<string, Message[]>;
      modals: Record<string, Modal>;
      homes: Record<string, Block[]>;
    }
  | { type: 'message'; message: Message }
  | { type: 'message_changed'; message: Message }
  | { type: 'message_deleted'; channel: string; ts: string }
  | { type: 'ephemeral'; message: Ephemeral }
  | { type: 'ephemeral_deleted'; id: string; channel: string; user: string }
  | { type: 'channel'; channel: Channel }
  | { type: 'member'; member: Member }
  | { type: 'modal'; user: string; modal: Modal | null }
  | { type: 'home'; user: string; blocks: Block[] }
  | { type: 'app'; connected: boolean }
  | { type: 'reset' };

/**
 * The body of `POST /_control/interact`. `action` is what Slack would put in `actions[0]`; give at
 * least `action_id`, and `value`, `selected_option`, … when the element has one. In a modal or Home
 * tab leave out `channel` and `messageTs` and give `view: true`.
 */
export interface Interact {
  user: string;
  channel?: string;
  messageTs?: string;
  view?: boolean;
  action: { action_id: string; block_id?: string } & Record<string, unknown>;
  /** What stands in the modal's other fields by now; either form that `Submit` takes. */
  values?: Record<string, unknown>;
}

/**
 * The body of `POST /_control/submit`: submits the modal that `user` has open. `values` is
 * `view.state.values` as Slack sends it, or the short form `{ block_id: text | option value }`.
 */
export interface Submit {
  user: string;
  callback_id?: string;
  values: Record<string, unknown>;
}

/**
 * The answer to `command`, `shortcut`, `interact` and `submit`, once the app has acknowledged (or did
 * not, within 3 s). `ack` is the payload of the acknowledgement; a request that makes no sense gets
 * status 400 and `ok: false`, with `errors` by block_id when a modal's fields are not filled in.
 */
export interface Handled {
  ok: boolean;
  ack?: unknown;
  /** `operation_timeout`, `dispatch_failed`, or what is wrong with the request. */
  error?: string;
  errors?: Record<string, string>;
}

/**
 * The body of `POST /_control/shortcut`. A message shortcut needs `channel` and `messageTs`.
 * Close to it: `POST /_control/close-modal { user, all? }`,
 * `POST /_control/message { user, channel, text, thread_ts? }`, `POST /_control/command
 * { user, channel, command, text? }`, `POST /_control/reaction { user, channel, ts, name, present? }`,
 * `POST /_control/edit-message { user, channel, ts, text }`, `POST /_control/delete-message
 * { user, channel, ts }`, `POST /_control/open-home { user }`, `POST /_control/reset` and
 * `POST /_control/mode { requestUrl: string | null }` (null is Socket Mode). What an administrator does:
 * `POST /_control/member { user, deleted?, is_bot?, is_restricted?, is_ultra_restricted?, title? }` and
 * `POST /_control/usergroup { usergroup, users }`, by the group's id or handle.
 * In `message`, `channel` may be a member's id: the direct message between the two. Whoever acts in a
 * public channel without being in it joins it first.
 */
export interface Shortcut {
  user: string;
  callback_id: string;
  channel?: string;
  messageTs?: string;
}

/** The body of `POST /_control/faults`; each call replaces what was set before, `{}` clears all. */
export interface Faults {
  /** Web API methods (or `*`) that fail, each for the next `times` calls (default: until cleared). */
  methods?: {
    method: string;
    answer: 'ratelimited' | 'http_500' | 'timeout' | 'delay' | string;
    retryAfter?: number;
    delayMs?: number;
    times?: number;
  }[];
  /** Closes every socket now, as Slack does with `disconnect`. */
  dropSocket?: boolean;
  /** Refuses new sockets until cleared. */
  refuseSocket?: boolean;
  /** Sends each of the next n events or interactions twice. */
  redeliver?: number;
}
