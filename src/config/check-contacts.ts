import { addressOf, allMeans, type Contacts, type Means, meansWords } from '../oncall/contact.ts';
import { severities } from '../service/service.ts';
import { fillIn, isSafeAddress } from './fill-in.ts';
import { nameOf } from './problems.ts';
import type { References } from './references.ts';

/** What people's rules need must be there; variables must be set, and are never shown. */
export function checkContacts(file: References, env: NodeJS.ProcessEnv): void {
  const webhooks = file.keys(['webhooks']);
  for (const person of file.entries(['people'])) {
    file.oneOf([...person, 'contacts', 'webhook'], webhooks, 'no entry of webhooks');
    checkVariable(file, [...person, 'contacts', 'pagerduty'], env);
    for (const rule of file.entries([...person, 'rules'])) checkSteps(file, person, rule);
  }
  for (const severity of file.entries(['quiet_broken_by']))
    file.oneOf(severity, [...severities], 'no severity');
  for (const webhook of file.entries(['webhooks'])) {
    checkVariable(file, [...webhook, 'secret'], env);
    checkAddress(file, [...webhook, 'url'], env);
  }
}

function checkSteps(file: References, person: PropertyKey[], rule: PropertyKey[]): void {
  const contacts = Object(file.at([...person, 'contacts'])) as Contacts;
  for (const step of file.entries(rule)) {
    const by = file.text([...step, 'by']);
    if (!isMeans(by) || addressOf(contacts, by) !== null) continue;
    const needed = by === 'sms' || by === 'voice' ? 'phone' : by;
    const instead = `write \`${needed}\` into ${nameOf([...person, 'contacts'])}`;
    file.wrong([...step, 'by'], `but nothing says where that ${meansWords[by]} goes`, instead);
  }
}

function isMeans(text: string | null): text is Means {
  return allMeans.some((means) => means === text);
}

function checkVariable(file: References, path: PropertyKey[], env: NodeJS.ProcessEnv): void {
  const written = file.text(path);
  if (written?.startsWith('$') && fillIn(written, env) === null)
    unset(file, path, written.slice(1));
}

/** It may be a secret itself. */
function checkAddress(file: References, path: PropertyKey[], env: NodeJS.ProcessEnv): void {
  const written = file.text(path);
  if (written === null) return;
  const address = fillIn(written, env);
  if (address === null) unset(file, path, written.slice(1));
  else if (!isSafeAddress(address))
    file.add(path, 'value', `${nameOf(path)} is no https:// address`, 'use https://', null);
}

function unset(file: References, path: PropertyKey[], name: string): void {
  const what = `${nameOf(path)} reads the variable ${name}, which is not set`;
  file.add(path, 'value', what, 'set it before the start', null);
}
