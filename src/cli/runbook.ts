import type { Command } from 'commander';
import { addMatch } from './runbook/match.ts';
import { addShow } from './runbook/show.ts';

export function addRunbook(program: Command): void {
  const group = program
    .command('runbook')
    .description('show how a runbook is read, and which procedures fit');
  addShow(group);
  addMatch(group);
}
