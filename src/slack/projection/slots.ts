import type { Run } from '../../action/run.ts';
import { isFinal } from '../../action/run.ts';
import type { Rules } from '../../flow/run/rules.ts';
import type { Wait } from '../../flow/run/waits.ts';
import { suggestionOf } from '../../incident/after-run.ts';
import type { IncidentView, Page, TimelineEntry } from '../../incident/types.ts';
import type { Match } from '../../runbook/match.ts';
import type { Directory } from '../../service/directory.ts';
import type { Service } from '../../service/service.ts';
import { actionsMessage } from '../views/actions.ts';
import { approvalMessage, mayDecide, reminderMessage } from '../views/approval.ts';
import type { Message } from '../views/blocks.ts';
import { card } from '../views/card.ts';
import { digestLine } from '../views/digest.ts';
import { noProcedure } from '../views/no-procedure.ts';
import { outputMessage } from '../views/output.ts';
import { pageMessage } from '../views/page.ts';
import { entryPost } from '../views/posts.ts';
import { procedureMessages } from '../views/procedure.ts';
import { stillMessage } from '../views/still.ts';
import { fallbackSlots } from './fallback-slots.ts';
import type { Place } from './place.ts';

/** One message that should stand in Slack, under a name that is unique in its incident. */
export interface Slot {
  name: string;
  place: Place;
  message: Message;
  /** The slot whose thread this message belongs to. */
  under: string | null;
  pin: boolean;
  /** Edited where it stands, never posted from here: somebody else posts it first. */
  editOnly: boolean;
}

export interface Scene {
  view: IncidentView;
  entries: (TimelineEntry & { id: number; posted: boolean })[];
  directory: Directory;
  service: Service | null;
  rules: Rules;
  /** Whom a message asks to approve already, by the run. */
  asked: ReadonlyMap<string, readonly string[]>;
  channel: string;
  channelUrl: string | null;
  digestChannel: string;
  /** Where it is told that nobody came; null: nowhere beside the incident's channel. */
  fallbackChannel: string | null;
  /** What each queued run waits for. */
  waits: ReadonlyMap<string, Wait>;
  /** Where the incident has no procedure: what comes nearest. */
  nearest: Match[];
  now: Date;
}

/** Everything that should stand in Slack for one incident, in the order in which it is posted. */
export function slotsOf(scene: Scene): Slot[] {
  return [
    ...room(scene),
    ...posts(scene),
    ...outputs(scene),
    ...requests(scene),
    ...questions(scene),
    ...pages(scene),
    ...fallbackSlots(scene),
    digest(scene),
  ];
}

/** The slot that holds a run's step: its thread takes the output. */
function slotOfRun(run: Run): string {
  return run.stepKey === null ? 'actions' : `procedure:${run.stepKey.split('.')[0]}:0`;
}

function room(scene: Scene): Slot[] {
  const { view, service, rules, waits, now } = scene;
  const { incident } = view;
  const environment = service?.target.env ?? [];
  const around = { view, actions: service?.actions ?? {}, rules, waits, environment, now };
  const procedures = incident.procedures.flatMap((procedure) =>
    procedureMessages(around, procedure).map((message, part) =>
      inChannel(scene, `procedure:${procedure.key}:${part}`, message),
    ),
  );
  const actions =
    service && Object.keys(service.actions).length > 0
      ? [inChannel(scene, 'actions', actionsMessage(around, service.service))]
      : [];
  return [
    { ...inChannel(scene, 'card', card(view, now)), pin: true },
    ...(procedures.length > 0
      ? procedures
      : [inChannel(scene, 'no-procedure', noProcedure(incident, scene.nearest))]),
    ...actions,
  ];
}

function posts(scene: Scene): Slot[] {
  const { entries, view } = scene;
  const question = openQuestion(scene);
  return entries.flatMap((entry, index) => {
    if (!entry.posted) return [];
    const next = suggestionOf(entry, view, entries.slice(index + 1));
    const settled =
      (entry.kind === 'resolve-proposed' && entry !== question) ||
      isOpened(entry, scene) ||
      (entry.kind === 'ack-asked' && !isAsked(entry, scene));
    const post = entryPost(entry, view.incident, {
      settled,
      next,
      catalogue: scene.service?.actions ?? {},
    });
    return [inChannel(scene, `entry:${entry.id}`, post)];
  });
}

