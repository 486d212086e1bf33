import type { App, BlockAction, ButtonAction, RespondFn } from '@slack/bolt';
import { escalateFrom } from '../../flow/incident/escalate.ts';
import { confirmAck } from '../../flow/incident/hold.ts';
import { markStep } from '../../flow/incident/mark-step.ts';
import { acknowledgeIncident, keepOpen, reopenIncident } from '../../flow/incident/respond.ts';
import type { World } from '../../flow/ports.ts';
import { reasonAsked } from '../../flow/run/approval-form.ts';
import { decideRun } from '../../flow/run/approve.ts';
import { cancelRun } from '../../flow/run/cancel-run.ts';
import { type Pressed, type PressStep, pressStep } from '../../flow/run/press-step.ts';
import { withdrawApproval } from '../../flow/run/withdraw-approval.ts';
import { isRefusal, type Refusal } from '../../lib/refusal.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { type ActionValue, anyAction, decode } from '../ids.ts';
import { approveModal } from '../views/approve.ts';
import { declareModal } from '../views/declare.ts';
import { denyModal } from '../views/deny.ts';
import { openLockModal } from '../views/open-lock.ts';
import { fullOutput } from '../views/output.ts';
import { parametersModal } from '../views/parameters.ts';
import { resolveModal } from '../views/resolve.ts';
import { addProcedure, homeAt, readModal, readPage, timelinePage } from './browse.ts';
import type { HandlerDeps } from './deps.ts';
import { pressOnCall } from './oncall.ts';
import { type Answer, form, type Press, quiet } from './press.ts';
import { tell } from './tell.ts';

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
        changeModal: (view) => client.views.update({ view_id: body.view?.id ?? '', view }),
        publishHome: (view) => client.views.publish({ user_id: body.user.id, view }),
      };
      await answer(press, respond, deps);
    },
  );
}

async function answer(press: Press, respond: RespondFn, deps: HandlerDeps): Promise<void> {
  try {
    const said = await carryOut(press, deps);
    if (said === null) return;
    if (typeof said === 'object' && 'instead' in said)
      await tell(respond, said.instead, deps.log, 'instead');
    else await tell(respond, isRefusal(said) ? said.text : said, deps.log);
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
      return quiet(
        await escalateFrom(world, action.value.incident, by, {
          level: action.value.from,
          round: action.value.round ?? null,
        }),
      );
    case 'still-on-it':
      return quiet(await confirmAck(world, action.value.incident, by));
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
    case 'dry-run':
      return run(world, press, {
        incidentId: action.value.incident,
        stepKey: 'step' in action.value ? action.value.step : null,
        action: 'action' in action.value ? action.value.action : null,
        values: {},
        dryRun: true,
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
      return approve(world, press, action.value);
    case 'unapprove':
      return quiet(await withdrawApproval(world, action.value.run, by));
    case 'deny':
      return form(press, denyModal(action.value));
    case 'open-lock':
      return form(press, openLockModal(action.value));
    case 'cancel':
      return quiet(await cancelRun(world, action.value.run, by));
    case 'output': {
      const found = await world.store.runs.byId(action.value.run);
      return found ? fullOutput(found) : 'This run is not known here any more.';
    }
    case 'show-procedure':
      return readPage(world, action.value, 0, press.channel);
    case 'add-procedure':
      return addProcedure(world, action.value, press.channel, by);
    case 'read-procedure': {
      const view = readModal(world, action.value, 0);
      return view ? form(press, view) : home(world, press, null, 0);
    }
    case 'browse-service':
      return home(world, press, action.value.service, 0);
    case 'browse-all':
      return home(world, press, null, 0);
    case 'page-back':
    case 'page-on':
      return turn(world, press, action.value);
    case 'declare':
      return form(press, declareModal(world.directory, action.value));
    case 'show-turns':
    case 'turns-later':
    case 'turns-now':
    case 'override':
    case 'remove-override':
    case 'cover':
    case 'take-cover':
    case 'withdraw-cover':
    case 'swap':
    case 'agree-swap':
    case 'decline-swap':
    case 'withdraw-swap':
      return pressOnCall(world, press, action);
    case 'link':
      return null;
    default:
      return unreachable(action);
  }
}

async function run(world: World, press: Press, step: PressStep): Promise<Answer> {
  const pressed: Pressed | Refusal = await pressStep(world, step);
  if (isRefusal(pressed)) return pressed;
  if (pressed.kind !== 'needs-values') return null;
  return form(press, parametersModal(step, pressed));
}

async function approve(
  world: World,
  press: Press,
  request: ActionValue<'approve'>,
): Promise<Answer> {
  const asked = await reasonAsked(world, request.run, press.by);
  if (asked) return form(press, approveModal({ ...request, alone: asked.alone }, asked.rule));
  const { run: runId, fingerprint } = request;
  const decide = { runId, fingerprint, decision: 'approve' as const, reason: null, by: press.by };
  return quiet(await decideRun(world, decide));
}

async function turn(world: World, press: Press, to: ActionValue<'page-on'>): Promise<Answer> {
  if (to.in === 'home') return home(world, press, to.service, to.page);
  if (to.in === 'timeline') return { instead: await timelinePage(world, to.incident, to.page) };
  const { in: where, page, ...place } = to;
  if (where === 'message') return { instead: await readPage(world, place, page, press.channel) };
  const view = readModal(world, place, page);
  if (view) await press.changeModal(view);
  return null;
}

async function home(
  world: World,
  press: Press,
  service: string | null,
  page: number,
): Promise<null> {
  await press.publishHome(await homeAt(world, press.by, service, page));
  return null;
}
