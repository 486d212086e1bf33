import type { HomeView, ModalView } from '@slack/types';
import { attachProcedure } from '../../flow/incident/attach-procedure.ts';
import { procedureAt } from '../../flow/incident/find-runbook.ts';
import { homeOnCall } from '../../flow/oncall/home-on-call.ts';
import type { World } from '../../flow/ports.ts';
import { isRefusal, type Refusal } from '../../lib/refusal.ts';
import type { Message } from '../views/blocks.ts';
import { homeView } from '../views/home.ts';
import { homeService } from '../views/home-service.ts';
import { type Place, procedureModal, procedurePage, standingIn } from '../views/runbook.ts';
import { line } from '../views/text.ts';
import { timelineMessage } from '../views/timeline.ts';

const gone = 'This procedure is not in the runbooks any more. Search again with `/runbook search`.';

/** One page of a procedure, for the person who pressed. */
export async function readPage(
  world: World,
  place: Place,
  page: number,
  channel: string | null,
): Promise<Message | string> {
  const procedure = procedureAt(world.directory, place);
  if (procedure === null) return gone;
  const incident = channel === null ? null : await world.store.incidents.byChannel(channel);
  return procedurePage(procedure, place, page, standingIn(incident, place));
}

/** The same in a modal; null when the runbooks have it no more. */
export function readModal(world: World, place: Place, page: number): ModalView | null {
  const procedure = procedureAt(world.directory, place);
  return procedure && procedureModal(procedure, place, page);
}

/** Brings a procedure that somebody read into the channel of the incident, for everybody. */
export async function addProcedure(
  world: World,
  place: Place,
  channel: string | null,
  by: string,
): Promise<Refusal | string> {
  const added = await attachProcedure(world, { ...place, channel, by });
  if (isRefusal(added)) return added;
  return added.attached
    ? `✓ Added *${line(added.procedure.title, 150)}*: its steps come into this channel now.`
    : 'Nothing was added: this is not the channel of an open incident, or it has ten procedures already.';
}

/** The Home tab: one service, or all of them when that one is there no more. */
export async function homeAt(
  world: World,
  reader: string,
  service: string | null,
  page: number,
): Promise<HomeView> {
  const { store, directory, clock } = world;
  const chosen = service === null ? undefined : directory.services.get(service);
  if (chosen) return homeService(chosen, page);
  const onCall = page === 0 ? await homeOnCall(world, reader) : null;
  return homeView(await store.incidents.open(), directory, clock.now(), page, onCall);
}

/** One page of an incident's record, for the person who pressed. */
export async function timelinePage(
  { store, clock }: World,
  incidentId: string,
  page: number,
): Promise<Message | string> {
  const incident = await store.incidents.byId(incidentId);
  if (incident === null) return 'This incident is not known here any more.';
  const shown = await store.incidents.timelinePage(incidentId, page);
  return timelineMessage(incident, shown, clock.now());
}
