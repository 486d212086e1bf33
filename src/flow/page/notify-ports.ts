import type { Means } from '../../oncall/contact.ts';
import type { Severity } from '../../service/service.ts';

/** What one attempt to reach somebody came to. */
export type Delivery =
  /** The provider has taken it; `ref` is its own name for it. */
  | { state: 'delivered'; ref: string | null }
  /**
   * Worth another try, after the time that the provider named if it did. `unsure`: it may have arrived
   * all the same. `untried`: it was only not its turn.
   */
  | { state: 'retry'; afterMs: number | null; why: string; unsure?: boolean; untried?: boolean }
  /** No further try would help. */
  | { state: 'failed'; why: string };

/** What a provider is given to carry to one recipient; each puts it into its own form. */
export interface PageMessage {
  /** The same at each attempt. */
  id: string;
  /** Counts from 1: from the second on it may be there already. */
  attempt: number;
  /** An address of the provider's kind: a number, a mail address, a key. */
  to: string;
  /** Several when pages that came within a short time are one message. */
  about: [PageSubject, ...PageSubject[]];
}

export interface PageSubject {
  incidentId: string;
  pageId: string;
  number: number;
  /** The same for every page of the incident since paging last started. */
  key: string;
  title: string;
  service: string;
  severity: Severity;
  level: string;
  openedAt: Date;
  channelUrl: string | null;
  /** Where a click acknowledges; null where mail carries no links. */
  ackUrl: string | null;
}

/** What is stored of a subject. */
export type StoredSubject = Omit<PageSubject, 'channelUrl' | 'ackUrl'> & {
  notification: string;
  channelId: string | null;
};

/** Somebody who carries pages. It never throws: what went wrong is its answer. */
export interface Provider {
  name: string;
  deliver(message: PageMessage): Promise<Delivery>;
  /** Only where it goes on paging by itself. */
  end?(message: PageMessage, ending: Ending): Promise<Delivery>;
}

/** What somebody who pages on their own is told when paging is over. */
export type Ending = 'acknowledge' | 'resolve';

/** A plain text to an address, such as a code that proves whose it is. */
export interface TextSender {
  sendText(to: string, text: string): Promise<Delivery>;
}

export type Providers = Partial<Record<Means, Provider>>;

/** One page by one means: what was tried, and what came of it. */
export interface Notification {
  id: string;
  pageId: string;
  incidentId: string;
  /** A Slack user id; null for a channel or a webhook. */
  user: string | null;
  /** Its place among those of its page. */
  step: number;
  means: Means;
  address: string;
  /** `unverified` was never tried. */
  state: 'pending' | 'sending' | 'delivered' | 'failed' | 'cancelled' | 'unverified';
  dueAt: Date;
  sentAt: Date | null;
  /** Whether it may go out; until then its timer runs. */
  ready: boolean;
  attempts: number;
  /** The provider's own name for it. */
  ref: string | null;
  why: string | null;
  /** How late it was when it could go out; once delivered, in all. */
  lateMs: number;
  /** Nobody can say whether it was sent twice. */
  maybeTwice: boolean;
  /** The one whose message says this too. */
  leader: string | null;
}

/** Locked, with how long it has been ready: by the machine's time, which nobody moves by hand. */
export type LockedNotification = Notification & { waitedMs: number };

export interface NotificationReader {
  byId(id: string): Promise<Notification | null>;
  /** What messages about these say, in the same order. */
  subjects(ids: readonly string[]): Promise<StoredSubject[]>;
  /** By the provider's name for it. */
  byRef(ref: string): Promise<Notification | null>;
  ofIncident(incidentId: string): Promise<Notification[]>;
  /** What its message said besides. */
  led(leader: string): Promise<Notification[]>;
  /** What was last sent to an address by a means, with all that one message said. */
  lastTo(means: Means, address: string): Promise<Notification[]>;
}

export interface Notifications {
  /** Those that are ready count their waiting from now. */
  add(notifications: readonly Notification[]): Promise<void>;
  lock(id: string): Promise<LockedNotification | null>;
  /** All of a page, in their order. */
  lockPage(pageId: string): Promise<LockedNotification[]>;
  /** Those that one message is about besides its leader. */
  lockLed(leader: string): Promise<LockedNotification[]>;
  /** What else waits to go to the same person by the same means, and nobody else is busy with. */
  lockAlike(notification: Notification): Promise<LockedNotification[]>;
  /** One that becomes ready counts its waiting from now. */
  save(notification: Notification): Promise<void>;
  /** What goes to one person by one means goes one by one, until the transaction ends. */
  inTurn(user: string, means: Means): Promise<void>;
  /** When this person was sent something by this means since then, newest first; what is on its way counts as sent `now`. */
  sentSince(
    user: string,
    means: Means,
    since: Date,
    now: Date,
  ): Promise<{ at: Date; incidentId: string }[]>;
  /** What was delivered by these means in an incident, locked. */
  lockDelivered(incidentId: string, means: readonly Means[]): Promise<LockedNotification[]>;
  /** True for exactly one caller: the link in its mail acknowledges once. */
  takeLink(id: string, now: Date): Promise<boolean>;
  /** Whether the incident's channel was told of it for this person before. */
  toldUnverified(incidentId: string, user: string): Promise<boolean>;
}

/** An address that somebody is asked to prove, or has proved. */
export interface StoredContact {
  user: string;
  address: string;
  verifiedAt: Date | null;
  nonce: string | null;
  askedAt: Date | null;
  tries: number;
}

export interface ContactReader {
  all(): Promise<StoredContact[]>;
  of(user: string): Promise<StoredContact[]>;
}

export interface ContactsTx {
  /** The addresses that each of these people proved. */
  proved(users: readonly string[]): Promise<Map<string, Set<string>>>;
  /** All of one person, locked. */
  lock(user: string): Promise<StoredContact[]>;
  save(contact: StoredContact): Promise<void>;
}

/** What a store knows of how people are reached. */
export interface NotifyReader {
  notifications: NotificationReader;
  contacts: ContactReader;
}

export interface NotifyTx {
  notifications: Notifications;
  contacts: ContactsTx;
}
