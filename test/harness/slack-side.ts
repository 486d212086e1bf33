import type {
  Block,
  Channel,
  Ephemeral,
  Faults,
  Handled,
  LogEntry,
  Message,
  Modal,
  State,
} from '../../src/sandbox/contract.ts';
import { eventually } from './eventually.ts';
import { buttonsOf, renderText as renderBlocks } from './render.ts';

/** Slack as the people of a scenario see it. */
export class SlackSide {
  readonly url: string;
  readonly #seen = new Set<string>();
  readonly #watched = new Map<string, Message[]>();
  #closed = false;
  #strict = true;

  constructor(url: string) {
    this.url = url;
  }

  as(user: string): Person {
    return new Person(this, user);
  }

  channel(name: string): Room {
    return new Room(this, name, null);
  }

  /** The channel of an incident, by its number. */
  incident(number: number): Room {
    return new Room(this, `inc-${number}(-*)?`, null);
  }

  /** Direct messages that nobody asked about are fine in this scenario. */
  anyMessage(): this {
    this.#strict = false;
    return this;
  }

  async state(): Promise<State> {
    return this.get('/_control/state');
  }

  async messages(channel: string): Promise<Message[]> {
    const { messages } = await this.get<{ messages: Message[] }>(`/_control/messages/${channel}`);
    this.#watched.set(channel, messages);
    return messages;
  }

  /** Makes the workspace misbehave; without an argument it behaves again. */
  async faults(faults: Faults = {}): Promise<void> {
    await this.post('/_control/faults', faults);
  }

  /** How often the bot called a method, and with what. */
  async calls(method: string): Promise<LogEntry[]> {
    const { log } = await this.get<{ log: LogEntry[] }>('/_control/log');
    return log.filter(({ name, direction }) => name === method && direction === 'from_bot');
  }

  see(message: Pick<Message, 'channel' | 'ts'>): void {
    this.#seen.add(keyOf(message));
  }

  isSeen(message: Pick<Message, 'channel' | 'ts'>): boolean {
    return this.#seen.has(keyOf(message));
  }

  /** Remembers what stands in every direct message, for the check at the end. */
  async lookAround(): Promise<void> {
    for (const user of (await this.state()).users.filter((member) => !member.is_bot)) {
      await this.messages(user.id);
    }
  }

  close(): void {
    this.#closed = true;
  }

  /** A direct message that nobody expected fails the scenario. */
  failOnUnexpected(): void {
    if (!this.#strict || !this.#closed) return;
    const people = [...this.#watched].filter(([channel]) => channel.startsWith('U'));
    const unexpected = people.flatMap(([user, messages]) =>
      messages
        .filter((message) => message.bot_id && !this.isSeen(message))
        .map((message) => `${user}: ${message.text}`),
    );
    if (unexpected.length > 0)
      throw new Error(`nobody expected these messages:\n${unexpected.join('\n')}`);
  }

  async get<T>(path: string): Promise<T> {
    return (await fetch(`${this.url}${path}`)).json();
  }

  async post(path: string, body: unknown): Promise<Handled & Record<string, unknown>> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const json = await response.json();
    if (!response.ok)
      throw new Error(`${path} answered ${response.status}: ${JSON.stringify(json)}`);
    return json;
  }
}

/** A member who looks at the workspace and presses things. */
export class Person {
  readonly #slack: SlackSide;
  readonly #user: string;

  constructor(slack: SlackSide, user: string) {
    this.#slack = slack;
    this.#user = user;
  }

