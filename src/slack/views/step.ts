import type { KnownBlock } from '@slack/types';
import { approvalsNeeded } from '../../action/approval-rule.ts';
import type { Action } from '../../action/catalogue.ts';
import { isFinal, type Run } from '../../action/run.ts';
import { askedFor } from '../../action/settle.ts';
import { lookupValue } from '../../flow/run/lookup-value.ts';
import type { Rules } from '../../flow/run/rules.ts';
import type { Wait } from '../../flow/run/waits.ts';
import type { AttachedStep, IncidentView, StepMark } from '../../incident/types.ts';
import type { CommandClass, CommandStep, Step } from '../../runbook/model.ts';
import { runClass } from '../../runbook/run-class.ts';
import { codeBlock, codeBlocks, limits, size } from '../limits.ts';
import { actions, button, section } from './blocks.ts';
import { dryRunButton, type LastRuns, lastRuns } from './last-run.ts';
import { actionTitle, runButtons, startConfirm, startText } from './run-buttons.ts';
import { runText } from './run-text.ts';
import { conditionState } from './step-condition.ts';
import { anyOf, code, line, lineWithCode, person, plainLine, when } from './text.ts';

/** What surrounds a step: the incident, and what its service's files say now. */
export interface Room {
  view: IncidentView;
  /** The action catalogue of the service that the step belongs to. */
  actions: Record<string, Action>;
  /** How many approvals what runs here needs, and by whom. */
  rules: Rules;
  /** What each queued run waits for; left out where that is not known. */
  waits?: ReadonlyMap<string, Wait>;
  /** Variables that the service's target lets through: nobody is asked for them. */
  environment?: readonly string[];
  now: Date;
}

/** Two to four blocks: what to do, how it stands, what can be pressed. */
export function stepBlocks(room: Room, attached: AttachedStep, number: number): KnownBlock[] {
  const body = stepBody(room, attached, number);
  const last = lastRuns(room.view.runs.filter((one) => isRunOf(one, attached)));
  const mark = room.view.marks.findLast(({ stepKey }) => stepKey === attached.key) ?? null;
  const condition =
    last.shown === null && mark === null ? conditionState(room.view, attached) : null;
  const state = condition?.text ?? stateText(room, attached.step, last.shown, mark);
  const end = body.at(-1) ?? '';
  // One section reads better than two, but Slack caps each at 3,000 characters.
  const texts =
    state === '' || size(end) + size(state) + 1 > limits.sectionText
      ? [...body, state]
      : [...body.slice(0, -1), `${end}\n${state}`];
  const buttons = stepButtons(room, attached, number, last, mark, condition?.isNext ?? false);
  return [
    ...texts.filter((text) => text !== '').map((text) => section(text)),
    ...(buttons ? [buttons] : []),
  ];
}

/** The part that stays the same while people work; the layout is computed from it. */
export function stepBody(room: Room, attached: AttachedStep, number: number): string[] {
  const { step, action } = attached;
  const label = `*${number}.* ${line(step.label, 250)}`;
  if (step.kind === 'manual') {
    const more = step.text.trim() === step.label.trim() ? '' : `\n${line(step.text, 1200)}`;
    return [`${label}${more}`];
  }
  const how = howText(attached);
  const { blocks, whole } = codeBlocks(step.text, 2300 - size(how), 2);
  const facts = factsOf(room, step, action) + how;
  const note = whole ? '' : '\n*Cut here*: open the runbook for the whole command.';
  return blocks.map((block, index) =>
    [index === 0 ? `${label}\n` : '', block, index === blocks.length - 1 ? facts + note : ''].join(
      '',
    ),
  );
}

function factsOf(room: Room, step: CommandStep, action: string | null): string {
  const asks = askedOf(room, step, action).map(({ name }) => code(name, 40));
  return [
    `\n${needsWords(room, classOf(room, step, action), action)}`,
    asks.length > 0 ? ` · asks for ${anyOf(asks, 'and')}` : '',
    step.revealsSecrets ? ' · may show secrets' : '',
    step.reason === null ? '' : `\n*Copy only*: ${lineWithCode(step.reason, 250)}`,
  ].join('');
}

function askedOf(room: Room, step: CommandStep, action: string | null): { name: string }[] {
  if (action !== null)
    return Object.keys(actionOf(room, action)?.parameters ?? {}).map((name) => ({ name }));
  if (step.class === 'destructive' || step.pipeline === null) return [];
  return askedFor(step, { environment: room.environment ?? [] });
}

/** Where what runs is not word for word what stands above it; at most about 1,400 characters. */
function howText({ step, action }: AttachedStep): string {
  if (step.kind === 'manual' || action !== null) return '';
  if (step.pipeline === null || step.class === 'destructive') return '';
  const { runsAs, line: whole, sets } = step;
  return [
    runsAs === undefined ? '' : `\n*Runs as* ${runsAsText(runsAs)}`,
    whole === undefined
      ? ''
      : `\nPart of ${code(whole, 200)}: run its parts in turn, and look in between`,
    sets === undefined ? '' : `\nThe steps below offer what it finds as ${code(`$${sets}`, 60)}`,
  ].join('');
}

