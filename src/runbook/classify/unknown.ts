import type { Verdict } from './row.ts';

/** A program without a row: mutating, or destructive where its own words announce a loss. */
export function unknownVerdict(words: string[]): Verdict {
  const announced = words.slice(0, 12).find((word) => announcesLoss(word));
  if (announced) {
    return {
      class: 'destructive',
      revealsSecrets: false,
      because: `\`${announced.slice(0, 60)}\` sounds like it removes or replaces something`,
    };
  }
  const name = words[0]?.replace(/[\uE000][^\uE001]*[\uE001]?/g, '…') || 'this';
  return {
    class: 'mutating',
    revealsSecrets: false,
    because: `Runbell does not know what \`${name.slice(0, 60)}\` does, so it may change something`,
  };
}

function announcesLoss(word: string): boolean {
  if (/[\s'"]/.test(word)) return false;
  const parts = word
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z]+/);
  if (parts.some((part) => harmless.has(part))) return false;
  return parts.some((part) => loss.has(part));
}

const loss = new Set(
  'cleanup purge purged wipe erase destroy drop delete remove rm prune flush flushall flushdb truncate reset restore nuke obliterate uninstall terminate shred'.split(
    ' ',
  ),
);
/** `test-backup-restore` tests, `--remove-label` labels. */
const harmless = new Set('test tests verify check dry label'.split(' '));
