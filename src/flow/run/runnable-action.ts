import type { Action, Target } from '../../action/catalogue.ts';
import { targetWith } from '../../action/placement.ts';
import { actionLine, planAction, planDryRun } from '../../action/plan-action.ts';
import { parametersOf, recorded, settleAction } from '../../action/settle-action.ts';
import { digest } from '../../lib/ids.ts';
import { type Refusal, refuse } from '../../lib/refusal.ts';
import { classify } from '../../runbook/classify/classify.ts';
import type { Service } from '../../service/service.ts';
import type { Asking, Runnable, Settling } from './runnable.ts';

export interface PressedAction {
  action: string;
  values: Record<string, string>;
  dryRun?: boolean;
}

/** A catalogue action as it stands in service.yaml now, with the values of its form. */
export function runnableAction(
  service: Service,
  { action: name, values, dryRun = false }: PressedAction,
  { vault }: Pick<Settling, 'vault'>,
): Runnable | Asking | Refusal {
  const action = actionOf(service, name);
  if (action === undefined)
    return refuse('no-action', `${service.service} has no action \`${name}\` any more.`);
  const settled = settleAction(action, values);
  const parameters = parametersOf(action);
  if ('problems' in settled)
    return { command: actionLine(action), parameters, problems: settled.problems };
  const seal = (secret: string) => vault.seal(secret);
  const label = action.title ?? title(name);
  const about = {
    action: name,
    revealsSecrets: action.reveals_secrets ?? printsSecrets(service, action),
    parameters: recorded(parameters, (one) => settled.pieces.get(one), seal),
    target: targetWith(targetOf(service, action.target), action.labels),
    timeoutMs: action.timeout,
    stepHash: actionHash(service, action),
  };
  if (dryRun) {
    const plan = planDryRun(action, settled.pieces, seal);
    if (plan === null)
      return refuse('no-dry-run', `*${label}* has no dry run: name one under \`dry_run\`.`);
    const ends = { verify: null, onFailure: null, class: 'readonly' } as const;
    return { ...about, ...ends, label: `Dry run of ${label}`, plan, dryRun };
  }
  return {
    ...about,
    label,
    class: action.class,
    plan: planAction(action, settled.pieces, seal),
    dryRun,
    verify: action.verify ?? null,
    onFailure: action.on_failure ?? null,
  };
}

function printsSecrets(service: Service, action: Action): boolean {
  if (!('run' in action)) return false;
  const argv = action.run.map((word) => [word]);
  const stage = { argv, env: {}, stderr: 'keep', stdout: 'keep' } as const;
  return classify([stage], service.rows).revealsSecrets;
}

/** Not just `actions[name]`: `constructor` is a name, and something that every object has. */
export function actionOf({ actions }: Service, name: string): Action | undefined {
  return Object.hasOwn(actions, name) ? actions[name] : undefined;
}

export function actionHash(service: Service, action: Action): string {
  return digest([action, targetOf(service, action.target)]);
}

function targetOf(service: Service, name: string | undefined): Target {
  return service.targets.find((target) => target.name === name) ?? service.target;
}

function title(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
