import type { Incident } from '../../incident/types.ts';
import { Fault } from '../../lib/fault.ts';
import type { CommandClass, Step } from '../../runbook/model.ts';
import { runClass } from '../../runbook/run-class.ts';
import type { Service } from '../../service/service.ts';

/** What is asked about. */
export interface Asked {
  label: string;
  class: CommandClass;
  action: string | null;
}

/** An action by its name, a step of an incident by its key, or a step of the service's runbooks by its id. */
export function chooseStep(service: Service, incident: Incident | null, id: string): Asked {
  const action = Object.hasOwn(service.actions, id) ? service.actions[id] : undefined;
  if (action) return { label: action.title ?? id, class: action.class, action: id };
  const attached = incident?.procedures
    .flatMap(({ steps }) => steps)
    .find(({ key, step }) => key === id || step.id === id);
  if (attached) return asked(service, attached.step, attached.action);
  const found = service.runbooks
    .flatMap(({ file, procedures }) =>
      procedures.flatMap((one) => one.steps.map((step) => ({ file, procedure: one.id, step }))),
    )
    .filter(({ procedure, step }) => [step.id, `${procedure}.${step.id}`].includes(id));
  const [only, ...others] = found;
  if (only && others.length === 0) return asked(service, only.step, null);
  const places = found.slice(0, 5).map((one) => `${one.procedure}.${one.step.id} (${one.file})`);
  throw new Fault(
    'config-invalid',
    only
      ? `--step is "${id}", which several procedures have; use one of ${places.join(', ')}`
      : `--step is "${id}", which is no action of ${service.service} and no step of its runbooks; its actions are ${Object.keys(service.actions).join(', ') || 'none'}, and \`runbell runbook show <file> --json\` lists commands`,
  );
}

function asked(service: Service, step: Step, action: string | null): Asked {
  if (step.kind === 'manual')
    throw new Fault('config-invalid', `"${step.label}" is for people: nobody approves it.`);
  const name = action ?? actionOf(service, step.text);
  const own = name === null ? undefined : service.actions[name];
  return { label: own?.title ?? step.label, class: own?.class ?? runClass(step), action: name };
}

/** The action that a command is, word by word. */
function actionOf({ actions }: Service, text: string): string | null {
  const found = Object.entries(actions).find(
    ([, action]) => 'run' in action && action.run.join(' ') === text.trim(),
  );
  return found?.[0] ?? null;
}
