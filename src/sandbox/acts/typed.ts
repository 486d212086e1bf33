import type { Store } from '../state/store.ts';

const token = /<(?:[@#!][^<>\s]+|[a-z][a-z0-9+.-]*:[^<>\s]+)>/gi;

/**
 * What a client makes of typed text before it sends it: `@olive`, `#general` and addresses become
 * tokens, and other angle brackets and ampersands are escaped. Text that is in that form stays.
 */
export function encodeTyped(store: Store, text: string): string {
  let result = '';
  let from = 0;
  for (const match of text.matchAll(token)) {
    result += encodePlain(store, text.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return result + encodePlain(store, text.slice(from));
}

function encodePlain(store: Store, text: string): string {
  return text
    .replace(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\bhttps?:\/\/[^\s]+[^\s.,;:!?)]/g, '<$&>')
    .replace(/(?<![\w</])@([a-z0-9._-]*[a-z0-9])/gi, (whole, name: string) => {
      if (/^(here|channel|everyone)$/.test(name)) return `<!${name}>`;
      const member = [...store.members.values()].find((entry) => entry.name === name.toLowerCase());
      return member ? `<@${member.id}>` : whole;
    })
    .replace(/(?<![\w</&])#([\p{L}\p{N}_-]+)/gu, (whole, name: string) => {
      const channel = store.channelNamed(name);
      return channel ? `<#${channel.id}|${channel.name}>` : whole;
    });
}
