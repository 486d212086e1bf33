import type { Target } from './catalogue.ts';

/** What a worker offers: the targets that it reaches, and what else it has. */
export interface Offer {
  targets: readonly string[];
  labels: readonly string[];
}

/** Runs that read at the same time on one target, unless the target says otherwise. */
export const usualParallel = 4;

/** What a run needs of its worker besides the target itself. */
export function labelsOf({ labels = [] }: Pick<Target, 'labels'>): string[] {
  return [...new Set(labels)].toSorted();
}

/** The target with everything that an action needs besides. */
export function targetWith(target: Target, labels: readonly string[] | undefined): Target {
  const all = labelsOf({ labels: [...(target.labels ?? []), ...(labels ?? [])] });
  return all.length === 0 ? target : { ...target, labels: all };
}

export function canServe(offer: Offer, target: Target): boolean {
  return (
    offer.targets.includes(target.name) &&
    labelsOf(target).every((label) => offer.labels.includes(label))
  );
}

/**
 * Null when one of these workers can take what the target needs; else the labels that the nearest of
 * those that reach the target lacks, none when nobody reaches it at all.
 */
export function lacking(offers: readonly Offer[], target: Target): string[] | null {
  const reach = offers.filter(({ targets }) => targets.includes(target.name));
  if (reach.some((offer) => canServe(offer, target))) return null;
  const missing = reach
    .map(({ labels }) => labelsOf(target).filter((label) => !labels.includes(label)))
    .toSorted((a, b) => a.length - b.length);
  return missing[0] ?? [];
}

/** The queue that a run travels in: workers listen to those whose needs they can meet. */
export function laneOf(target: Pick<Target, 'name' | 'labels'>): string {
  return [target.name, ...labelsOf(target)].join('.');
}

/** The command that starts a worker for it. */
export function workerFor(target: Target): string {
  const labels = labelsOf(target);
  const needs = labels.length === 0 ? '' : ` --labels ${labels.join(',')}`;
  return `runbell worker --targets ${target.name}${needs}`;
}
