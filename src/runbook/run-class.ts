import type { CommandClass, CommandStep } from './model.ts';

/** As what a command is run: a name that promises only to look proves nothing. */
export function runClass(step: Pick<CommandStep, 'class' | 'unproven'>): CommandClass {
  return step.unproven && step.class === 'readonly' ? 'mutating' : step.class;
}
