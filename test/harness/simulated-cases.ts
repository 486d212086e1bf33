import { readRota } from '../../src/flow/oncall/rota.ts';
import { simulate } from '../../src/flow/simulate/simulate.ts';
import type { SimulatedStep } from '../../src/flow/simulate/simulated-step.ts';
import { simulationGround } from '../../src/flow/simulate/simulation-ground.ts';
import type { TestBot } from './bot.ts';
import type { Case } from './timetable.ts';

/** What the simulator says of the cases in which nobody does anything and every page is delivered. */
export async function simulateCases(
  bot: TestBot,
  cases: readonly Case[],
  nameOf: (one: Case) => string,
  start: Date,
  minutes: number,
): Promise<[Case, string[]][]> {
  const { directory, store, members } = bot.bot.core.world;
  const rota = await readRota(directory, store.overrides, start);
  const quiet = cases.filter(
    ({ does, happens }) => does === undefined && !happens.some((line) => line.endsWith(' failed')),
  );
  return Promise.all(
    quiet.map(async (one): Promise<[Case, string[]]> => {
      const service = directory.services.get(nameOf(one));
      if (!service) throw new Error(`there is no service for: ${one.claim}`);
      const ground = await simulationGround({ directory, rota, store, members }, service.service);
      const severity = one.severity ? service.severities[one.severity] : undefined;
      const supposed = { service, severity: severity ?? 'p2', at: start, ackAfter: null };
      const last = start.getTime() + minutes * 60_000;
      const { steps } = simulate(ground, supposed);
      return [
        one,
        steps.filter(({ at }) => at.getTime() <= last).flatMap((step) => tell(step, start)),
      ];
    }),
  );
}

function tell(step: SimulatedStep, start: Date): string[] {
  const minute = (step.at.getTime() - start.getTime()) / 60_000;
  switch (step.kind) {
    case 'paged':
      return step.to.map(({ user, name }) =>
        user === null ? `${minute} #${name}` : `${minute} ${user.replace(/^U0/, '').toLowerCase()}`,
      );
    case 'passed':
      return [`${minute} ${step.only === null ? 'level-empty' : 'level-passed'}`];
    case 'handed-over':
    case 'everyone-paged':
      return [`${minute} ${step.kind}`];
    default:
      return [];
  }
}
