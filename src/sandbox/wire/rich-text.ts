/** What a member typed, as the rich_text block that Slack puts beside the text of an event. */
export function richText(text: string): Record<string, unknown> {
  const elements = text.split(/(<[^<>]+>)/).flatMap((part) => (part === '' ? [] : [inline(part)]));
  return {
    type: 'rich_text',
    block_id: 'typed',
    elements: [{ type: 'rich_text_section', elements }],
  };
}

function inline(part: string): Record<string, unknown> {
  const token = /^<([@#!]?)([^|<>]+)(?:\|([^<>]*))?>$/.exec(part);
  if (!token) return { type: 'text', text: unescapeText(part) };
  const [, mark, id = '', label] = token;
  if (mark === '@') return { type: 'user', user_id: id };
  if (mark === '#') return { type: 'channel', channel_id: id };
  if (mark === '!') return { type: 'broadcast', range: id };
  return { type: 'link', url: unescapeText(id), ...(label && { text: label }) };
}

function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
