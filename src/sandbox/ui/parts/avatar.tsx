import type { Member } from '../../contract.ts';
import { Icon } from './icon.tsx';

/** Initials on a colour that stays the member's own. */
export function Avatar({ member, small = false }: { member: Member | undefined; small?: boolean }) {
  const name = member?.real_name || member?.name || '?';
  const tone = member?.is_bot ? 'bot' : hash(member?.id ?? name) % 8;
  return (
    <span className={small ? 'avatar avatar-small' : 'avatar'} data-tone={tone} aria-hidden="true">
      {member?.is_bot ? <Icon name="bell" /> : initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => word?.[0] ?? '');
  return letters.join('').toUpperCase();
}

function hash(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);
}
