import type { Command } from 'commander';
import { addExport } from './audit/export.ts';
import { addHead } from './audit/head.ts';
import { addVerify } from './audit/verify.ts';

export function addAudit(group: Command): void {
  addVerify(group);
  addExport(group);
  addHead(group);
}
