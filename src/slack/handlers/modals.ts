import type { App, ViewSubmitAction } from '@slack/bolt';
import { changeSeverity } from '../../flow/incident/change-severity.ts';
import { declare } from '../../flow/incident/declare.ts';
import { resolveIncident } from '../../flow/incident/respond.ts';
import { takeCode } from '../../flow/page/verify-contact.ts';
import { decideRun } from '../../flow/run/approve.ts';
import { overrideLock } from '../../flow/run/override-lock.ts';
import { pressStep } from '../../flow/run/press-step.ts';
import { isRefusal } from '../../lib/refusal.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { anyModal, decodeModal, type Modal } from '../ids.ts';
import { declareErrors, readDeclaration } from '../views/declare.ts';
import { fieldOf } from '../views/form.ts';
import { parameterErrors, readParameters } from '../views/parameters.ts';
import { readSeverity } from '../views/severity.ts';
import type { HandlerDeps } from './deps.ts';
import { submitOnCall } from './oncall-forms.ts';
import { plainText } from './plain-text.ts';

type State = ViewSubmitAction['view']['state']['values'];
/** Errors by block id keep the form open with what was typed; null closes it. */
type Errors = Record<string, string> | null;

/** Every form. A refusal is shown in the form, so that nothing typed is lost. */
export function registerModals(app: App, deps: HandlerDeps): void {
  app.view<ViewSubmitAction>(
    { callback_id: anyModal, type: 'view_submission' },
    async ({ ack, body, view }) => {
      const [anyField = 'form'] = view.blocks.flatMap((block) =>
        block.type === 'input' ? (block.block_id ?? []) : [],
      );
      const modal = decodeModal(view.callback_id, view.private_metadata);
      if (modal === null) {
        await ack({
          response_action: 'errors',
          errors: {
            [anyField]: 'This form is from another version of Runbell. Close it and open it again.',
          },
        });
        return;
      }
      const errors = await submit(modal, view.state.values, body.user.id, anyField, deps).catch(
        (error: unknown): Errors => {
          deps.log.error({ err: error, modal: modal.kind }, 'a form failed');
          return {
            [anyField]:
              'Runbell could not reach its database. Nothing was done; submit again in a moment.',
          };
        },
      );
      await (errors === null
        ? ack()
        : ack({ response_action: 'errors', errors: deps.world.redactor.value(errors) }));
    },
  );
}

async function submit(
  modal: Modal,
  state: State,
  by: string,
  anyField: string,
  { world }: HandlerDeps,
): Promise<Errors> {
  const at = (result: unknown): Errors =>
    isRefusal(result) ? { [anyField]: plainText(result) } : null;
  switch (modal.kind) {
    case 'declare': {
      const read = readDeclaration(state);
      const errors = declareErrors(read, world.directory);
      if (errors) return errors;
      return at(
        await declare(world, {
          severity: read.severity ?? 'p2',
          service: read.service,
          title: read.title,
          by,
        }),
      );
    }
    case 'parameters': {
      const values = readParameters(state);
      const { incident: incidentId } = modal.value;
      const pressed = await pressStep(world, {
        incidentId,
        stepKey: 'step' in modal.value ? modal.value.step : null,
        action: 'action' in modal.value ? modal.value.action : null,
        values,
        dryRun: modal.value.dry ?? false,
        by,
      });
      if (isRefusal(pressed)) return at(pressed);
      if (pressed.kind !== 'needs-values') return null;
      const errors = parameterErrors(pressed.asked, pressed.problems);
      const [first] = Object.values(pressed.problems);
      return Object.keys(errors).length > 0 ? errors : { [anyField]: first ?? 'Fill it in.' };
    }
    case 'approve-reason':
    case 'deny-reason':
      return at(
        await decideRun(world, {
          runId: modal.value.run,
          fingerprint: modal.value.fingerprint,
          decision: modal.kind === 'deny-reason' ? 'deny' : 'approve',
          reason: fieldOf(state, 'reason'),
          by,
        }),
      );
    case 'open-lock':
      return at(
        await overrideLock(world, {
          incidentId: modal.value.incident,
          subject: modal.value.subject,
          reason: fieldOf(state, 'reason') ?? '',
          by,
        }),
      );
    case 'resolve':
      return at(await resolveIncident(world, modal.value.incident, by, fieldOf(state, 'summary')));
    case 'verify-contact':
      return at(await takeCode(world, by, fieldOf(state, 'code') ?? ''));
    case 'severity': {
      const severity = readSeverity(state);
      return severity === null
        ? { [anyField]: 'Choose a severity.' }
        : at(await changeSeverity(world, modal.value.incident, severity, by));
    }
    case 'override':
    case 'cover':
    case 'swap':
      return submitOnCall(world, modal, state, by);
    default:
      return unreachable(modal);
  }
}
