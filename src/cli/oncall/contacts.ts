import type { Command } from 'commander';
import type { Settings } from '../../config/env.ts';
import type { StoredContact } from '../../flow/page/notify-ports.ts';
import { contactsOf } from '../../flow/page/verify-contact.ts';
import type { Means } from '../../oncall/contact.ts';
import type { Directory } from '../../service/directory.ts';
import { openForReading } from '../../store/reading.ts';
import { readConfig } from '../settings.ts';
import { oneLine } from '../terminal.ts';
import { providedBy } from './provided.ts';

interface Row {
  person: string;
  means: Means;
  address: string;
  /** `not-set-up`: nothing carries it. */
  state: 'verified' | 'trusted' | 'unverified' | 'not-set-up';
}

export function addOnCallContacts(group: Command): void {
  group
    .command('contacts')
    .description('list the numbers and mail addresses that have to be verified, and which are')
    .option('--json', 'a list of person, means, address and state')
    .addHelpText(
      'after',
      `
Whoever is listed as unverified types /oncall verify in Slack.

Examples:
  runbell oncall contacts
  runbell oncall contacts --json`,
    )
    .action(async ({ json }: { json?: true }) => {
      const rows = await readContacts(process.env);
      const lines = json ? [JSON.stringify(rows, null, 2)] : contactLines(rows);
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

async function readContacts(env: NodeJS.ProcessEnv): Promise<Row[]> {
  const { settings, directory } = await readConfig(env);
  await using reading = await openForReading(settings);
  const stored = (await reading?.store.contacts.all()) ?? [];
  return Object.keys(directory.people).flatMap((person) =>
    rowsOf(directory, settings, stored, person),
  );
}

function rowsOf(
  directory: Directory,
  settings: Pick<Settings, 'providers'>,
  stored: readonly StoredContact[],
  person: string,
): Row[] {
  const provided = (means: Means) => providedBy(settings, means);
  const user = directory.people[person]?.slack ?? '';
  const own = stored.filter((one) => one.user === user);
  return contactsOf({ directory, provided }, user, own).map(
    ({ address, means, proved, usable }) => ({
      person,
      means,
      address,
      state: !usable
        ? 'not-set-up'
        : !proved
          ? 'unverified'
          : directory.contacts_trusted
            ? 'trusted'
            : 'verified',
    }),
  );
}

function contactLines(rows: readonly Row[]): string[] {
  if (rows.length === 0) return ['Nobody has contacts in runbell.yaml yet.'];
  const width = (key: 'person' | 'address') =>
    Math.max(...rows.map((row) => oneLine(row[key]).length));
  const [people, addresses] = [width('person'), width('address')];
  return rows.map(
    ({ person, means, address, state }) =>
      `${person.padEnd(people)}  ${means.padEnd(5)}  ${oneLine(address).padEnd(addresses)}  ${stateWords[state]}`,
  );
}

const stateWords = {
  verified: 'verified',
  trusted: 'used as it is (contacts_trusted)',
  unverified: 'not verified, so not used',
  'not-set-up': 'not used: there is no account to send it with',
} as const satisfies Record<Row['state'], string>;
