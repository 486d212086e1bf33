import { mention, plain } from '../../incident/entry.ts';
import type { AttachedProcedure } from '../../incident/types.ts';
import { type Refusal, refuse } from '../../lib/refusal.ts';
import type { Procedure } from '../../runbook/model.ts';
import { settle } from '../page/settle.ts';
import type { World } from '../ports.ts';
import { recordStranger } from '../run/record-refusal.ts';
import { attachOne } from './attach-procedures.ts';
import { mayRespond } from './may-respond.ts';

export interface AskedProcedure {
  service: string;
  file: string;
  /** The procedure's id in its file. */
  procedure: string;
  /** Where it was asked for; an incident's channel gets it for everybody. */
  channel: string | null;
  by: string;
}

const MOST = 10;

/** Adds a procedure to the incident whose channel this is; outside of one it is only looked up. */
export async function attachProcedure(
  world: World,
  asked: AskedProcedure,
): Promise<{ attached: boolean; procedure: Procedure } | Refusal> {
  const procedure = find(world, asked);
  if (procedure === null)
    return refuse(
      'no-procedure',
      'This procedure is not in the runbooks any more. Search again with `/runbook search`.',
    );
  const here = asked.channel === null ? null : await world.store.incidents.byChannel(asked.channel);
  if (here === null || here.status === 'resolved') return { attached: false, procedure };
  const now = world.clock.now();
  const result = await world.store.write(async (tx) => {
    const incident = await tx.incidents.lock(here.id);
    if (incident === null) return { attached: false, procedure };
    const stranger = mayRespond(world, incident, asked.by);
    if (stranger) {
      await recordStranger(tx, here.id, asked.by, stranger, now);
      return stranger;
    }
    if (incident.procedures.some((one) => isSame(one, asked, procedure))) {
      return refuse(
        'already-attached',
        `*${plain(procedure.title)}* is in this channel already; scroll up to it.`,
      );
    }
    if (incident.procedures.length >= MOST) return { attached: false, procedure };
    const match = { ...asked, procedure, score: 1, because: `added by ${mention(asked.by)}` };
    const procedures = [...incident.procedures, attachOne(world, match, incident.procedures)];
    const entry = {
      kind: 'procedure-added' as const,
      actor: asked.by,
      text: `${mention(asked.by)} added the procedure *${plain(procedure.title)}*.`,
      post: false,
    };
    await settle(tx, world, { incident: { ...incident, procedures }, entries: [entry] }, now);
    return { attached: true, procedure };
  });
  world.wake.outbox();
  return result;
}

/** An edited procedure is another one: the steps of the old one are void. */
function isSame(attached: AttachedProcedure, asked: AskedProcedure, procedure: Procedure): boolean {
  const { file, id, steps } = attached;
  return (
    file === asked.file &&
    id === asked.procedure &&
    steps.length === procedure.steps.length &&
    steps.every(({ step }, index) => step.hash === procedure.steps[index]?.hash)
  );
}

function find(world: World, asked: AskedProcedure): Procedure | null {
  const runbook = world.directory.services
    .get(asked.service)
    ?.runbooks.find(({ file }) => file === asked.file);
  return runbook?.procedures.find(({ id }) => id === asked.procedure) ?? null;
}
