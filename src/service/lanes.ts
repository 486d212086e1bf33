import { canServe, laneOf, type Offer, targetWith } from '../action/placement.ts';
import type { Directory } from './directory.ts';

/** The queues that hold what a worker with this offer may take, for the services as they are now. */
export function lanesOf({ services }: Directory, offer: Offer): string[] {
  const lanes = [...services.values()].flatMap(({ target: usual, targets, actions }) =>
    [usual, ...targets].flatMap((target) => {
      const needs = Object.values(actions)
        .filter((action) => (action.target ?? usual.name) === target.name)
        .map(({ labels }) => targetWith(target, labels));
      return [target, ...needs].filter((one) => canServe(offer, one)).map(laneOf);
    }),
  );
  return [...new Set(lanes)];
}
