import type { Means } from '../oncall/contact.ts';
import type { Severity } from '../service/service.ts';

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

/** What a provider is given to carry to one person; each puts it into its own form. */
export interface PageMessage {
  /** The same at each attempt. */
  id: string;
  /** An address of the provider's kind: a number, a mail address, a key. */
  to: string;
  /** Several when pages that came within a short time are one message. */
  about: [PageSubject, ...PageSubject[]];
}

export interface PageSubject {
  /** The row that this is the message of. */
  notification: string;
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

/** Somebody who carries pages. It never throws: what went wrong is its answer. */
export interface Provider {
  name: string;
  deliver(message: PageMessage): Promise<Delivery>;
}

/** A plain text to an address, such as a code that proves whose it is. */
export interface TextSender {
  sendText(to: string, text: string): Promise<Delivery>;
}

export type Providers = Partial<Record<Means, Provider>>;
