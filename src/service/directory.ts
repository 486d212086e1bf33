import { z } from 'zod';
import { ApprovalRule } from '../action/approval-rule.ts';
import { Limits } from '../action/limits.ts';
import { VariableName } from '../action/names.ts';
import { DAY, MINUTE } from '../lib/duration.ts';
import { AckGrace, AckTimeouts } from '../oncall/ack-timeout.ts';
import { ContactRules, Contacts, Quiet } from '../oncall/contact.ts';
import { Zone } from '../oncall/local-time.ts';
import { Duration, Policy } from '../oncall/policy.ts';
import { Schedule } from '../oncall/schedule.ts';
import { commandClasses } from '../runbook/model.ts';
import { ChannelName, type Service } from './service.ts';

const slackId = 'a Slack user id such as U012ABCDEF';

const Name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
  error: 'a name of lower-case letters, digits and -',
});

const Person = z.strictObject({
  name: z.string({ error: 'what people call them' }).min(1).max(80),
  /** The member's Slack id. */
  slack: z.string({ error: slackId }).regex(/^[UW][A-Z0-9]{2,20}$/, { error: slackId }),
  role: z.string().max(80).optional(),
  /** For levels that go by the person's own clock; the service's when left out. */
  zone: Zone.optional(),
  /** Where they are reached beside Slack. */
  contacts: Contacts.optional(),
  /** By which means and when, by severity. */
  rules: ContactRules.optional(),
  quiet: Quiet.optional(),
});

/** An address of the team's own that pages are posted to, signed with the secret. */
const Webhook = z.strictObject({
  url: z.string({ error: 'an address, or the variable that holds it' }).min(2).max(2000),
  secret: z.string({ error: 'the variable that holds the secret' }).regex(/^\$[A-Za-z_]\w*$/, {
    error: 'the variable that holds the secret, such as $PAGER_SECRET',
  }),
});

const sourcePath = z.string({ error: 'a folder, a file or a glob' }).min(1).max(500);

const RunbookSource = z.union([
  sourcePath,
  z.strictObject({ path: sourcePath, service: z.string().optional() }),
]);

const words = z.array(z.string().min(1).max(100)).max(50).optional();

/** What the team knows of a program that runbooks call. */
const CommandRow = z.strictObject({
  program: z.string({ error: 'a program as runbooks write it' }).min(1).max(200),
  /** The words that must follow it; `a|b` is one of both. */
  words: z.string().max(300).optional(),
  class: z.enum(commandClasses),
  /** A command line that must get this class: it is tried when the file is read. */
  example: z.string({ error: 'a command line that this row is for' }).min(1).max(500),
  because: z.string().max(200).optional(),
  has: words,
  lacks: words,
  valued: words,
  reveals: z.boolean().optional(),
  /** Needed to make a command safer to run than Runbell would. */
  safer: z.boolean().optional(),
});

const calendarKey = z.string({ error: 'what the address ends with' }).min(6).max(200);

/** Whom a calendar program reads about: a schedule with everybody in it, or a person with all their turns. */
const CalendarKey = z.union([
  z.strictObject({ key: calendarKey, schedule: z.string() }),
  z.strictObject({ key: calendarKey, person: z.string() }),
]);
export type CalendarKey = z.infer<typeof CalendarKey>;

/** `runbell.yaml`: the organisation. */
export const DirectoryFile = z.strictObject({
  people: z.record(Name, Person),
  schedules: z.record(Name, Schedule).default({}),
  policies: z.record(Name, Policy).default({}),
  /** When whoever acknowledged is asked whether they are still on it, by severity. */
  ack_timeout: AckTimeouts.prefault({}),
  /** How long the answer may take before paging starts again. */
  ack_grace: AckGrace.prefault('5m'),
  /** Keys that alert senders put into their webhook address; `$NAME` reads an environment variable. */
  hook_keys: z.record(Name, z.string().min(6)).default({}),
  /** Calendars that other programs read from `/calendar/<key>.ics`; `$NAME` reads an environment variable. */
  calendar_keys: z.record(Name, CalendarKey).default({}),
  /** How people are reached who have no rules of their own. */
  contact_rules: ContactRules.default({}),
  /** Severities that quiet hours do not hold back. */
  quiet_broken_by: z.array(z.string()).default(['p1']),
  /** Addresses in this file are used without a proof that they are the person's. */
  contacts_trusted: z.boolean().default(false),
  /** Addresses that pages are posted to, by name; `$NAME` reads an environment variable. */
  webhooks: z.record(Name, Webhook).default({}),
  /** Takes alerts that no service claims. */
  default_service: z.string({ error: 'the name of a service' }),
  /** Channel that lists every incident. */
  digest_channel: ChannelName.default('incidents'),
  /** Channel that is called when everybody was paged and nobody came. */
  fallback_channel: ChannelName.optional(),
  /** How long a request for approval stays valid where no rule says so. */
  approval_minutes: z.number().int().min(1).max(1440).default(15),
  /** Who approves what, in every service. */
  approvals: z.array(ApprovalRule).max(100).default([]),
  /** How long a run may wait for a worker of its target before it is given up. */
  refuse_waiting_after: Duration.refine(
    (ms) => ms >= MINUTE && ms <= DAY,
    'a duration from 1m to 1d',
  ).default(15 * MINUTE),
  /** How much may be asked for, and when an action that fails is locked. */
  limits: Limits.prefault({}),
  /** Markdown that stands elsewhere: folders, files and globs. */
  runbook_sources: z.array(RunbookSource).max(50).default([]),
  /** Class rows of the team's own, asked before Runbell's. */
  commands: z.array(CommandRow).max(200).default([]),
  /** Environment variables whose values are never shown, whatever they are called. */
  secrets: z.array(VariableName).max(500).default([]),
});
export type DirectoryFile = z.infer<typeof DirectoryFile>;

/** The organisation with its services, read and checked. */
export interface Directory
  extends Omit<DirectoryFile, 'hook_keys' | 'runbook_sources' | 'commands'> {
  /** Sender name by key, environment variables filled in. */
  hookKeys: Map<string, string>;
  services: Map<string, Service>;
}
