import type {
  Channel,
  Ephemeral,
  Handled,
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
    return new Room(this, `inc-${number}-*`, null);
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

  see(message: Message): void {
    this.#seen.add(`${message.channel} ${message.ts}`);
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
        .filter((message) => message.bot_id && !this.#seen.has(`${message.channel} ${message.ts}`))
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
    return new Room(this.#slack, `inc-${number}-*`, this.#user);
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

  /** The newest private answer that says so. */
  async isTold(text: string): Promise<Ephemeral> {
    return eventually(`${this.#user} is told "${text}"`, async () => {
      const { messages } = await this.#slack.get<{ messages: Ephemeral[] }>(
        `/_control/ephemeral/${this.#user}`,
      );
      return messages.findLast((message) => renderText(message).includes(text));
    });
  }

  async modal(): Promise<Modal> {
    return eventually(`${this.#user} has a form open`, async () => {
      const { modal } = await this.#slack.get<{ modal: Modal | null }>(
        `/_control/modal/${this.#user}`,
      );
      return modal;
    });
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
          return messages.findLast((one) => renderText(one).includes(text));
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

export class Seen {
  readonly message: Message;
  readonly #slack: SlackSide;
  readonly #user: string | null;

  constructor(slack: SlackSide, message: Message, user: string | null) {
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