function runsAsText(command: string): string {
  const why = /^\w+=/.test(command)
    ? 'It takes along what a line above exports'
    : 'It ends by itself and needs no terminal';
  return /^.{1,80}$/.test(command)
    ? `${code(command, 500)}. ${why}`
    : `\n${codeBlock(command, 1000)}\n${why}`;
}

/** What a class does, and how many approvals that needs here. */
export function needsWords(
  { rules }: Pick<Room, 'rules'>,
  commandClass: CommandClass,
  action: string | null,
): string {
  const needed = rules.of({ class: commandClass, action })?.terms.needed.value;
  return classWords(commandClass, action !== null, needed);
}

export function classWords(
  commandClass: CommandClass,
  inCatalogue: boolean,
  needed: number = approvalsNeeded[commandClass],
): string {
  const needs = needed === 0 ? 'needs no approval' : `needs ${inWords(needed)}`;
  if (commandClass === 'readonly') return needed === 0 ? 'Reads only' : `Reads only: ${needs}`;
  if (commandClass === 'mutating') return `Changes things: ${needs}`;
  return inCatalogue
    ? `Destroys something: ${needs}`
    : 'Destroys something: never a button. Copy it and run it by hand if you are sure';
}

function inWords(count: number): string {
  const words = ['no', 'one', 'two', 'three', 'four', 'five'];
  return `${words[count] ?? count} ${count === 1 ? 'approval' : 'approvals'}`;
}

function classOf(room: Room, step: CommandStep, action: string | null): CommandClass {
  return actionOf(room, action)?.class ?? runClass(step);
}

function actionOf(room: Room, name: string | null): Action | undefined {
  return name !== null && Object.hasOwn(room.actions, name) ? room.actions[name] : undefined;
}

/** Pressed on this step, or the same catalogue action pressed anywhere: it stands where people look. */
function isRunOf(run: Run, { key, action }: AttachedStep): boolean {
  return run.stepKey === key || (action !== null && run.action === action);
}

function stateText(room: Room, step: Step, run: Run | null, mark: StepMark | null): string {
  if (mark !== null && (run === null || mark.at > run.requestedAt)) {
    const word = mark.state === 'done' ? '✓ *Done*' : '– *Skipped*';
    return `${word} by ${person(mark.by)} at ${when(mark.at, room.now)}.`;
  }
  if (run === null) return '';
  const approvals = room.view.approvals.filter(({ runId }) => runId === run.id);
  const dry = run.dryRun ? '*Dry run* · ' : '';
  const text = runText({ ...room, run, approvals, rules: room.rules.of(run) });
  return dry + text + foundText(step, run);
}

/** What a lookup found, or why the steps below will not offer it. */
function foundText(step: Step, run: Run): string {
  if (step.kind !== 'command' || step.sets === undefined || run.state !== 'succeeded') return '';
  const name = code(`$${step.sets}`, 60);
  const value = lookupValue(run);
  return value === null
    ? `\nIt is not one readable line, so the steps below ask for ${name} without an offer.`
    : `\n${name} is ${code(value, 120)}: the steps below offer it.`;
}

function stepButtons(
  room: Room,
  attached: AttachedStep,
  number: number,
  { real, shown: run }: LastRuns,
  mark: StepMark | null,
  isNext: boolean,
): KnownBlock | null {
  const { incident } = room.view;
  const { step } = attached;
  const name = `step ${number}: ${plainLine(step.label, 45)}`;
  const on = { incident: incident.id, step: attached.key };
  const going = real !== null && !isFinal(real.state);
  const given = room.view.approvals.some(({ runId }) => runId === run?.id);
  const about = run === null ? [] : runButtons(run, name, room.actions, given);
  if (going) return actions(about);
  if (incident.status === 'resolved') return null;
  return actions([
    startStep(room, attached, real, name, isNext),
    dryRunButton(actionOf(room, attached.action), run, on, name),
    ...about,
    step.kind === 'manual' && mark === null
      ? button('Done', 'step-done', on, { label: `Done: ${name}` })
      : null,
    run === null && mark === null
      ? button('Skip', 'step-skip', on, { label: `Skip ${name}` })
      : null,
  ]);
}

function startStep(
  room: Room,
  { key, step, action }: AttachedStep,
  run: Run | null,
  name: string,
  isNext: boolean,
) {
  if (step.kind === 'manual') return null;
  const commandClass = classOf(room, step, action);
  if (action === null && (step.pipeline === null || commandClass === 'destructive')) return null;
  const base = action === null ? null : actionTitle(action, room.actions);
  const needed = room.rules.of({ class: commandClass, action })?.terms.needed.value;
  const text = startText(base, commandClass, run, needed);
  const question = startConfirm(run);
  return button(
    askedOf(room, step, action).length > 0 ? `${text}…` : text,
    'run-step',
    { incident: room.view.incident.id, step: key },
    {
      label: `${text}, ${name}`,
      ...(isNext && { style: 'primary' as const }),
      ...(question && { confirm: question }),
    },
  );
}
