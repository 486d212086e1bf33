import type { Command } from 'commander';
import { addOnCallContacts } from './oncall/contacts.ts';
import { addOnCallExport } from './oncall/export.ts';
import { addOnCallNow } from './oncall/now.ts';
import { addOnCallShow } from './oncall/show.ts';
import { addOnCallSimulate } from './oncall/simulate.ts';
import { addOnCallVerify } from './oncall/verify.ts';

export function addOnCall(group: Command): void {
  addOnCallNow(group);
  addOnCallShow(group);
  addOnCallSimulate(group);
  addOnCallExport(group);
  addOnCallContacts(group);
  addOnCallVerify(group);
}
