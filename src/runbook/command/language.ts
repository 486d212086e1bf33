import type { Trust } from './lexical.ts';

/** What the tag of a fence says about its lines; null: never commands. */
export function trustOf(lang: string | null): Trust | 'directive' | null {
  const tag = (lang ?? '').toLowerCase().replace(/^\./, '');
  if (tag === '') return 'untagged';
  if (/^\{(?:code-block|code|sourcecode|prompt)\}/.test(tag)) return 'untagged';
  if (tag.startsWith('{')) return 'directive';
  const name = tag.split(/[\s,{:]/)[0] ?? '';
  if (shells.has(name)) return 'tagged';
  return plain.has(name) ? 'untagged' : null;
}

const shells = new Set(
  'bash sh shell zsh ksh fish console shell-session shellsession sh-session bash-session terminal term command cmdline cli'.split(
    ' ',
  ),
);
const plain = new Set('text txt plain plaintext none raw nohighlight'.split(' '));
