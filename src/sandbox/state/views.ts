import { randomBytes } from 'node:crypto';
import type { Block, Modal } from '../contract.ts';
import { app, team } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import { limits } from '../validate/limits.ts';
import { withBlockIds } from './block-ids.ts';
import { seconds, slackId } from './identifiers.ts';
import type { Store } from './store.ts';

export interface ViewRecord {
  id: string;
  user: string;
  type: 'modal' | 'home';
  body: Record<string, unknown>;
  blocks: Block[];
  hash: string;
  rootId: string;
  previousId: string | null;
  /** What the app said is wrong with the last submission, by block_id. */
  errors: Record<string, string>;
}

/** Modals, at most three on top of each other for a member, and Home tabs. */
export class Views {
  readonly #store: Store;
  readonly #stacks = new Map<string, ViewRecord[]>();
  readonly #homes = new Map<string, ViewRecord>();

  constructor(store: Store) {
    this.#store = store;
  }

  open(user: string, body: Record<string, unknown>): ViewRecord {
    this.#unusedExternalId(body);
    const view = record(user, body, null);
    this.#stacks.set(user, [view]);
    this.#show(user);
    return view;
  }

  push(user: string, body: Record<string, unknown>): ViewRecord {
    this.#unusedExternalId(body);
    const stack = this.#stacks.get(user) ?? [];
    const below = stack.at(-1);
    if (!below) return no('not_found');
    if (stack.length >= limits.view.stack) return no('push_limit_reached');
    const view = record(user, body, below);
    this.#stacks.set(user, [...stack, view]);
    this.#show(user);
    return view;
  }

  update(view: ViewRecord, body: Record<string, unknown>, hash?: string): ViewRecord {
    if (hash !== undefined && hash !== view.hash) return no('hash_conflict');
    Object.assign(view, { body, blocks: blocksOf(body), hash: newHash(), errors: {} });
    this.#show(view.user);
    return view;
  }

  publish(user: string, body: Record<string, unknown>, hash?: string): ViewRecord {
    const before = this.#homes.get(user);
    if (hash !== undefined && hash !== before?.hash) return no('hash_conflict');
    const view = record(user, body, null);
    if (before) Object.assign(view, { id: before.id, rootId: before.id });
    this.#homes.set(user, view);
    this.#store.emit({ type: 'home', user, blocks: view.blocks });
    return view;
  }

  find(id: string | undefined, externalId: string | undefined): ViewRecord | undefined {
    const all = [...this.#stacks.values()].flat().concat([...this.#homes.values()]);
    return all.find(
      (view) => view.id === id || (externalId && view.body.external_id === externalId),
    );
  }

  top(user: string): ViewRecord | undefined {
    return this.#stacks.get(user)?.at(-1);
  }

  home(user: string): ViewRecord | undefined {
    return this.#homes.get(user);
  }

  homes(): ViewRecord[] {
    return [...this.#homes.values()];
  }

  setErrors(view: ViewRecord, errors: Record<string, string>): void {
    view.errors = errors;
    this.#show(view.user);
  }

  /** Takes the top modal away, or all of them, and says which went. */
  close(user: string, all: boolean): ViewRecord[] {
    const stack = this.#stacks.get(user) ?? [];
    const closed = stack.slice(all ? 0 : -1);
    this.#stacks.set(user, all ? [] : stack.slice(0, -1));
    this.#show(user);
    return closed;
  }

  modals(): Record<string, Modal> {
    const open = [...this.#stacks].flatMap(([user, stack]) => {
      const top = stack.at(-1);
      return top ? [[user, asModal(top)] as const] : [];
    });
    return Object.fromEntries(open);
  }

  clear(): void {
    this.#stacks.clear();
    this.#homes.clear();
  }

  #show(user: string): void {
    const top = this.top(user);
    this.#store.emit({ type: 'modal', user, modal: top ? asModal(top) : null });
  }

  #unusedExternalId(body: Record<string, unknown>): void {
    if (typeof body.external_id !== 'string' || body.external_id === '') return;
    if (this.find(undefined, body.external_id)) no('duplicate_external_id');
  }
}

/** The view as Slack writes it in answers and payloads. */
export function wireView(view: ViewRecord, values: Record<string, unknown> = {}) {
  const { title, close, submit } = view.body;
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.body.private_metadata ?? '',
    callback_id: view.body.callback_id ?? '',
    state: { values },
    hash: view.hash,
    title: title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    close: close ?? null,
    submit: submit ?? null,
    clear_on_close: view.body.clear_on_close ?? false,
    notify_on_close: view.body.notify_on_close ?? false,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: app.id,
    external_id: view.body.external_id ?? '',
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}

export function asModal(view: ViewRecord): Modal {
  const { title, submit, close, callback_id } = view.body as Partial<Modal>;
  return {
    id: view.id,
    user: view.user,
    callback_id: callback_id ?? '',
    title: title ?? { type: 'plain_text', text: '' },
    ...(submit && { submit }),
    ...(close && { close }),
    blocks: view.blocks,
    errors: view.errors,
  };
}

function record(user: string, body: Record<string, unknown>, below: ViewRecord | null): ViewRecord {
  const id = slackId('V');
  return {
    id,
    user,
    type: body.type === 'home' ? 'home' : 'modal',
    body,
    blocks: blocksOf(body),
    hash: newHash(),
    rootId: below?.rootId ?? id,
    previousId: below?.id ?? null,
    errors: {},
  };
}

function blocksOf(body: Record<string, unknown>): Block[] {
  return withBlockIds(body.blocks as Block[]);
}

function newHash(): string {
  return `${seconds()}.${randomBytes(4).toString('hex')}`;
}