/** The last question whether it is over; null once somebody said no, or an alert fires again. */
function openQuestion({ entries, view }: Scene) {
  const last = entries.findLast(({ kind }) => kind === 'resolve-proposed' || kind === 'kept-open');
  const firing = view.alerts.some(({ status }) => status === 'firing');
  return last?.kind === 'resolve-proposed' && !firing ? last : null;
}

/** A lock that is over, or that somebody opened. */
function isOpened(entry: Scene['entries'][number], { entries, now }: Scene): boolean {
  if (entry.kind !== 'action-locked') return false;
  if (new Date(String(entry.data.until)) <= now) return true;
  return entries
    .slice(entries.indexOf(entry))
    .some(
      ({ kind, data }) =>
        data.subject === entry.data.subject &&
        (kind === 'lock-overridden' || (kind === 'action-locked' && data !== entry.data)),
    );
}

/** Whether it is the question that waits for an answer. */
function isAsked(entry: Scene['entries'][number], { entries, view }: Scene): boolean {
  const last = entries.findLast(({ kind }) => kind === 'ack-asked');
  return entry === last && view.incident.escalation.watch?.phase === 'asked';
}

/** Whoever acknowledged is asked in their direct messages too, whether they are still on it. */
function questions(scene: Scene): Slot[] {
  const { entries, view, channelUrl } = scene;
  return entries.flatMap((entry) => {
    const { user } = entry.data;
    if (entry.kind !== 'ack-asked' || typeof user !== 'string') return [];
    const open = isAsked(entry, scene);
    const message = stillMessage({ incident: view.incident, entry, open, channelUrl });
    const name = `still:${entry.id}`;
    return [{ name, place: { user }, message, under: null, pin: false, editOnly: !open }];
  });
}

function outputs(scene: Scene): Slot[] {
  return scene.view.runs
    .filter((run) => run.outcome !== null && isFinal(run.state) && !isMute(run))
    .map((run) => ({
      ...inChannel(scene, `output:${run.id}`, outputMessage(run)),
      under: slotOfRun(run),
    }));
}

/** What a lost run wrote was not heard: that there is none would say that it wrote nothing. */
function isMute({ state, outcome }: Run): boolean {
  return state === 'lost' && outcome?.outputBytes === 0;
}

/** More people are not written to one by one; the channel names them. */
const mostAsked = 20;

/** A request waits in each approver's direct messages too, where it wakes them, and once more at half its time. */
function requests(scene: Scene): Slot[] {
  const { view, rules, asked, now, channelUrl } = scene;
  return view.runs
    .filter((run) => run.needed > 0)
    .flatMap((run) => {
      const room = { view, run, rules: rules.of(run), channelUrl, now };
      return askedFor(run, room.rules?.approvers ?? [], asked.get(run.id) ?? []).flatMap((user) => {
        const asked = { ...room, user };
        const slot = { place: { user }, under: null, pin: false, editOnly: !mayDecide(asked) };
        const name = `${run.id}:${user}`;
        const first = { ...slot, name: `approval:${name}`, message: approvalMessage(asked) };
        if (run.remindedAt === null) return [first];
        return [first, { ...slot, name: `reminder:${name}`, message: reminderMessage(asked) }];
      });
    });
}

/** Those who may, while it waits; and whoever was asked before, to the end. */
function askedFor(run: Run, approvers: readonly string[], before: readonly string[]): string[] {
  const may = run.state === 'pending' ? approvers : [];
  const now = may.filter((user) => user !== run.requestedBy).slice(0, mostAsked);
  return [...new Set([...before, ...now])];
}

function pages({ view, channelUrl, now }: Scene): Slot[] {
  return view.pages.flatMap((page) => {
    const place = placeOf(page);
    if (place === null) return [];
    const message = pageMessage({ view, page, channelUrl, now });
    return [{ name: `page:${page.id}`, place, message, under: null, pin: false, editOnly: true }];
  });
}

function placeOf({ user, channelId }: Page): Place | null {
  if (user !== null) return { user };
  return channelId === null ? null : { channel: channelId };
}

function digest({ view, digestChannel, now }: Scene): Slot {
  return {
    name: 'digest',
    place: { channel: digestChannel },
    message: digestLine(view, now),
    under: null,
    pin: false,
    editOnly: false,
  };
}

function inChannel(scene: Scene, name: string, message: Message): Slot {
  return {
    name,
    place: { channel: scene.channel },
    message,
    under: null,
    pin: false,
    editOnly: false,
  };
}
