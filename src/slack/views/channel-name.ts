import { limits } from '../limits.ts';

// Letters that Unicode does not take apart into a base letter and an accent.
const spelled: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  å: 'a',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** `inc-<number>-<slug>`; `attempt` 2 and on adds `-2`, for when Slack says `name_taken`. */
export function channelName(number: number, title: string, attempt = 1): string {
  const start = `inc-${number}`;
  const end = attempt > 1 ? `-${attempt}` : '';
  const room = limits.channelName - start.length - end.length - 1;
  const slug = slugOf(title).slice(0, room).replace(/-+$/, '');
  return slug === '' ? `${start}${end}` : `${start}-${slug}${end}`;
}

function slugOf(title: string): string {
  return [...title.normalize('NFC').toLowerCase()]
    .map((letter) => spelled[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
