import type { Command } from 'commander';
import { addExport } from './audit/export.ts';
import { addHead } from './audit/head.ts';
import { addVerify } from './audit/verify.ts';

export function addAudit(program: Command): void {
  const group = program
    .command('audit')
    .description('prove that the record of all incidents is as it was written, and hand it out');
  addVerify(group);
  addExport(group);
  addHead(group);
}
