import type { Command } from 'commander';
import { pickFrom } from '../../config/suggest.ts';
import { CLOCK_OFFSET } from '../../flow/page/advance.ts';
import { takeCode } from '../../flow/page/verify-contact.ts';
import { MovableClock } from '../../lib/clock.ts';
import { Fault } from '../../lib/fault.ts';
import { isRefusal } from '../../lib/refusal.ts';
import { openForReading } from '../../store/reading.ts';
import { openVault } from '../../store/vault.ts';
import { readConfig } from '../settings.ts';

export function addOnCallVerify(group: Command): void {
  group
    .command('verify')
    .argument('<person>', 'a name of `people` in runbell.yaml')
    .argument('<code>', 'the code that /oncall verify sent to them')
    .description('take the code that proves an address, for somebody who cannot reach Slack')
    .addHelpText(
      'after',
      `
It needs the database of the bot and its vault.key: run it where the bot runs.

Examples:
  runbell oncall verify ann 123456`,
    )
    .action(async (person: string, code: string) => {
      const { settings, directory } = await readConfig(process.env);
      const known = directory.people[person];
      if (known === undefined) {
        const names = Object.keys(directory.people);
        throw wrong(`"${person}" is nobody in people; ${pickFrom(person, names, 'add them')}`);
      }
      await using reading = await openForReading(settings);
      if (reading === null) throw wrong('There is no database yet. Start the bot first.');
      const { store } = reading;
      const clock = new MovableClock(Number((await store.settings.get(CLOCK_OFFSET)) ?? 0));
      const vault = await openVault(settings.data);
      const proved = await takeCode({ store, clock, vault }, known.slack, code);
      if (isRefusal(proved)) throw wrong(proved.text.replaceAll('`', ''));
      process.stdout.write(`${proved} is verified.\n`);
    });
}

function wrong(text: string): Fault {
  return new Fault('config-invalid', text);
}