  dm(): Room {
    return new Room(this.#slack, this.#user, this.#user);
  }

  channel(name: string): Room {
    return new Room(this.#slack, name, this.#user);
  }

  incident(number: number): Room {
    return new Room(this.#slack, `inc-${number}(-*)?`, this.#user);
  }

  async types(channel: string, command: string): Promise<Handled> {
    const [name = '', ...words] = command.split(' ');
    const id = await new Room(this.#slack, channel, this.#user).id();
    return this.#slack.post('/_control/command', {
      user: this.#user,
      channel: id,
      command: name,
      text: words.join(' '),
    });
  }

  /** The newest private answer that says so; each counts once. */
  async isTold(text: string): Promise<Seen> {
    let all: Ephemeral[] = [];
    const found = await eventually(`${this.#user} is told "${text}"`, async () => {
      all = await this.#ephemerals();
      return all.findLast((one) => !this.#slack.isSeen(one) && says(renderText(one), text));
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}; told was:\n${all.map(renderText).join('\n---\n')}`);
    });
    this.#slack.see(found);
    return new Seen(this.#slack, found, this.#user);
  }

  async #ephemerals(): Promise<Ephemeral[]> {
    const path = `/_control/ephemeral/${this.#user}`;
    return (await this.#slack.get<{ messages: Ephemeral[] }>(path)).messages;
  }

  async shortcut(id: string): Promise<Handled> {
    return this.#slack.post('/_control/shortcut', { user: this.#user, callback_id: id });
  }

  /** The form that is open, waited for. */
  async modal(title = ''): Promise<Modal> {
    return eventually(`${this.#user} has the form "${title}" open`, async () => {
      const modal = await this.openModal();
      return modal?.title.text.includes(title) ? modal : null;
    });
  }

  /** The form that is open now, if one is. */
  async openModal(): Promise<Modal | null> {
    const path = `/_control/modal/${this.#user}`;
    return (await this.#slack.get<{ modal: Modal | null }>(path)).modal;
  }

  submits(values: Record<string, unknown>): Promise<Handled> {
    return this.#slack.post('/_control/submit', { user: this.#user, values });
  }
}

/** A channel or direct message, as somebody looks at it. */
export class Room {
  readonly #slack: SlackSide;
  readonly #name: string;
  readonly #user: string | null;

  constructor(slack: SlackSide, name: string, user: string | null) {
    this.#slack = slack;
    this.#name = name;
    this.#user = user;
  }

  async id(): Promise<string> {
    if (/^U/.test(this.#name)) return this.#name;
    const channel = await this.find();
    return channel.id;
  }

  find(): Promise<Channel> {
    const pattern = new RegExp(`^${this.#name.replaceAll('*', '.*')}$`);
    return eventually(`the channel ${this.#name}`, async () =>
      (await this.#slack.state()).channels.findLast(({ name }) => pattern.test(name)),
    );
  }

  sees(text: string, withinMs?: number): Waiting {
    return new Waiting(this.#wait(text, withinMs));
  }

  /** One step or action of a message, from the text that holds these words to its buttons. */
  step(words: string): StepAt {
    return new StepAt(this, words);
  }

  /** The newest message under a heading that holds these words: a procedure, the actions, a request. */
  async panel(words: string): Promise<Seen | null> {
    const messages = await this.#slack.messages(await this.id());
    const found = messages.findLast(
      ({ blocks = [] }) =>
        blocks[0]?.type === 'header' && blocks.some((block) => says(rendered(block), words)),
    );
    return found ? new Seen(this.#slack, found, this.#user) : null;
  }

  async texts(): Promise<string[]> {
    return (await this.#slack.messages(await this.id())).map(renderText);
  }

  async #wait(text: string, withinMs?: number): Promise<Seen> {
    let last: string[] = [];
    try {
      const message = await eventually(
        `${this.#name} shows "${text}"`,
        async () => {
          const messages = await this.#slack.messages(await this.id());
          last = messages.map(renderText);
          return messages.findLast((one) => says(renderText(one), text));
        },
        withinMs,
      );
      this.#slack.see(message);
      return new Seen(this.#slack, message, this.#user);
    } catch (error) {
      throw new Error(`${String(error)}; it shows:\n${last.join('\n---\n')}`);
    }
  }
}

/** `await` it for the message, or go on with `press`. */
export class Waiting implements PromiseLike<Seen> {
  readonly #message: Promise<Seen>;

  constructor(message: Promise<Seen>) {
    this.#message = message;
  }

  // biome-ignore lint/suspicious/noThenProperty: a wait that can be awaited or continued is what it is for
  then<A = Seen, B = never>(
    ok?: ((value: Seen) => A | PromiseLike<A>) | null,
    fail?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#message.then(ok, fail);
  }

  press(label: string): Promise<Handled> {
    return this.#message.then((message) => message.press(label));
  }
}

/** A step in a room, looked at anew each time. */
export class StepAt {
  readonly #room: Room;
  readonly #words: string;

  constructor(room: Room, words: string) {
    this.#room = room;
    this.#words = words;
  }

  /** Waits until the step reads like that. */
  async shows(text: string, withinMs?: number): Promise<Seen> {
    const step = await this.#when(`shows "${text}"`, (seen) => says(seen.text, text), withinMs);
    return step;
  }

  async press(label: string): Promise<Handled> {
    const step = await this.#when(`has [${label}]`, (seen) => seen.buttons.includes(label));
    return step.press(label);
  }

  async buttons(): Promise<string[]> {
    return (await this.#when('is there', () => true)).buttons;
  }

  async text(): Promise<string> {
    return (await this.#when('is there', () => true)).text;
  }

  async #when(what: string, holds: (step: Seen) => boolean, withinMs?: number): Promise<Seen> {
    let last = '(nothing)';
    return eventually(
      `the step "${this.#words}" ${what}`,
      async () => {
        const step = (await this.#room.panel(this.#words))?.at(this.#words);
        last = step?.text ?? last;
        return step && holds(step) ? step : null;
      },
      withinMs,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}; it shows:\n${last}`);
    });
  }
}

type Shown = Pick<Message, 'channel' | 'ts' | 'text' | 'blocks' | 'thread_ts'>;

export class Seen {
  readonly message: Shown;
  readonly #slack: SlackSide;
  readonly #user: string | null;

  constructor(slack: SlackSide, message: Shown, user: string | null) {
    this.#slack = slack;
    this.message = message;
    this.#user = user;
  }

  get text(): string {
    return renderText(this.message);
  }

  get buttons(): string[] {
    return this.#buttons().map(({ label }) => label);
  }

  /** Only the part about `words`: from its block to the next row of buttons. */
  at(words: string): Seen {
    const blocks = this.message.blocks ?? [];
    const from = blocks.findIndex((block) => says(rendered(block), words));
    if (from < 0) throw new Error(`nothing here says "${words}": ${this.text}`);
    const row = blocks.findIndex((block, index) => index >= from && block.type === 'actions');
    const until = row < 0 ? blocks.length : row + 1;
    return new Seen(
      this.#slack,
      { ...this.message, blocks: blocks.slice(from, until) },
      this.#user,
    );
  }

  /** Presses the first button of that name, or the nth (from 0) as `Run#2`. */
  press(label: string): Promise<Handled> {
    const [name = '', nth = '0'] = label.split('#');
    const button = this.#buttons().filter((one) => one.label === name)[Number(nth)];
    if (!button) throw new Error(`no button "${label}"; there are: ${this.buttons.join(', ')}`);
    if (this.#user === null) throw new Error('say who presses: slack.as(user)');
    return this.#slack.post('/_control/interact', {
      user: this.#user,
      channel: this.message.channel,
      messageTs: this.message.ts,
      action: { action_id: button.action_id, value: button.value, block_id: button.block_id },
    });
  }

  #buttons(): Button[] {
    return (this.message.blocks ?? []).flatMap((block) =>
      buttonsOf({ blocks: [block] as never }).map((element) => ({
        label: (element.text as { text: string }).text,
        action_id: String(element.action_id),
        value: String(element.value ?? ''),
        block_id: String(block.block_id ?? ''),
      })),
    );
  }
}

function keyOf({ channel, ts }: Pick<Message, 'channel' | 'ts'>): string {
  return `${channel} ${ts}`;
}

/** As people read it: bold is not written with stars. */
function says(shown: string, words: string): boolean {
  return shown.includes(words) || shown.replaceAll('*', '').includes(words);
}

function rendered(block: Block): string {
  return renderBlocks({ blocks: [block] as never });
}

interface Button {
  label: string;
  action_id: string;
  value: string;
  block_id: string;
}

/** A message as a person reads it. */
function renderText(message: Pick<Message, 'text' | 'blocks'>): string {
  return message.blocks?.length ? renderBlocks({ blocks: message.blocks as never }) : message.text;
}
