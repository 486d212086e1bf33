import { z } from 'zod';
import { limits } from './limits.ts';

const version = 'v1';

const Key = z.string().min(1).max(300);
const OnIncident = z.strictObject({ incident: Key });
const OnStep = z.strictObject({ incident: Key, step: Key });
const OnRun = z.strictObject({ run: Key });
/** A decision is bound to what its button showed. */
const OnRequest = z.strictObject({ run: Key, fingerprint: Key });
const OnLock = z.strictObject({ incident: Key, subject: Key });
/** What was typed so far, so that a form can open with it. */
const Draft = z.strictObject({
  severity: z.string().max(40).optional(),
  service: z.string().max(80).optional(),
  title: z.string().max(300).optional(),
});
const OnProcedure = z.strictObject({
  service: Key,
  file: z.string().min(1).max(700),
  procedure: Key,
});
const Page = z.int().min(0).max(9999);
/** The page that the button leads to, and what it is a page of. */
const OnPage = z.discriminatedUnion('in', [
  OnProcedure.extend({ in: z.literal('message'), page: Page }),
  OnProcedure.extend({ in: z.literal('modal'), page: Page }),
  /** The Home tab: all services, or one. */
  z.strictObject({ in: z.literal('home'), service: Key.nullable(), page: Page }),
  z.strictObject({ in: z.literal('timeline'), incident: Key, page: Page }),
]);
/** Since 1970. */
const Seconds = z.int().min(0).max(9_999_999_999);
const TurnsFrom = z.strictObject({ schedule: Key, from: Seconds });
const OnSwap = z.strictObject({ swap: Key });
const OnCover = z.strictObject({ cover: Key });
const OnOverride = z.strictObject({
  override: Key,
  /** Where the list begins in which the button stands. */
  from: Seconds.optional(),
});
const OnAction = z.strictObject({ incident: Key, service: Key, action: Key });

/** Every button that the bot ever posts, and what its value carries. */
const actionValues = {
  ack: OnIncident,
  resolve: OnIncident,
  /** `from`: the level that was paged last, in which round, when the button was drawn. */
  escalate: z.strictObject({
    incident: Key,
    from: z.int().min(0).max(99).nullable(),
    round: z.int().min(0).max(99_999).optional(),
  }),
  'still-on-it': OnIncident,
  reopen: OnIncident,
  'resolve-propose-yes': OnIncident,
  'resolve-propose-no': OnIncident,
  'run-step': OnStep,
  'step-done': OnStep,
  'step-skip': OnStep,
  'run-action': OnAction,
  /** Of the action that a step is, or of one pressed by itself. */
  'dry-run': z.union([OnStep, OnAction]),
  approve: OnRequest,
  deny: OnRequest,
  /** Takes one's own approval back while others are waited for. */
  unapprove: OnRun,
  cancel: OnRun,
  output: OnRun,
  /** What is locked: an action's name, or the hash of a runbook's command. */
  'open-lock': OnLock,
  'show-procedure': OnProcedure,
  'add-procedure': OnProcedure,
  /** On the Home tab, where a modal has room for it. */
  'read-procedure': OnProcedure,
  'browse-service': z.strictObject({ service: Key }),
  'browse-all': z.strictObject({}),
  'page-back': OnPage,
  'page-on': OnPage,
  declare: Draft,
  /** Opens the form. */
  override: z.strictObject({ schedule: Key.nullable() }),
  'remove-override': OnOverride,
  'show-turns': z.strictObject({ schedule: Key.nullable() }),
  /** Another stretch in the place of this one. */
  'turns-later': TurnsFrom,
  'turns-now': TurnsFrom,
  /** Opens the form. */
  cover: z.strictObject({}),
  'take-cover': OnCover,
  'withdraw-cover': OnCover,
  /** Opens the form. */
  swap: z.strictObject({}),
  'agree-swap': OnSwap,
  'decline-swap': OnSwap,
  'withdraw-swap': OnSwap,
  /** A button that only opens an address; Slack reports the click all the same. */
  link: z.strictObject({}),
} as const satisfies Record<string, z.ZodType>;

const Dry = z.literal(true).optional();

/** Every modal, and what its private metadata carries. */
const modalValues = {
  declare: z.strictObject({}),
  /** For a step, or for an action pressed by itself. */
  parameters: z.union([
    OnStep.extend({ dry: Dry }),
    z.strictObject({ incident: Key, action: Key, dry: Dry }),
  ]),
  'deny-reason': OnRequest,
  'open-lock': OnLock,
  /** `alone`: whoever asked breaks the glass. */
  'approve-reason': OnRequest.extend({ alone: z.boolean() }),
  'verify-contact': z.strictObject({}),
  resolve: OnIncident,
  severity: OnIncident,
  override: z.strictObject({}),
  cover: z.strictObject({}),
  swap: z.strictObject({}),
} as const satisfies Record<string, z.ZodType>;

export type ActionKind = keyof typeof actionValues;
export type ModalKind = keyof typeof modalValues;
export type ActionValue<K extends ActionKind> = z.infer<(typeof actionValues)[K]>;
export type ModalValue<K extends ModalKind> = z.infer<(typeof modalValues)[K]>;
export type Action = { [K in ActionKind]: { kind: K; value: ActionValue<K> } }[ActionKind];
export type Modal = { [K in ModalKind]: { kind: K; value: ModalValue<K> } }[ModalKind];

/** Matches the action ids of this version and of every other one. */
export const anyAction = /^v\d+:/;
/** Matches the callback ids of this version and of every other one. */
export const anyModal = /^v\d+:/;

export function encode<K extends ActionKind>(kind: K, value: ActionValue<K>) {
  return { action_id: `${version}:${kind}`, value: write(kind, value, limits.buttonValue) };
}

/** Null for another version or a value that does not fit: the message is older than this bot. */
export function decode(actionId: string, value: string | undefined): Action | null {
  const kind = kindOf(actionId, actionValues);
  if (kind === null) return null;
  const parsed = actionValues[kind].safeParse(read(value));
  return parsed.success ? ({ kind, value: parsed.data } as Action) : null;
}

export function encodeModal<K extends ModalKind>(kind: K, value: ModalValue<K>) {
  return {
    callback_id: `${version}:${kind}`,
    private_metadata: write(kind, value, limits.privateMetadata),
  };
}

/** Null for another version or metadata that does not fit. */
export function decodeModal(callbackId: string, metadata: string | undefined): Modal | null {
  const kind = kindOf(callbackId, modalValues);
  if (kind === null) return null;
  const parsed = modalValues[kind].safeParse(read(metadata));
  return parsed.success ? ({ kind, value: parsed.data } as Modal) : null;
}

function write(kind: string, value: unknown, max: number): string {
  const text = JSON.stringify(value);
  if (text.length > max) throw new Error(`the value of ${kind} has ${text.length} characters`);
  return text;
}

function kindOf<T extends object>(id: string, table: T): keyof T | null {
  const [prefix, kind, ...rest] = id.split(':');
  if (prefix !== version || kind === undefined || rest.length > 0) return null;
  return Object.hasOwn(table, kind) ? (kind as keyof T) : null;
}

function read(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
