import { parseAngle } from './angle.ts';
import { emojiGlyph } from './emoji.ts';
import { decodeEntities } from './entities.ts';
import type { Dialect, Inline } from './nodes.ts';

/** Reads one paragraph's text; whatever is not markup stays text, so nothing is ever lost. */
export function parseInline(source: string, dialect: Dialect): Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  let at = 0;
  while (at < source.length) {
    const hit = matchAt(source, at, dialect);
    if (!hit) {
      plain += source[at] ?? '';
      at += 1;
      continue;
    }
    if (plain) nodes.push({ kind: 'text', text: decodeEntities(plain) });
    plain = '';
    nodes.push(hit.node);
    at += hit.length;
  }
  if (plain) nodes.push({ kind: 'text', text: decodeEntities(plain) });
  return nodes;
}

interface Rule {
  starts: string;
  pattern: RegExp;
  /** Markup for emphasis begins a word: `snake_case_name` has none. */
  atWordStart?: true;
  make(groups: string[], dialect: Dialect): Inline | null;
}

/** A bound on what one mark may span keeps a hostile text from costing quadratic time. */
const emphasis = (mark: string) =>
  new RegExp(`${mark}(?=[^\\s${mark}])([^\\n]{0,3000}?\\S)${mark}(?![\\w*])`, 'y');

const shared: Rule[] = [
  { starts: '\n', pattern: /\n/y, make: () => ({ kind: 'break' }) },
  {
    starts: '`',
    pattern: /`([^`\n]+)`/y,
    make: ([text = '']) => ({ kind: 'code', text: decodeEntities(text) }),
  },
  { starts: '<', pattern: /<([^<>\n]+)>/y, make: ([inner = '']) => parseAngle(inner) },
  {
    starts: ':',
    pattern: /:([a-z0-9_+'-]+):(?::skin-tone-\d:)?/y,
    make: ([name = '']) => {
      const glyph = emojiGlyph(name);
      return glyph ? { kind: 'emoji', name, glyph } : null;
    },
  },
  {
    starts: 'h',
    pattern: /(https?:\/\/[^\s<>|"'`]*[^\s<>|"'`.,;:!?)\]*_~])/y,
    atWordStart: true,
    make: ([url = '']) => ({ kind: 'link', url: decodeEntities(url), label: decodeEntities(url) }),
  },
];

const rules: Record<Dialect, Rule[]> = {
  mrkdwn: [
    ...shared,
    mark('*', emphasis('\\*'), 'bold'),
    mark('_', emphasis('_'), 'italic'),
    mark('~', emphasis('~'), 'strike'),
  ],
  markdown: [
    ...shared,
    {
      starts: '[',
      pattern: /\[([^\]\n]+)\]\(([^()\s]+)\)/y,
      make: ([label = '', url = '']) => ({ kind: 'link', url, label: decodeEntities(label) }),
    },
    mark('*', /\*\*(?=\S)([^\n]{0,3000}?\S)\*\*(?!\*)/y, 'bold'),
    mark('_', /__(?=\S)([^\n]{0,3000}?\S)__(?!\w)/y, 'bold'),
    mark('*', emphasis('\\*'), 'italic'),
    mark('_', emphasis('_'), 'italic'),
    mark('~', /~~(?=\S)([^\n]{0,3000}?\S)~~/y, 'strike'),
  ],
};

function mark(starts: string, pattern: RegExp, kind: 'bold' | 'italic' | 'strike'): Rule {
  return {
    starts,
    pattern,
    atWordStart: true,
    make: ([inner = ''], dialect) => ({ kind, children: parseInline(inner, dialect) }),
  };
}

function matchAt(source: string, at: number, dialect: Dialect) {
  const inWord = at > 0 && /[\p{L}\p{N}]/u.test(source[at - 1] ?? '');
  for (const rule of rules[dialect]) {
    if (source[at] !== rule.starts || (rule.atWordStart && inWord)) continue;
    rule.pattern.lastIndex = at;
    const match = rule.pattern.exec(source);
    // Nested calls move lastIndex, so the length is taken from the match before they run.
    const node = match && rule.make(match.slice(1), dialect);
    if (node) return { node, length: match[0].length };
  }
  return null;
}
