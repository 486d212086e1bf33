import { isAllowed, permit } from '../../action/permission.ts';
import type { World } from '../ports.ts';
import { permissionQuestion, subjectOf } from './permission.ts';
import { callRoll } from './roll.ts';

/** What somebody has to say before their approval counts; null when nothing, or when it would be refused anyway. */
export async function reasonAsked(
  world: World,
  runId: string,
  by: string,
): Promise<{ alone: boolean; rule: string } | null> {
  const run = await world.store.runs.byId(runId);
  const service = run && world.directory.services.get(run.service);
  if (!run || !service || run.state !== 'pending') return null;
  const subject = await subjectOf(world, run);
  const roll = await callRoll(world, service, by, 'alone');
  const act = { ...subject, act: 'approve' as const, by, requestedBy: run.requestedBy };
  const question = permissionQuestion(roll, act, world.clock.now());
  const verdict = question && permit(question);
  if (!question || !verdict || !isAllowed(verdict)) return null;
  if (verdict.breakGlass) return { alone: true, rule: verdict.rule };
  const { reason } = question.terms;
  return reason.value === 'required' ? { alone: false, rule: reason.rule } : null;
}
