import { emojiTable } from './emoji-table.ts';

/** The glyph of a short name, or null for a name that this workspace does not have. */
export function emojiGlyph(name: string): string | null {
  return glyphs.get(name) ?? null;
}

/** For places that cannot hold markup: option labels, titles, placeholders. */
export function replaceEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+'-]+):/g, (whole, name: string) => emojiGlyph(name) ?? whole);
}

const glyphs = new Map(
  emojiTable
    .trim()
    .split(/\n/)
    .flatMap((line) => {
      const [glyph = '', ...names] = line.trim().split(/\s+/);
      return names.map((name) => [name, asPicture(glyph)] as const);
    }),
);

/** Old signs such as a white circle exist as letters too; this asks for the picture. */
function asPicture(glyph: string): string {
  return glyph.length === 1 ? `${glyph}\uFE0F` : glyph;
}
