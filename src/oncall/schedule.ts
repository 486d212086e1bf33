import { z } from 'zod';
import type { Layer, Shift } from './layer.ts';
import { isLocalTime, Zone } from './local-time.ts';
import { Duration } from './policy.ts';
import { turnLengths } from './rotation.ts';
import { type Window, windowKeys, windowOf } from './window.ts';

const startError = 'a local time such as 2026-01-05T09:00, or a date';
/** A wall-clock time in the zone of the layer. */
const Start = z
  .string({ error: startError })
  .refine((text) => isLocalTime(text) || isLocalTime(`${text}T00:00`), { error: startError });

const handoffError = 'a time of day such as 09:00';
const Handoff = z
  .string({ error: handoffError })
  .refine((text) => isLocalTime(`2026-01-05T${text}`), { error: handoffError });

const People = z.array(z.string(), { error: 'a list of people' }).min(1).max(50);

const OnlyWindow = z.strictObject(windowKeys).superRefine(checkWindow);

const rotationKeys = {
  /** They take turns in this order. */
  people: People,
  turn: z.enum(turnLengths).default('week'),
  /** A turn is so many of them. */
  every: z.number().int().min(1).max(366).default(1),
  /** The first hand-off; nobody is on call before it. */
  start: Start.optional(),
  /** The time of day of every hand-off, where `start` is a date. */
  handoff: Handoff.optional(),
  /** On call at these times alone. */
  only: z.array(OnlyWindow).min(1).max(20).optional(),
};

const WrittenShift = z
  .strictObject({ ...windowKeys, person: z.string({ error: 'who has this shift' }) })
  .superRefine(checkWindow);

const shiftKeys = {
  shifts: z.array(WrittenShift).min(1).max(100),
  start: Start.optional(),
};

const named = { name: z.string().min(1).max(60).optional(), zone: Zone.optional() };
const zone = Zone.default('UTC');

const userGroup = 'the handle of a Slack user group, without @, or its id';

/** What follows from who is on call, whoever plans it. */
const followKeys = {
  /** Whether people are told when they are on call from now on, or not any more. */
  handoff_messages: z.enum(['on', 'off']).default('on'),
  /** Has whoever is on call as its members. */
  user_group: z
    .string({ error: userGroup })
    .regex(/^[^\s@#]{1,80}$/u, { error: userGroup })
    .optional(),
};

const WrittenLayer = z.union([
  z.strictObject({ ...named, ...rotationKeys }).superRefine(checkStart),
  z.strictObject({ ...named, ...shiftKeys }),
]);
type WrittenLayer = z.infer<typeof WrittenLayer>;

const calendarError = 'a file, an https:// address, or $NAME to read either from a variable';

/** Another program plans it. */
const calendarKeys = {
  ical: z.string({ error: calendarError }).min(1).max(1000),
  /** A person by an attendee's address or name, or by words of the title. */
  people: z.record(z.string().min(1).max(200), z.string()),
  /** For events that name no zone. */
  zone: Zone.optional(),
  refresh: Duration.refine((ms) => ms >= 60_000 && ms <= 86_400_000, 'from 1m to 1d').default(
    15 * 60_000,
  ),
};

/** Who is on call when. One layer may be written without the list. */
export const Schedule = z
  .union([
    z.strictObject({ ...rotationKeys, zone, ...followKeys }).superRefine(checkStart),
    z.strictObject({ ...shiftKeys, zone, ...followKeys }),
    z.strictObject({ layers: z.array(WrittenLayer).min(1).max(20), zone, ...followKeys }),
    z.strictObject({ ...calendarKeys, ...followKeys }),
  ])
  .transform(toSchedule);
export interface Schedule {
  /** For people to read times in. */
  zone: string;
  /** Later layers win over earlier ones. */
  layers: Layer[];
  /** Where its one layer comes from, when another program plans it. */
  calendar: CalendarSource | null;
  /** Whether whoever comes and whoever leaves is told. */
  tells: boolean;
  /** The user group whose members follow; its handle or its id. */
  userGroup: string | null;
}

export interface CalendarSource {
  from: string;
  people: Record<string, string>;
  zone: string | null;
  refreshMs: number;
}

type Follows = z.infer<z.ZodObject<typeof followKeys>>;

type WrittenSchedule = Follows &
  (
    | ({ zone: string } & WrittenLayer)
    | { zone: string; layers: WrittenLayer[] }
    | z.infer<z.ZodObject<typeof calendarKeys>>
  );

function toSchedule(written: WrittenSchedule): Schedule {
  const { user_group: userGroup = null } = written;
  const tells = written.handoff_messages === 'on';
  if ('ical' in written) {
    const { ical: from, people, zone: own = null, refresh: refreshMs } = written;
    const calendar = { from, people, zone: own, refreshMs };
    return { zone: own ?? 'UTC', layers: [], calendar, tells, userGroup };
  }
  const layers = 'layers' in written ? written.layers : [written];
  const made = layers.map((layer) => toLayer(layer, written.zone));
  return { zone: written.zone, layers: made, calendar: null, tells, userGroup };
}

function toLayer(written: WrittenLayer, standard: string): Layer {
  const common = { name: written.name ?? null, zone: written.zone ?? standard };
  if ('shifts' in written) {
    const { start, shifts } = written;
    return {
      kind: 'shifts',
      ...common,
      start: start ? wallOf(start, '00:00') : null,
      shifts: shifts.map(toShift),
    };
  }
  const { people, turn, every, start, handoff, only = [] } = written;
  const first = start ?? (turn === 'month' ? firstOfMonth : firstMonday);
  return {
    kind: 'rotation',
    ...common,
    people,
    turn,
    every,
    anchor: wallOf(first, handoff),
    begins: start !== undefined,
    only: only.map(toWindow),
  };
}

/** Where nothing else is written, turns change on Mondays, and those of months on the first, at nine. */
const firstMonday = '2026-01-05';
const firstOfMonth = '2026-01-01';
const standardHandoff = '09:00';

function wallOf(start: string, handoff = standardHandoff): number {
  return Date.parse(start.includes('T') ? `${start}Z` : `${start}T${handoff}Z`);
}

function toShift({ person, ...window }: z.infer<typeof WrittenShift>): Shift {
  return { ...toWindow(window), person };
}

function toWindow(written: z.infer<typeof OnlyWindow>): Window {
  const window = windowOf(written);
  if ('error' in window) throw new Error(`a window was not checked: ${window.error}`);
  return window;
}

function checkWindow(written: Parameters<typeof windowOf>[0], context: z.RefinementCtx): void {
  const window = windowOf(written);
  if ('error' in window) {
    context.addIssue({ code: 'custom', path: [window.key], message: window.error });
  }
}

function checkStart(
  { start, handoff }: { start?: string | undefined; handoff?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (handoff === undefined || !start?.includes('T')) return;
  if (start.endsWith(`T${handoff}`)) return;
  const message = `the time of day in \`start\` alone, or \`start: ${start.split('T')[0]}\` and this`;
  context.addIssue({ code: 'custom', path: ['handoff'], message });
}
