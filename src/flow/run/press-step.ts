import type { Terms } from '../../action/approval-terms.ts';
import { commandLineOf, fingerprintOf } from '../../action/plan.ts';
import { notGoing, type Run } from '../../action/run.ts';
import { mention, plain } from '../../incident/entry.ts';
import type { Incident } from '../../incident/types.ts';
import { newId } from '../../lib/ids.ts';
import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import type { Parameter } from '../../runbook/model.ts';
import { findStep } from '../incident/find-step.ts';
import { mayRespond } from '../incident/may-respond.ts';
import type { Tx, World } from '../ports.ts';
import { mayAsk } from './limits.ts';
import { originalStep } from './original-step.ts';
import { unknownService } from './permission.ts';
import { askForPreview, canBePreviewed } from './preview.ts';
import { enqueue } from './queue-run.ts';
import { named, type Refused, recordRefusal } from './record-refusal.ts';
import { isTerms, requestTerms } from './request-terms.ts';
import { setRequestTimers } from './request-timers.ts';
import { callRoll, type Roll } from './roll.ts';
import { type Asking, isAsking, type Runnable, runnableFor, stillThere } from './runnable.ts';
import { type Asked, suggestValues } from './suggest-values.ts';

export interface PressStep {
  incidentId: string;
  /** The runbook step that was pressed; null for an action pressed by itself. */
  stepKey: string | null;
  /** The catalogue action that was pressed; null to take what the step is. */
  action: string | null;
  values: Record<string, string>;
  /** Shows what it would do, where the action can. */
  dryRun?: boolean;
  by: string;
}

export type Pressed = { kind: 'asked' | 'queued'; run: Run } | NeedsValues;

export interface NeedsValues {
  kind: 'needs-values';
  /** The line that will run, its placeholders as the runbook writes them. */
  command: string;
  asked: Asked[];
  /** What was wrong with the values given, by the name of a parameter. */
  problems: Record<string, string>;
}

/** Asks for a run: at once when it only reads, else after the approvals that its class needs. */
export async function pressStep(world: World, press: PressStep): Promise<Pressed | Refusal> {
  const roll = await rollFor(world, press);
  const now = world.clock.now();
  const result = await world.store.write(async (tx) => {
    const incident = await tx.incidents.lock(press.incidentId);
    if (incident === null)
      return refuse('no-incident', 'This incident is not known here any more.');
    const answer = await request(tx, world, roll, incident, press, now);
    if (isRefusal(answer))
      await recordRefusal(tx, incident.id, refusedPress(incident, press, answer), now);
    return answer;
  });
  world.wake.outbox();
  return 'parameters' in result ? ask(world, press, result, now) : result;
}

function refusedPress(incident: Incident, press: PressStep, refusal: Refusal): Refused {
  const step = press.stepKey === null ? null : findStep(incident, press.stepKey)?.step;
  const label = press.action ?? step?.label ?? press.stepKey ?? 'a step';
  return {
    by: press.by,
    wanted: named('run', label),
    refusal,
    data: { step: press.stepKey, action: press.action },
  };
}

/** Null when there is nobody to ask about: that is refused before it matters. */
async function rollFor(world: World, { incidentId, by }: PressStep): Promise<Roll | null> {
  const incident = await world.store.incidents.byId(incidentId);
  const service = incident && world.directory.services.get(incident.service);
  return service ? callRoll(world, service, by, 'with approvers') : null;
}

async function ask(
  world: World,
  press: PressStep,
  { command, parameters, problems }: Asking,
  now: Date,
): Promise<NeedsValues> {
  const view = await world.store.incidents.view(press.incidentId);
  const attached = view && press.stepKey ? findStep(view.incident, press.stepKey) : null;
  const offered = parameters.map((one) => withRunbook(one, attached?.values ?? {}));
  const asked = view
    ? suggestValues(view, attached, offered, { now })
    : parameters.map((parameter) => ({ parameter, value: null, because: null, others: [] }));
  return { kind: 'needs-values', command, asked, problems };
}

/** What the runbook says for this command goes before what the catalogue offers for any. */
function withRunbook(parameter: Parameter, values: Record<string, string>): Parameter {
  const said = Object.hasOwn(values, parameter.name) ? values[parameter.name] : undefined;
  return said === undefined || parameter.secret
    ? parameter
    : { ...parameter, default: said, alertFirst: false };
}

