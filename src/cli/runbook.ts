import type { Command } from 'commander';
import { addMatch } from './runbook/match.ts';
import { addShow } from './runbook/show.ts';

export function addRunbook(group: Command): void {
  addShow(group);
  addMatch(group);
}
