import type { Target } from '../../action/catalogue.ts';
import { planOf } from '../../action/plan.ts';
import { sealPlan } from '../../action/plan-secrets.ts';
import type { Redactor } from '../../action/redact.ts';
import type { Plan, RunParameter } from '../../action/run.ts';
import { aroundTarget, askedFor, judged, settleStep } from '../../action/settle.ts';
import { recorded } from '../../action/settle-action.ts';
import type { Verify } from '../../action/verify.ts';
import type { AttachedStep, Incident } from '../../incident/types.ts';
import { isRefusal, type Refusal, refuse } from '../../lib/refusal.ts';
import { classify } from '../../runbook/classify/classify.ts';
import { type CommandClass, commandClasses, type Parameter } from '../../runbook/model.ts';
import { runClass } from '../../runbook/run-class.ts';
import type { Service } from '../../service/service.ts';
import type { World } from '../ports.ts';
import { actionHash, actionOf, runnableAction } from './runnable-action.ts';
import type { Vault } from './vault.ts';

/** Everything about a run that is settled by what was pressed. */
export interface Runnable {
  label: string;
  action: string | null;
  class: CommandClass;
  revealsSecrets: boolean;
  plan: Plan;
  parameters: RunParameter[];
  dryRun: boolean;
  target: Target;
  timeoutMs: number;
  verify: Verify | null;
  onFailure: string | null;
  stepHash: string;
}

const COMMAND_TIMEOUT_MS = 120_000;

/** What must be asked before something can run, and what was wrong with the answers. */
export interface Asking {
  /** The line that will run, its placeholders as they are written. */
  command: string;
  parameters: Parameter[];
  /** By the name of a parameter. */
  problems: Record<string, string>;
}

/** What a press is settled with: the moment, where secrets are kept, and what tells that one is a secret. */
export interface Settling {
  now: Date;
  vault: Pick<Vault, 'seal'>;
  redactor: Redactor;
}

/** A command found in prose. Destructive ones are never run from there. */
function runnableStep(
  service: Service,
  { step }: AttachedStep,
  values: Record<string, string>,
  settling: Settling,
): Runnable | Asking | Refusal {
  if (step.kind === 'manual')
    return refuse('manual-step', 'This step is for people: press Done when it is done.');
  if (step.class === 'destructive') {
    return destructive();
  }
  if (step.pipeline === null)
    return refuse(
      'copy-only',
      `This command can only be copied: ${step.reason ?? 'it needs a shell'}.`,
    );
  const around = aroundTarget(service.target, settling.now);
  const asked = askedFor(step, around);
  const given = new Map(Object.entries(values));
  // A default is an offer in the form, never an answer that nobody gave.
  const missing = asked.filter(({ name }) => (given.get(name) ?? '').trim() === '');
  const settled = settleStep(step, values, around);
  if (isRefusal(settled)) return settled;
  const wrong = 'problems' in settled ? settled.problems : {};
  if (missing.length > 0 || 'problems' in settled) {
    const empty = missing.map(({ name }) => [name, 'is empty; type a value'] as const);
    const problems = { ...wrong, ...Object.fromEntries(empty) };
    return { command: step.runsAs ?? step.text, parameters: asked, problems };
  }
  // A value may make of a harmless command a harmful one: what is judged is what will run.
  const verdict = classify(judged(settled.stages), service.rows);
  const worst = worseClass(runClass(step), runClass(verdict));
  if (worst === 'destructive') return destructive();
  const seal = (secret: string) => settling.vault.seal(secret);
  return {
    label: step.label,
    action: null,
    class: worst,
    revealsSecrets: step.revealsSecrets || verdict.revealsSecrets,
    plan: planOf(settled.stages, seal),
    parameters: recorded(asked, (name) => settled.pieces.get(name), seal),
    dryRun: false,
    target: service.target,
    timeoutMs: COMMAND_TIMEOUT_MS,
    verify: null,
    onFailure: null,
    stepHash: step.hash,
  };
}

/** Whether the runbook or catalogue still holds what a run was requested for. */
export function stillThere(
  world: World,
  run: { service: string; action: string | null; stepHash: string },
): boolean {
  const service = world.directory.services.get(run.service);
  if (service === undefined) return false;
  if (run.action !== null) {
    const action = actionOf(service, run.action);
    return action !== undefined && actionHash(service, action) === run.stepHash;
  }
  // A procedure of another service may have been added to the incident.
  return [...world.directory.services.values()].some(({ runbooks }) =>
    runbooks.some(({ procedures }) =>
      procedures.some(({ steps }) => steps.some(({ hash }) => hash === run.stepHash)),
    ),
  );
}

export function isAsking(value: Runnable | Asking | Refusal): value is Asking {
  return 'problems' in value;
}

/** What the button of an attached step runs: the catalogue action it is, or the command itself. */
export function runnableFor(
  service: Service,
  incident: Incident,
  pressed: {
    step: AttachedStep | null;
    action: string | null;
    values: Record<string, string>;
    dryRun?: boolean;
  },
  settling: Settling,
): Runnable | Asking | Refusal {
  const action = pressed.action ?? pressed.step?.action ?? null;
  if (action === null && pressed.dryRun)
    return refuse('no-dry-run', 'Only actions of the catalogue can be tried without doing it.');
  const found =
    action !== null
      ? runnableAction(service, { ...pressed, action }, settling)
      : pressed.step === null
        ? refuse('no-step', `This step is not part of incident ${incident.number} any more.`)
        : runnableStep(service, pressed.step, pressed.values, settling);
  return isRefusal(found) || isAsking(found) ? found : withoutSecrets(found, settling);
}

function withoutSecrets(runnable: Runnable, { vault, redactor }: Settling): Runnable {
  return {
    ...runnable,
    plan: sealPlan(runnable.plan, redactor, (secret) => vault.seal(secret)),
    parameters: redactor.value(runnable.parameters),
  };
}

function destructive(): Refusal {
  return refuse(
    'destructive',
    'This command destroys data, so it is never a button. Copy it, or name it in the actions of service.yaml.',
  );
}

function worseClass(a: CommandClass, b: CommandClass): CommandClass {
  return (
    commandClasses[Math.max(commandClasses.indexOf(a), commandClasses.indexOf(b))] ?? 'destructive'
  );
}