async function request(
  tx: Tx,
  world: World,
  roll: Roll | null,
  incident: Incident,
  press: PressStep,
  now: Date,
): Promise<Pressed | Asking | Refusal> {
  const stranger = mayRespond(world, incident, press.by);
  if (stranger) return stranger;
  if (incident.status === 'resolved') {
    return refuse(
      'resolved',
      `Incident ${incident.number} is resolved. Reopen it first, so that what runs stands on its record.`,
    );
  }
  const service = world.directory.services.get(incident.service);
  if (service === undefined || roll === null) return unknownService(incident.service);
  const attached = press.stepKey === null ? null : findStep(incident, press.stepKey);
  const step = attached && originalStep(world, attached);
  if (attached && step === null) return refuse('edited', edited);
  const { vault, redactor } = world;
  const runnable = runnableFor(service, incident, { ...press, step }, { now, vault, redactor });
  if (isRefusal(runnable)) return runnable;
  if (isAsking(runnable)) return runnable;
  const { class: commandClass, action } = runnable;
  const { severity } = incident;
  const subject = { class: commandClass, action, severity, service: incident.service };
  const terms = requestTerms(roll, subject, press.by, now);
  if (!isTerms(terms)) return terms;
  if (terms.needed.value > 0 && !stillThere(world, { ...runnable, service: incident.service })) {
    return refuse('edited', edited);
  }
  const { stepHash, plan, target, parameters } = runnable;
  const fingerprint = fingerprintOf(stepHash, plan, target, parameters);
  const live = await tx.runs.live(incident.id, fingerprint);
  if (live) return refuse('already-asked', alreadyAsked(live));
  const { service: name, id: incidentId } = incident;
  const needed = terms.needed.value;
  const wanted = { ...runnable, service: name, incidentId, needed, by: press.by };
  const notNow = await mayAsk(tx, world, wanted, now);
  if (notNow) return notNow;
  return create(tx, incident, press, { runnable, terms, fingerprint }, now);
}

const edited =
  'The runbook was edited since this procedure was added here, and what it says now counts. Find it with `/runbook search`, add it here, and press its step.';

async function create(
  tx: Tx,
  incident: Incident,
  press: PressStep,
  { runnable, terms, fingerprint }: { runnable: Runnable; terms: Terms; fingerprint: string },
  now: Date,
): Promise<Pressed | Refusal> {
  const asked = await tx.runs.create({
    ...runnable,
    id: newId(),
    incidentId: incident.id,
    service: incident.service,
    stepKey: press.stepKey,
    commandLine: commandLineOf(runnable.plan),
    fingerprint,
    needed: terms.needed.value,
    preview: terms.needed.value > 0 && canBePreviewed(runnable.plan) ? { state: 'wanted' } : null,
    state: 'pending',
    brokeGlass: false,
    requestedBy: press.by,
    requestedAt: now,
    expiresAt: new Date(now.getTime() + terms.validMs.value),
    remindedAt: null,
    queuedAt: null,
    startedAt: null,
    finishedAt: null,
    worker: null,
    outcome: null,
    going: notGoing,
  });
  if (asked === null)
    return refuse(
      'already-asked',
      'Somebody asked for this in the same moment. One run is enough.',
    );
  await tx.timeline.add(
    incident.id,
    [
      {
        kind: 'run-requested',
        actor: press.by,
        text: `${mention(press.by)} asks to run *${plain(asked.label)}* on ${asked.target.name}.`,
        data: {
          run: asked.id,
          commandLine: asked.commandLine,
          fingerprint,
          needed: terms.needed,
          by: terms.by,
        },
        post: false,
      },
    ],
    now,
  );
  if (asked.needed === 0) return { kind: 'queued', run: await enqueue(tx, asked, press.by, now) };
  const alarms = await setRequestTimers(tx, asked);
  await tx.effects.add([
    { kind: 'sync-incident', incidentId: incident.id },
    ...alarms,
    ...(asked.preview === null ? [] : [askForPreview(asked)]),
  ]);
  return { kind: 'asked', run: asked };
}

function alreadyAsked(run: Run): string {
  switch (run.state) {
    case 'pending':
      return `${mention(run.requestedBy)} asked for this already; it waits for approval. One run is enough.`;
    case 'queued':
      return `This is approved already and waits for ${run.target.name}.`;
    default:
      return `This is running already on ${run.target.name}.`;
  }
}
