import type { App, BlockAction, ButtonAction, RespondFn } from '@slack/bolt';
import type { View } from '@slack/types';
import { decideRun } from '../../flow/approve.ts';
import { attachProcedure } from '../../flow/attach-procedure.ts';
import { cancelRun } from '../../flow/cancel-run.ts';
import { markStep } from '../../flow/mark-step.ts';
import { type Pressed, type PressStep, pressStep } from '../../flow/press-step.ts';
import { acknowledgeIncident, escalateFrom, keepOpen, reopenIncident } from '../../flow/respond.ts';
import { isRefusal, type Refusal } from '../../lib/refusal.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { type Action, anyAction, decode } from '../ids.ts';
import type { Message } from '../views/blocks.ts';
import { declareModal } from '../views/declare.ts';
import { denyModal } from '../views/deny.ts';
import { fullOutput } from '../views/output.ts';
import { parametersModal } from '../views/parameters.ts';
import { resolveModal } from '../views/resolve.ts';
import { procedureReply } from '../views/runbook.ts';
import type { HandlerDeps } from './deps.ts';
import { tell } from './tell.ts';

interface Press {
  action: Action;
  by: string;
  channel: string | null;
  openModal(view: View): Promise<unknown>;
}

/** What the person is told in private; null when what they see in the channel says it all. */
type Answer = Refusal | Message | string | null;

/** Every button of every message. The press is acknowledged before anything else is done. */
export function registerButtons(app: App, deps: HandlerDeps): void {
  app.action<BlockAction<ButtonAction>>(
    anyAction,
    async ({ ack, action, body, client, respond }) => {
      await ack();
      const decoded = decode(action.action_id, action.value);
      if (decoded === null) {
        await tell(
          respond,
          'This message is from another version of Runbell. Use a newer one, or type `/incident status`.',
          deps.log,
        );
        return;
      }
      const press: Press = {
        action: decoded,
        by: body.user.id,
        channel: body.channel?.id ?? null,
        openModal: (view) => client.views.open({ trigger_id: body.trigger_id, view }),
      };
      await answer(press, respond, deps);
    },
  );
}

async function answer(press: Press, respond: RespondFn, deps: HandlerDeps): Promise<void> {
  try {
    const said = await carryOut(press, deps);
    if (said !== null) await tell(respond, isRefusal(said) ? said.text : said, deps.log);
  } catch (error) {
    deps.log.error({ err: error, action: press.action.kind, by: press.by }, 'a button failed');
    await tell(
      respond,
      'That did not work: Runbell could not reach its database or Slack. Nothing was run; press again in a moment.',
      deps.log,
    );
  }
}

async function carryOut(press: Press, { world }: HandlerDeps): Promise<Answer> {
  const { action, by } = press;
  switch (action.kind) {
    case 'ack':
      return quiet(await acknowledgeIncident(world, action.value.incident, by));
    case 'escalate':
      return quiet(await escalateFrom(world, action.value.incident, by, action.value.from));
    case 'reopen':
      return quiet(await reopenIncident(world, action.value.incident, by));
    case 'resolve':
    case 'resolve-propose-yes':
      return form(press, resolveModal(action.value.incident));
    case 'resolve-propose-no':
      return quiet(await keepOpen(world, action.value.incident, by));
    case 'run-step':
      return run(world, press, {
        incidentId: action.value.incident,
        stepKey: action.value.step,
        action: null,
        values: {},
        by,
      });
    case 'run-action':
      return run(world, press, {
        incidentId: action.value.incident,
        stepKey: null,
        action: action.value.action,
        values: {},
        by,
      });
    case 'step-done':
    case 'step-skip':
      return quiet(
        await markStep(world, {
          incidentId: action.value.incident,
          stepKey: action.value.step,
          state: action.kind === 'step-done' ? 'done' : 'skipped',
          by,
        }),
      );
    case 'approve':
      return quiet(
        await decideRun(world, {
          runId: action.value.run,
          fingerprint: action.value.fingerprint,
          decision: 'approve',
          reason: null,
          by,
        }),
      );
    case 'deny':
      return form(press, denyModal(action.value));
    case 'cancel':
      return quiet(await cancelRun(world, action.value.run, by));
    case 'output': {
      const found = await world.store.runs.byId(action.value.run);
      return found ? fullOutput(found) : 'This run is not known here any more.';
    }
    case 'show-procedure': {
      const shown = await attachProcedure(world, { ...action.value, channel: press.channel, by });
      return isRefusal(shown) || shown.attached
        ? quiet(shown)
        : procedureReply(shown.procedure, action.value);
    }
    case 'declare':
      return form(press, declareModal(world.directory, action.value));
    case 'link':
      return null;
    default:
      return unreachable(action);
  }
}

async function run(world: HandlerDeps['world'], press: Press, step: PressStep): Promise<Answer> {
  const pressed: Pressed | Refusal = await pressStep(world, step);
  if (isRefusal(pressed)) return pressed;
  if (pressed.kind !== 'needs-values') return null;
  return form(press, parametersModal(step, pressed));
}

async function form(press: Press, view: View): Promise<null> {
  await press.openModal(view);
  return null;
}

function quiet(result: unknown): Refusal | null {
  return isRefusal(result) ? result : null;
}
